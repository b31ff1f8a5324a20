/**
 * The real-time server: one Hocuspocus, and around it what makes it safe. Each concern is a file
 * of its own; this one puts them together and gives them their lifetime.
 */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type Connection, Hocuspocus } from "@hocuspocus/server";
import { type WebSocket, WebSocketServer } from "ws";
import { listDocuments } from "#db/documents";
import { lastWritten } from "#db/log";
import { DEFAULT_LIMITS, type Limits } from "../collab-limits.server";
import type { AppContext, LiveDocuments, Person } from "../context";
import { Announcements } from "./announcements.server";
import { Compaction } from "./compaction.server";
import { createFoldingProcess } from "./folding-process.server";
import { GatedSocket, type SocketServices } from "./gated-socket.server";
import { Intake } from "./intake.server";
import { OpenCopies } from "./open-copies.server";
import { OtherWriters } from "./other-writers.server";
import { Traffic } from "./person-traffic.server";
import { Presence } from "./presence.server";
import { Projector } from "./projector.server";
import { COLLAB_PATH, writeWithdrawn } from "./protocol";
import { type ConnectionContext, RightsOfConnections, type Validate } from "./rights.server";
import { EncodedStates } from "./sync-answers.server";
import { TrialCopies } from "./trial-copies.server";
import { UpdateLog } from "./update-log.server";

export interface CollaborationOptions
  extends Pick<AppContext, "store" | "log" | "now" | "newId" | "writer"> {
  /** Who sends this `Cookie` header: asked at every opening and again from time to time. */
  validate: Validate;
  /** Whether a page of this origin may connect. Asked only where there is an `Origin`. */
  originAllowed(headers: IncomingHttpHeaders): boolean;
  limits?: Partial<Limits>;
}

export interface Collaboration {
  /** Takes an HTTP upgrade. False, and nothing done, if it is for another path. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  live: LiveDocuments;
  /** For telling people what concerns them alone. */
  announcements: Announcements;
  /** Waits until all that was received is on disk and projected. */
  flush(): Promise<void>;
  /** How many documents are open, and of how many there is a second copy to try updates on. */
  inMemory(): { documents: number; trialCopies: number };
  /** Takes no more, flushes, tells the clients that the server will be back. */
  close(): Promise<void>;
}

