/**
 * One client's WebSocket, as Hocuspocus gets to see it. Every frame passes here first: Hocuspocus
 * is given only frames that are sound, within the limits, honest about who is present, and, where
 * they change a document, in the database already. What it must not see is dropped here quietly,
 * because an extension could only refuse a frame by making Hocuspocus print an exception.
 *
 * The documents on a socket are opened by name, each with its own rights. Until a document is
 * open, frames for it are held here; Hocuspocus would queue them without limit.
 */
import type { Connection, Document } from "@hocuspocus/server";
import { type RawData, WebSocket } from "ws";
import { Allowance } from "../allowance.server";
import type { Person } from "../context";
import type { Announcements } from "./announcements.server";
import { ClientSocket, type TransportServices } from "./client-socket.server";
import {
  type Frame,
  isStateVector,
  readFrame,
  readPermissionDenied,
  writeAwareness,
  writeClose,
  writePermissionDenied,
  writePong,
  writeReadOnly,
  writeSyncStatus,
} from "./frames.server";
import type { Intake } from "./intake.server";
import { isOpen, type OpenDocument } from "./open-document.server";
import type { PersonTraffic } from "./person-traffic.server";
import type { Presence } from "./presence.server";
import { writeEntries } from "./presence-states.server";
import { CLOSE_CODES, type CloseReason, documentIdOf, newsIdOf } from "./protocol";
import { type EncodedStates, SyncAnswers } from "./sync-answers.server";

/** A document of which only the announcements are heard. */
export interface HeardDocument {
  phase: "heard";
  name: string;
  documentId: string;
  stop(): void;
}

/** Says nothing: a sign of life. */
const NO_PRESENCE = writeEntries([]);

type DocumentOnSocket =
  | OpenDocument
  | HeardDocument
  /** Asked for; rights and text are being looked up. `stale`: rights changed meanwhile. */
  | { phase: "opening"; held: [Frame, Uint8Array][]; bytes: number; stale: boolean }
  | { phase: "refused"; reason: string };

export interface SocketServices extends TransportServices {
  presence: Presence;
  announcements: Announcements;
  /** Why someone may not hear what is announced of a document; null if they may. */
  refusalOfNews(socket: GatedSocket, documentId: string): Promise<CloseReason | null>;
  intake: Intake;
  states: EncodedStates;
  /** Milliseconds that opening the copy of a document has taken of everyone's time; none the second time. */
  takeFillingTime(document: Document): number;
  /** Resolves when all that is in the log by now outlives a power cut. */
  onDisk(): Promise<void>;
  /** Brings an update that is in the log to the open copy, and so to everyone who has it open. */
  applyLogged(documentId: string, update: Uint8Array, from?: Connection): void;
}

export class GatedSocket extends ClientSocket {
  private readonly documents = new Map<string, DocumentOnSocket>();
  private readonly allowance: Allowance;
  /** How many of them are being opened. */
  private opening = 0;
  /** Whether a client without a session has had its word. */
  private hasAsked = false;
  private readonly answers: SyncAnswers | null;
  /** Since when no document has been open. */
  idleSince: number;

  constructor(
    ws: WebSocket,
    person: Person | null,
    readonly cookie: string | undefined,
    private readonly services: SocketServices,
    traffic: PersonTraffic | null,
    /** Why someone without a session is not heard, as they are told. */
    private readonly toStranger: { reason: CloseReason; words?: string } = { reason: "signed-out" },
  ) {
    super(ws, person, services, traffic);
    const { limits, now } = services;
    this.allowance = new Allowance(limits.messagesPerSecond, limits.messageBurst, now);
    this.idleSince = now();
    this.answers = traffic && new SyncAnswers(this, services.states, traffic);
  }

  protected closed(): void {
    this.answers?.close();
    for (const document of this.heardDocuments()) document.stop();
    for (const document of this.documents.values()) this.letGo(document);
  }

  override send(data: Uint8Array, done?: (error?: Error) => void): void {
    if (this.opening > 0) this.noteRefusal(data);
    super.send(data, done);
  }

  openDocuments(): OpenDocument[] {
    return [...this.documents.values()].filter((document) => document.phase === "open");
  }

  /** Those of which only the announcements are heard. */
  heardDocuments(): HeardDocument[] {
    return [...this.documents.values()].filter((document) => document.phase === "heard");
  }

  /** Sends something to a client that has not been sent anything for a while: it would give us up. */
  beat(): void {
    const { now, limits } = this.services;
    if (now() - this.sentAt < limits.heartbeatAfter || this.readyState !== WebSocket.OPEN) return;
    const known = [...this.documents].find(
      ([, { phase }]) => phase === "open" || phase === "heard",
    );
    if (known) this.send(writeAwareness(known[0], NO_PRESENCE));
  }

