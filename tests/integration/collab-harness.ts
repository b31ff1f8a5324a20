/**
 * A real-time server on a free port over a real database file, and clients for it: the provider
 * that browsers use, and bare sockets for what no provider would send.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HocuspocusProvider } from "@hocuspocus/provider";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { FlushFile } from "#db/disk-flush";
import { type DocumentRow, insertDelegation, insertDocument } from "#db/documents";
import { countUpdates } from "#db/log";
import { openStore, type Store } from "#db/store";
import { createCollaboration } from "../../app/collab/collaboration.server";
import { Compaction } from "../../app/collab/compaction.server";
import { createFoldingProcess, type FoldingProcess } from "../../app/collab/folding-process.server";
import { documentName } from "../../app/collab/protocol";
import { DEFAULT_LIMITS, type Limits } from "../../app/collab-limits.server";
import type { Logger, Person } from "../../app/context";
import { itemFragment } from "../../app/documents/document";
import { addArea, addItem, initialise } from "../../app/documents/document-changes";
import { editDocument } from "../../app/documents/log.server";

const person = (id: string, role: Person["role"], delegation: string | null): Person => ({
  id,
  role,
  delegation,
  name: `Demo ${id}`,
  email: `${id}@demo.example`,
  locale: null,
});

/** Each signs in with the cookie `who=<id>`. */
export const PEOPLE = {
  drafterCa: person("drafter-ca", "drafter", "CA"),
  convenerCa: person("convener-ca", "convener", "CA"),
  memberCa: person("member-ca", "member", "CA"),
  drafterMx: person("drafter-mx", "drafter", "MX"),
  secretariat: person("secretariat", "secretariat", null),
};

export const PLAN = "plan-ca";
export const AGENDA = "agenda-1";
export const ITEM = "item-1";

const row = (
  values: Pick<DocumentRow, "id" | "kind" | "slug" | "delegation" | "state">,
): DocumentRow => ({
  title: values.slug,
  language: "en",
  approvedHash: null,
  roundAudience: null,
  roundOver: false,
  createdAt: 1,
  updatedAt: 1,
  rowsVersion: 0,
  ...values,
});

/** Fills an empty database with one open plan of one item, and an empty agenda. */
export async function seed(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    const names = { nameEn: "Demo", nameFr: "Demo", nameEs: "Demo", language: "en" as const };
    await insertDelegation(tx, { code: "CA", slug: "canada", position: 0, ...names });
    await insertDelegation(tx, { code: "MX", slug: "mexico", position: 1, ...names });
    const plan = row({ id: PLAN, kind: "plan", slug: "canada", delegation: "CA", state: "open" });
    const agenda = row({
      id: AGENDA,
      kind: "agenda",
      slug: "agenda",
      delegation: null,
      state: "zero-draft",
    });
    const context = { now: () => Date.now(), writer: "seed" };
    for (const document of [plan, agenda]) {
      await insertDocument(tx, document);
      await editDocument(context, tx, document, null, (doc) => {
        initialise(doc, { title: document.slug, language: "en" });
        addArea(doc, { id: "area-1", title: "Area" });
        addItem(doc, "area-1", { id: ITEM, text: "Begin." });
      });
    }
  });
}

/** How many updates the log of a document holds. */
export const logLength = (store: Store, documentId = PLAN): Promise<number> =>
  countUpdates(store.read, documentId);

export interface Logged {
  level: "info" | "warn" | "error";
  fields: Record<string, unknown>;
  message: string;
}

