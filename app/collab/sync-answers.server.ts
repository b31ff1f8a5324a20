/**
 * Answers to clients that ask for the state of a document. An answer may be as large as the
 * document, so it is made only when the last one has left, and once for all who have the same.
 */
import * as Y from "yjs";
import { writeStateVector, writeSyncAnswer } from "./frames.server";
import { isOpen, type OpenDocument } from "./open-document.server";
import type { PersonTraffic } from "./person-traffic.server";

/** Answers kept for one state of a document: for those who have nothing yet, or all but a little. */
const MAX_CACHED = 4;
/** While more than this waits to be sent on a socket, no answer is added. */
const QUIET_BYTES = 64 * 1024;
const AGAIN_AFTER_MS = 100;

interface Answers {
  /** The server's own question. */
  question: Uint8Array;
  byVector: Map<string, Uint8Array>;
}

/** What was encoded for the present state of each document. */
export class EncodedStates {
  private readonly answers = new WeakMap<Y.Doc, Answers>();
  private readonly followed = new WeakSet<Y.Doc>();
  /** How often something was encoded. */
  encoded = 0;

  question(name: string, doc: Y.Doc): Uint8Array {
    return this.of(name, doc).question;
  }

  /** @param worked is told how long it took, in milliseconds, unless it was there already. */
  answer(
    name: string,
    doc: Y.Doc,
    vector: Uint8Array,
    worked: (milliseconds: number) => void = () => undefined,
  ): Uint8Array {
    const { byVector } = this.of(name, doc);
    const key = Buffer.from(vector).toString("latin1");
    const known = byVector.get(key);
    if (known) return known;
    this.encoded += 1;
    const began = performance.now();
    const made = writeSyncAnswer(name, Y.encodeStateAsUpdate(doc, vector));
    worked(performance.now() - began);
    const [oldest] = byVector.keys();
    if (byVector.size >= MAX_CACHED && oldest !== undefined) byVector.delete(oldest);
    byVector.set(key, made);
    return made;
  }

  private of(name: string, doc: Y.Doc): Answers {
    const known = this.answers.get(doc);
    if (known) return known;
    if (!this.followed.has(doc)) {
      this.followed.add(doc);
      doc.on("update", () => this.answers.delete(doc));
    }
    const question = writeStateVector(name, Y.encodeStateVector(doc));
    const answers = { question, byVector: new Map<string, Uint8Array>() };
    this.answers.set(doc, answers);
    return answers;
  }
}

export interface AnsweredSocket {
  send(data: Uint8Array, done?: (error?: Error) => void): void;
  unsentBytes(): number;
}

/** The questions on one socket: of each document only the last is answered. */
export class SyncAnswers {
  private readonly asked = new Map<OpenDocument, Uint8Array>();
  private isSending = false;
  private retry: NodeJS.Timeout | null = null;

  constructor(
    private readonly socket: AnsweredSocket,
    private readonly states: EncodedStates,
    private readonly traffic: PersonTraffic,
  ) {}

  ask(document: OpenDocument, vector: Uint8Array): void {
    this.asked.set(document, vector);
    this.goOn();
  }

  close(): void {
    this.asked.clear();
    if (this.retry) clearTimeout(this.retry);
  }

  private goOn() {
    if (this.isSending || this.retry) return;
    for (const [document, vector] of this.asked) {
      if (!isOpen(document)) {
        this.asked.delete(document);
        continue;
      }
      const isBusy = this.socket.unsentBytes() > QUIET_BYTES || this.traffic.isCongested;
      if (isBusy || !this.traffic.mayAsk()) return this.later();
      this.asked.delete(document);
      return this.answer(document, vector);
    }
  }

  private answer({ connection }: OpenDocument, vector: Uint8Array): void {
    const { document } = connection;
    this.isSending = true;
    this.socket.send(this.states.question(document.name, document));
    const worked = (milliseconds: number) => this.traffic.answered(milliseconds);
    this.socket.send(this.states.answer(document.name, document, vector, worked), () => {
      this.isSending = false;
      this.goOn();
    });
  }

  private later(): void {
    this.retry = setTimeout(() => {
      this.retry = null;
      this.goOn();
    }, AGAIN_AFTER_MS);
    this.retry.unref();
  }
}