  /** Marks rights under decision as outdated. */
  markStale(): void {
    for (const document of this.documents.values()) {
      if (document.phase === "opening") document.stale = true;
    }
  }

  /** Hocuspocus has opened the document. Returns whether the rights must be checked once more. */
  opened(name: string, connection: Connection): boolean {
    const before = this.documents.get(name);
    const documentId = documentIdOf(name);
    if (before?.phase !== "opening" || documentId === null) return false;
    const open: OpenDocument = {
      phase: "open",
      documentId,
      connection,
      warned: false,
    };
    this.documents.set(name, open);
    this.opening -= 1;
    this.letGo(before);
    this.traffic?.answered(this.services.takeFillingTime(connection.document));
    this.services.presence.join(open);
    const stop = this.services.announcements.listen(documentId, { name, socket: this });
    connection.onClose(stop);
    for (const [frame, data] of before.held) this.handle(frame, data);
    return before.stale;
  }

  /** Hocuspocus tells a client that it may not have a document, or that it cannot be read. */
  private noteRefusal(data: Uint8Array): void {
    const refusal = readPermissionDenied(data);
    const document = refusal && this.documents.get(refusal.name);
    if (!refusal || document?.phase !== "opening") return;
    this.opening -= 1;
    this.letGo(document);
    this.documents.set(refusal.name, { phase: "refused", reason: refusal.reason });
    if (refusal.reason === "unavailable") this.end("unavailable", { documentName: refusal.name });
  }

  /** Closes one document on the socket; the others stay. */
  closeDocument(document: OpenDocument, reason: CloseReason): void {
    this.forget(document.connection.document.name);
    document.connection.close({ code: CLOSE_CODES[reason], reason });
  }

  /** Tells the client that it no longer hears of a document, and why. */
  closeNews(document: HeardDocument, reason: CloseReason): void {
    document.stop();
    this.forget(document.name);
    this.send(writeClose(document.name, reason));
  }

  private forget(name: string): void {
    this.documents.delete(name);
    if (this.documents.size === 0) this.idleSince = this.services.now();
  }

  protected receive(data: RawData, isBinary: boolean) {
    if (this.ending) return;
    this.heardAt = this.services.now();
    if (!this.allowance.take()) return this.end("too-many", { what: "messages" });
    if (!isBinary || !(data instanceof Uint8Array)) return this.end("malformed");
    if (!this.person || !this.traffic) return this.hearStranger(data);
    if (!this.traffic.mayReceive(data.byteLength)) return this.end("too-many", { what: "bytes" });
    const frame = readFrame(data);
    if (!frame) this.end("malformed");
    else this.handle(frame, data);
  }

  /** Whoever has no session may ask once, is told so, and is not listened to any further. */
  private hearStranger(data: Uint8Array) {
    const isFirst = !this.hasAsked && data.byteLength <= this.services.limits.authBytes;
    this.hasAsked = true;
    const frame = isFirst ? readFrame(data) : null;
    const { reason, words } = this.toStranger;
    if (frame?.kind !== "auth") return this.end(reason, {}, words);
    this.send(writePermissionDenied(frame.name, words ?? reason));
  }

  private handle(frame: Frame, data: Uint8Array): void {
    const document = this.documents.get(frame.name);
    if (document?.phase === "opening") this.hold(document, frame, data);
    else if (document?.phase === "open" && isOpen(document)) this.take(document, frame, data);
    else if (document?.phase === "heard") this.takeOfNews(document, frame);
    else if (frame.kind === "auth") this.ask(frame.name, data);
    // Hocuspocus may have closed a document by itself, after a failed send or a missing pong.
    else if (frame.kind === "close" || document?.phase === "open") this.forget(frame.name);
  }

  private take(document: OpenDocument, frame: Frame, data: Uint8Array): void {
    switch (frame.kind) {
      case "state-vector":
        this.answer(document, frame.vector);
        break;
      case "update":
        void this.write(document, frame.update);
        break;
      case "awareness":
        if (data.byteLength > this.services.limits.presenceFrameBytes) break;
        this.services.presence.receive(this.person, document, frame.update);
        break;
      case "ping":
        this.send(writePong(frame.name));
        break;
      case "close":
        // At once: the same client may ask for the document again in its next frame.
        this.forget(frame.name);
        document.connection.close({ code: 1000, reason: "provider_initiated" });
        break;
      // Clients have nothing to say to each other past the document, and a second authentication
      // says nothing new.
      case "auth":
      case "query-awareness":
      case "stateless":
        break;
    }
  }