/** A log that is kept, for what is tested without a server. */
export function keptLog(logged: Logged[] = []): Logger {
  const at = (level: Logged["level"]) => (fields: object, message: string) => {
    logged.push({ level, fields: fields as Record<string, unknown>, message });
  };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

/** Compaction of a store by itself, with a process of its own. */
export function compactionOf(
  store: Store,
  {
    upTo = Number.MAX_SAFE_INTEGER,
    limits = {},
    folding = createFoldingProcess(store.file),
    logged = [],
  }: {
    upTo?: number;
    limits?: Partial<Limits>;
    folding?: FoldingProcess;
    logged?: Logged[];
  } = {},
): Compaction {
  const context = { store, log: keptLog(logged), now: () => Date.now() };
  return new Compaction(context, { ...DEFAULT_LIMITS, ...limits }, folding, async () => upTo);
}

export interface Server {
  store: Store;
  file: string;
  port: number;
  collab: ReturnType<typeof createCollaboration>;
  /** Cookie value → person; change it to end a session or to change a role. */
  sessions: Map<string, Person>;
  /** Cookie values of people whose access was withdrawn, and by which role. */
  withdrawn: Map<string, Person["role"]>;
  logged: Logged[];
  stop(): Promise<void>;
}

export async function startServer(
  limits: Partial<Limits> = {},
  dataFile?: string,
  flush?: FlushFile,
): Promise<Server> {
  const folder = dataFile ? null : mkdtempSync(join(tmpdir(), "concerted-collab-"));
  const file = dataFile ?? join(folder ?? "", "concerted.sqlite");
  const store = openStore(file, flush);
  if (folder) await seed(store);
  const sessions = new Map(Object.values(PEOPLE).map((p) => [p.id, p]));
  const withdrawn: Server["withdrawn"] = new Map();
  const logged: Logged[] = [];
  const log = keptLog(logged);
  let ids = 0;
  const collab = createCollaboration({
    store,
    log,
    limits,
    now: () => Date.now(),
    newId: () => `id-${++ids}`,
    writer: "server",
    validate: async (cookie) => {
      const who = /who=([\w-]+)/.exec(cookie ?? "")?.[1] ?? "";
      const by = withdrawn.get(who);
      return by ? { person: null, withdrawn: { by } } : { person: sessions.get(who) ?? null };
    },
    originAllowed: ({ origin }) => origin === "http://here.example",
  });
  const http = createServer((_request, response) => response.writeHead(404).end());
  http.on("upgrade", (request, socket, head) => {
    if (!collab.handleUpgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    store,
    file,
    port: (http.address() as AddressInfo).port,
    collab,
    sessions,
    withdrawn,
    logged,
    async stop() {
      await collab.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await store.close();
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Client {
  doc: Y.Doc;
  provider: HocuspocusProvider;
  /** Reasons with which a socket or the document on it was closed. */
  closed: string[];
  refused: string[];
  announced: string[];
  /** Messages with sync status 0: writes that the server did not take. */
  unapplied: number;
  type(text: string, itemId?: string): void;
  text(itemId?: string): string;
  destroy(): void;
}

export function connect(
  port: number,
  who: string | null,
  documentId = PLAN,
  doc = new Y.Doc(),
): Client {
  class WithCookie extends WebSocket {
    constructor(url: string) {
      super(url, { headers: who ? { cookie: `who=${who}` } : {} });
      this.on("error", () => undefined);
    }
  }
  const client: Client = {
    doc,
    closed: [],
    refused: [],
    announced: [],
    unapplied: 0,
    provider: new HocuspocusProvider({
      url: `ws://127.0.0.1:${port}/collab`,
      name: documentName(documentId),
      document: doc,
      token: "unused",
      WebSocketPolyfill: WithCookie,
      delay: 50,
      minDelay: 50,
      maxDelay: 200,
      onClose: ({ event }: { event: { reason: string } }) => client.closed.push(event.reason),
      onAuthenticationFailed: ({ reason }) => client.refused.push(reason),
      onStateless: ({ payload }) => client.announced.push(payload),
    } as ConstructorParameters<typeof HocuspocusProvider>[0]),
    type: (text, itemId = ITEM) => typeInto(doc, text, itemId),
    text: (itemId = ITEM) => itemFragment(doc, itemId)?.toString() ?? "",
    destroy: () => client.provider.destroy(),
  };
  // Given as an option, the socket beneath would call it too, with other arguments.
  client.provider.on("message", ({ event }: { event: MessageEvent<ArrayBuffer> }) => {
    const decoder = decoding.createDecoder(new Uint8Array(event.data));
    decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) === 8 && decoding.readVarInt(decoder) === 0) {
      client.unapplied += 1;
    }
  });
  return client;
}

/** Adds to the end of an item's first paragraph. */
export function typeInto(doc: Y.Doc, text: string, itemId = ITEM): void {
  const paragraph = itemFragment(doc, itemId)?.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(run instanceof Y.XmlText)) throw new Error("the item has no text yet");
  run.insert(run.length, text);
}

/** Waits until something holds; fails after a while with what it waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A socket without a provider. Frames the server sent are kept; `closed` holds code and reason. */
export interface BareSocket {
  ws: WebSocket;
  frames: Uint8Array[];
  closed: { code: number; reason: string } | null;
}

export async function bareSocket(
  port: number,
  who: string | null,
  headers: Record<string, string> = {},
): Promise<BareSocket> {
  const ws = new WebSocket(`ws://127.0.0.1:${port}/collab`, {
    headers: { ...(who ? { cookie: `who=${who}` } : {}), ...headers },
  });
  const bare: BareSocket = { ws, frames: [], closed: null };
  ws.on("message", (data) => bare.frames.push(data as Buffer));
  ws.on("close", (code, reason) => {
    bare.closed = { code, reason: reason.toString() };
  });
  await new Promise((resolve, reject) => {
    ws.on("open", resolve);
    ws.on("error", reject);
  });
  return bare;
}

/** A frame of the protocol: document name, numbers, then a string or bytes. */
export function frame(
  documentId: string,
  numbers: number[],
  payload?: string | Uint8Array,
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, documentName(documentId));
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  if (typeof payload === "string") encoding.writeVarString(encoder, payload);
  else if (payload) encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

export const authFrame = (documentId = PLAN) => frame(documentId, [2, 0], "token");
export const updateFrame = (update: Uint8Array, documentId = PLAN) =>
  frame(documentId, [0, 2], update);

/** What the server answered about authentication: `read-write`, `readonly` or a refusal. */
export function authAnswer(bare: BareSocket, documentId = PLAN): string | null {
  for (const data of bare.frames) {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarString(decoder) !== documentName(documentId)) continue;
    if (decoding.readVarUint(decoder) !== 2) continue;
    decoding.readVarUint(decoder);
    return decoding.readVarString(decoder);
  }
  return null;
}