export function createCollaboration(options: CollaborationOptions): Collaboration {
  const { store, log, now, validate } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const sockets = new Set<GatedSocket>();

  const hocuspocus = new Hocuspocus();
  const announcements = new Announcements(limits);
  const updates = new UpdateLog(options, (documentIds) => {
    const readers = Math.max(...[...documentIds].map((id) => announcements.count(id)));
    return Math.min(readers * limits.gatherEach, limits.gatherAtMost);
  });
  const trials = new TrialCopies(now);
  const folding = createFoldingProcess(store.file, limits.compactAtMost);
  const compaction = new Compaction(options, limits, folding, async () => {
    await started;
    return others.seenUpTo;
  });
  const copies = new OpenCopies(hocuspocus, options, (id) => compaction.beforeOpening(id));
  const projector = new Projector(options, limits, copies, updates, announcements);
  const presence = new Presence(limits, log);
  const rights = new RightsOfConnections(options, validate, sockets, hocuspocus);
  const others = new OtherWriters(options, applyLogged);
  hocuspocus.configure({
    quiet: true,
    extensions: [rights.extension, copies.extension, projector.extension],
  });

  const services: SocketServices = {
    log,
    limits,
    now,
    presence,
    announcements,
    refusalOfNews: (socket, documentId) => rights.refusalOfNews(socket, documentId),
    intake: new Intake(limits, trials, updates),
    states: new EncodedStates(),
    takeFillingTime: (document) => copies.takeFillingTime(document),
    onDisk: () => store.onDisk(),
    applyLogged,
  };

  /** An update is in the log: brings it to the open copy, if there is one, and to the projection. */
  function applyLogged(documentId: string, update: Uint8Array, from?: Connection): void {
    copies.apply(documentId, update, from);
    projector.touch(documentId);
  }

  const started = start();
  const timers = [
    repeat(limits.pollEvery, "look for other writers", () => others.poll()),
    repeat(limits.compactEvery, "compact", () => compaction.run()),
    repeat(limits.sessionCheckEvery, "check sessions", () => rights.recheck("everyone")),
    repeat(limits.forgetTrialAfter / 4, "drop trial copies", async () =>
      trials.dropUnused(limits.forgetTrialAfter),
    ),
    repeat(Math.min(limits.idleAfter, limits.silentAfter) / 4, "sweep sockets", sweep),
    repeat(limits.heartbeatAfter / 4, "send signs of life", async () => {
      for (const socket of sockets) socket.beat();
    }),
  ];
  let closing = false;

  /** A crash may have come between a change and its projection: such are made again. */
  async function start(): Promise<void> {
    try {
      await others.start();
      const lastAt = await lastWritten(store.read);
      for (const { id, updatedAt } of await listDocuments(store.read)) {
        if ((lastAt.get(id) ?? 0) >= updatedAt) projector.touch(id);
      }
    } catch (error) {
      log.error({ err: error }, "collab: start failed");
    }
  }

  /** Runs a job again and again, never two at once, until `close`. */
  function repeat(every: number, what: string, job: () => Promise<void>) {
    let running: Promise<void> = started;
    let idle = true;
    const run = () => {
      if (!idle) return;
      idle = false;
      running = started
        .then(job)
        .catch((error: unknown) => log.error({ err: error, what }, "collab: background job failed"))
        .finally(() => {
          idle = true;
        });
    };
    const timer = setInterval(run, every);
    timer.unref();
    // What the last process left undone does not wait.
    run();
    return {
      stop: async () => {
        clearInterval(timer);
        await running;
      },
    };
  }

  async function sweep(): Promise<void> {
    for (const socket of sockets) {
      const open = socket.openDocuments().length + socket.heardDocuments().length > 0;
      if (now() - socket.heardAt > limits.silentAfter) socket.terminate();
      else if (!open && now() - socket.idleSince > limits.idleAfter) socket.end("idle");
    }
  }

  const traffic = new Traffic(limits, now);
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytes });
  // A frame over the limit is refused by its length alone, before any of it is kept.
  const forStrangers = new WebSocketServer({ noServer: true, maxPayload: limits.authBytes });

  function accept(
    ws: WebSocket,
    request: IncomingMessage,
    { person, withdrawn }: Awaited<ReturnType<Validate>>,
  ): void {
    const unsent = { unsentBytes: () => ws.bufferedAmount, cutOff: () => ws.terminate() };
    const ofPerson = person && traffic.join(person.id, unsent);
    const socket = new GatedSocket(
      ws,
      person,
      request.headers.cookie,
      services,
      ofPerson,
      withdrawn && { reason: "withdrawn", words: writeWithdrawn(withdrawn.by) },
    );
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      if (person) traffic.leave(person.id, unsent);
    });
    // Hocuspocus has nothing to do for someone without a session.
    if (!person) return;
    const context: ConnectionContext = { socket };
    // Hocuspocus uses the events and the few members of a WebSocket that GatedSocket has.
    hocuspocus.handleConnection(socket as unknown as WebSocket, request, context);
  }

  /** How many connections a person has, if they may not have another; all who are signed out count as one. */
  function tooMany(person: Person | null): number | null {
    const same = [...sockets].filter((socket) => socket.person?.id === person?.id).length;
    return same >= (person ? limits.socketsPerPerson : limits.socketsSignedOut) ? same : null;
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { headers } = request;
    const refuse = (status: string, reason: string, fields: object = {}) => {
      log.warn({ status, reason, origin: headers.origin, ...fields }, "collab: connection refused");
      socket.end(
        `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\n` +
          `Content-Length: ${reason.length}\r\n\r\n${reason}`,
      );
    };
    if (closing) return refuse("503 Service Unavailable", "restarting");
    // Browsers always send an origin; a program without one has no cookies but its own.
    if (headers.origin !== undefined && !options.originAllowed(headers)) {
      return refuse("403 Forbidden", "origin");
    }
    const sender = await validate(headers.cookie);
    const { person } = sender;
    const open = tooMany(person);
    if (open !== null) {
      const fields = { person: person?.id, what: "connections", open };
      return refuse("429 Too Many Requests", "too-many", fields);
    }
    if (closing) return refuse("503 Service Unavailable", "restarting");
    const server = person ? webSockets : forStrangers;
    server.handleUpgrade(request, socket, head, (ws) => accept(ws, request, sender));
  }

  async function flush(): Promise<void> {
    await started;
    await updates.drain();
    // The open copies get what has just been written in the turns that follow.
    await new Promise((resolve) => setImmediate(resolve));
    await projector.flushAll();
  }

  return {
    handleUpgrade(request, socket, head) {
      if (request.url?.split("?")[0] !== COLLAB_PATH) return false;
      socket.on("error", (error) => log.info({ error: error.message }, "collab: upgrade broke"));
      upgrade(request, socket, head).catch((error: unknown) => {
        log.error({ err: error }, "collab: upgrade failed");
        socket.destroy();
      });
      return true;
    },
    live: {
      apply: applyLogged,
      announce: (documentId, topic, mayHear) => announcements.announce(documentId, topic, mayHear),
      recheck: (who) => void rights.recheck(who),
    },
    announcements,
    flush,
    inMemory: () => ({ documents: hocuspocus.documents.size, trialCopies: trials.size }),
    async close() {
      if (closing) return;
      closing = true;
      await compaction.close();
      await Promise.all(timers.map((timer) => timer.stop()));
      const open = [...sockets];
      const closed = open.map((socket) => new Promise((resolve) => socket.once("close", resolve)));
      for (const socket of open) socket.stopReceiving();
      await flush();
      for (const socket of open) socket.bye();
      const patience = setTimeout(() => open.map((socket) => socket.terminate()), 1_000);
      await Promise.all(closed);
      clearTimeout(patience);
      // Copies that close with their last connection are unloaded in the background.
      await Promise.all(hocuspocus.unloadingDocuments.values());
      await flush();
      webSockets.close();
      forStrangers.close();
    },
  };
}