  /** There is nothing to say to news; the text and its writers are elsewhere. */
  private takeOfNews(document: HeardDocument, { kind }: Frame): void {
    if (kind !== "close") return;
    document.stop();
    this.forget(document.name);
  }

  private answer(document: OpenDocument, vector: Uint8Array): void {
    const known = document.connection.document.store.clients.size;
    const most = known + this.services.limits.clientIdsPerUpdate;
    if (isStateVector(vector, most)) this.answers?.ask(document, vector);
    else this.end("malformed", { what: "state vector" });
  }

  private pass(data: Uint8Array): void {
    this.emit("message", data);
  }

  private ask(name: string, data: Uint8Array) {
    if (data.byteLength > this.services.limits.authBytes) {
      return this.end("too-large", { what: "authentication" });
    }
    if (!this.traffic?.mayOpen()) return this.end("too-many", { what: "openings" });
    const before = this.documents.get(name);
    const refusal = before?.phase === "refused" ? before.reason : null;
    const newsOf = newsIdOf(name);
    if (newsOf !== null && this.documents.size < this.services.limits.documentsPerSocket) {
      void this.hear(name, newsOf);
    } else if (refusal !== null || (documentIdOf(name) === null && newsOf === null)) {
      // Hocuspocus answers once per socket and name, and would queue every later question.
      this.send(writePermissionDenied(name, refusal ?? "not-found"));
    } else if (this.documents.size >= this.services.limits.documentsPerSocket) {
      this.end("too-many", { what: "documents" });
    } else {
      this.documents.set(name, { phase: "opening", held: [], bytes: 0, stale: false });
      this.opening += 1;
      this.pass(data);
    }
  }

  private async hear(name: string, documentId: string): Promise<void> {
    const { announcements, refusalOfNews } = this.services;
    // From now on, so that rights that change meanwhile are checked for it too.
    const stop = announcements.listen(documentId, { name, socket: this });
    const heard: HeardDocument = { phase: "heard", name, documentId, stop };
    this.documents.set(name, heard);
    const reason = await refusalOfNews(this, documentId);
    if (this.documents.get(name) !== heard) return;
    if (reason === null) return this.send(writeReadOnly(name));
    stop();
    this.forget(name);
    this.send(writePermissionDenied(name, reason));
  }

  private hold(
    document: Extract<DocumentOnSocket, { phase: "opening" }>,
    frame: Frame,
    data: Uint8Array,
  ): void {
    document.held.push([frame, data]);
    document.bytes += data.byteLength;
    if (!this.traffic?.hold(data.byteLength)) this.end("too-many", { what: "held frames" });
  }

  /** What was held for a document no longer counts. */
  private letGo(document: DocumentOnSocket): void {
    if (document.phase !== "opening") return;
    this.traffic?.release(document.held.length, document.bytes);
    document.bytes = 0;
  }

  /**
   * Writes an update to the log, only then shows it to the others, and confirms it when it is on
   * disk. Hocuspocus does not see the frame: it would confirm at once.
   */
  private async write(document: OpenDocument, update: Uint8Array): Promise<void> {
    const { connection, documentId } = document;
    const author = connection.readOnly ? null : this.person;
    const { intake, applyLogged } = this.services;
    if (!this.traffic?.mayTry()) return this.end("too-many", { what: "refused updates" });
    const { document: live } = connection;
    const taken = await intake.take(live, documentId, update, author, this.traffic);
    if (taken.kind === "refused") {
      const { reason, what, cost = 0 } = taken;
      this.traffic.spoiled(cost);
      return this.end(reason, { document: documentId, bytes: update.byteLength, what });
    }
    if (taken.kind === "not-theirs") return this.denyWrite(document);
    if (taken.kind === "stored") {
      applyLogged(documentId, taken.fresh, isOpen(document) ? connection : undefined);
    }
    await this.confirm(document);
  }

  private async confirm(document: OpenDocument): Promise<void> {
    try {
      await this.services.onDisk();
    } catch (error) {
      const message = "collab: written, but not certain to be on disk";
      this.services.log.error({ err: error, document: document.documentId }, message);
      return this.end("not-saved");
    }
    // The same client may have opened the document anew, and would take this for another's answer.
    if (isOpen(document)) this.send(writeSyncStatus(document.connection.document.name, true));
  }

  private denyWrite(document: OpenDocument): void {
    if (!isOpen(document)) return;
    this.warnOfWrite(document);
    this.send(writeSyncStatus(document.connection.document.name, false));
  }

  private warnOfWrite(document: OpenDocument): void {
    if (document.warned) return;
    document.warned = true;
    const fields = { person: this.person?.id, document: document.documentId };
    this.services.log.warn(fields, "collab: write without the right to dropped");
  }
}
