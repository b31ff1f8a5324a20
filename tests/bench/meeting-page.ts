/**
 * A page as the server sees it: one socket, its owner's caret and letters, and the data that it asks for
 * again when it is told. Without a text on a screen, so that hundreds fit into one process.
 */

import { gunzipSync } from "node:zlib";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import {
  documentName,
  parseAnnouncement,
  parseUnread,
  type Topic,
} from "../../app/collab/protocol";
import { itemFragment } from "../../app/documents/document";
import { ReloadSchedule } from "../../app/workspace/reload-schedule";
import { IN_BACKGROUND } from "../../app/workspace/reload-topics";
import { ask } from "./meeting-requests";
import type { PageOf } from "./meeting-workspace";

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const STATELESS = 5;
const SYNC_STATUS = 8;

/**
 * What a page does. A stock provider sends every presence that it hears back to the server, and each change of
 * its own at once. `words`: as the product's, without anything beside the text.
 */
export type Habits = "product" | "words" | "stock" | "before";

/** Letters of a text at which who types in it shortens it, and to how many. */
const LONGEST = 1_500;
const SHORTENED = 500;

const MARK = /<\d+\.\d+>/g;

/** What the pages of one process have counted since `reset`. */
export class Tally {
  frames = { presence: 0, text: 0, news: 0, other: 0 };
  bytes = { presence: 0, text: 0, news: 0, other: 0 };
  framesOut = 0;
  edits = 0;
  requests = { page: 0, inbox: 0 };
  requestBytes = 0;
  arrivals: number[] = [];
  saved: number[] = [];
  loads: number[] = [];
  waits: number[] = [];
  aborted = 0;
  counts = 0;
  closed: string[] = [];
  failed: string[] = [];
}

export class MeetingPage {
  private ws: WebSocket | null = null;
  private readonly doc = new Y.Doc();
  private readonly name: string;
  private readonly pending: number[] = [];
  private clock = 0;
  private caretTimer: NodeJS.Timeout | null = null;
  private load: { abort: AbortController; toldAt: number } | null = null;
  private loadTimer: NodeJS.Timeout | null = null;
  private toldAt: number | null = null;
  private inboxTimer: NodeJS.Timeout | null = null;
  private leaving = false;
  private readonly prefix: number;
  /** Of what the page has of the agenda. */
  private stamp = "";

  constructor(
    private readonly number: number,
    private readonly port: number,
    private readonly of: PageOf,
    private readonly habits: Habits,
    /** Whether it looks for marks in what arrives: reading everything on every page costs too much. */
    private readonly looks: boolean,
    private readonly sentAt: Map<string, number>,
    private readonly tally: () => Tally,
  ) {
    this.name = documentName(of.documentId);
    this.prefix = this.name.length + 1;
  }

  async open(): Promise<void> {
    const ws = new WebSocket(`ws://127.0.0.1:${this.port}/collab`, {
      headers: { cookie: this.of.cookie },
      perMessageDeflate: false,
    });
    this.ws = ws;
    ws.on("error", () => undefined);
    ws.on("close", (code, reason) => {
      if (!this.leaving) this.tally().closed.push(`${code} ${reason.toString()}`);
    });
    await new Promise<void>((resolve, reject) => {
      ws.once("close", (code, reason) => reject(new Error(`closed: ${code} ${reason.toString()}`)));
      ws.on("open", () => {
        this.send([AUTH, 0], (encoder) => encoding.writeVarString(encoder, "token"));
        this.send([SYNC, 0], (encoder) =>
          encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc)),
        );
      });
      ws.on("message", (data: Buffer) => {
        if (this.hear(data)) resolve();
      });
    });
    this.sendPresence(null);
    if (this.habits === "before") {
      this.inboxTimer = setInterval(() => void this.askInbox(), 10_000);
    }
  }

  close(): void {
    this.leaving = true;
    this.schedule.end();
    for (const timer of [this.caretTimer, this.loadTimer]) if (timer) clearTimeout(timer);
    if (this.inboxTimer) clearInterval(this.inboxTimer);
    this.load?.abort.abort();
    this.ws?.terminate();
  }

  private get echoes(): boolean {
    return this.habits === "stock" || this.habits === "before";
  }

  get isOpen(): boolean {
    return this.ws?.readyState === WebSocket.OPEN;
  }

  /** Writes a letter's worth, with a mark in it that others look for. */
  type(mark: string): void {
    const { typesIn } = this.of;
    const paragraph = typesIn === null ? undefined : itemFragment(this.doc, typesIn)?.get(0);
    const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
    if (!(run instanceof Y.XmlText)) throw new Error("there is nothing to type in");
    let update: Uint8Array | null = null;
    const keep = (bytes: Uint8Array) => {
      update = bytes;
    };
    this.doc.on("update", keep);
    this.doc.transact(() => {
      // What was written is shortened now and then: no text grows for as long as the meeting lasts.
      if (run.length > LONGEST) run.delete(0, run.length - SHORTENED);
      run.insert(run.length, mark);
    });
    this.doc.off("update", keep);
    const bytes: Uint8Array = update ?? new Uint8Array();
    this.sentAt.set(mark, performance.now());
    this.pending.push(performance.now());
    this.tally().edits += 1;
    this.send([SYNC, 2], (encoder) => encoding.writeVarUint8Array(encoder, bytes));
    const position = Y.relativePositionToJSON(
      // At the end it would be the same after each letter, which is not passed on.
      Y.createRelativePositionFromTypeIndex(run, run.length - 1),
    );
    const say = () => this.sendPresence({ anchor: position, head: position });
    if (!this.echoes)
      this.caretTimer ??= setTimeout(() => {
        this.caretTimer = null;
        say();
      }, 200);
    else say();
  }

  private send(numbers: number[], write: (encoder: encoding.Encoder) => void): void {
    if (this.ws?.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.name);
    for (const number of numbers) encoding.writeVarUint(encoder, number);
    write(encoder);
    this.tally().framesOut += 1;
    this.ws.send(encoding.toUint8Array(encoder));
  }

  private sendPresence(cursor: object | null): void {
    const { person } = this.of;
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, this.doc.clientID);
    this.clock += 1;
    encoding.writeVarUint(inner, this.clock);
    encoding.writeVarString(inner, JSON.stringify({ user: { ...person, slot: 1 }, cursor }));
    this.send([AWARENESS], (encoder) =>
      encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner)),
    );
  }

  /** @returns whether it is the document itself */
  private hear(data: Buffer): boolean {
    const tally = this.tally();
    const count = (kind: keyof Tally["frames"]) => {
      tally.frames[kind] += 1;
      tally.bytes[kind] += data.length;
    };
    const kind = data[this.prefix];
    if (kind === AWARENESS) {
      count("presence");
      if (this.echoes) this.echo(data);
      return false;
    }
    if (kind === SYNC) {
      const step = data[this.prefix + 1];
      if (step === 1) {
        const decoder = decoding.createDecoder(data.subarray(this.prefix + 2));
        if (this.of.typesIn !== null) Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder));
        return true;
      }
      count("text");
      if (this.looks) this.look(data);
      return false;
    }
    if (kind === SYNC_STATUS) {
      count("other");
      const sent = this.pending.shift();
      if (sent !== undefined) tally.saved.push(performance.now() - sent);
      return false;
    }
    if (kind === STATELESS) {
      count("news");
      const decoder = decoding.createDecoder(data.subarray(this.prefix + 1));
      this.told(decoding.readVarString(decoder));
      return false;
    }
    count("other");
    return false;
  }

  /** A provider whose presence has changed says so, whoever it was that changed it. */
  private echo(data: Buffer): void {
    const decoder = decoding.createDecoder(data.subarray(this.prefix + 1));
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    if (decoding.readVarUint(decoder) === this.doc.clientID) return;
    this.tally().framesOut += 1;
    this.ws?.send(data);
  }

  private look(data: Buffer): void {
    const now = performance.now();
    for (const [mark] of data.toString("latin1").matchAll(MARK)) {
      const sent = this.sentAt.get(mark);
      if (sent !== undefined && !mark.startsWith(`<${this.number}.`)) {
        this.tally().arrivals.push(now - sent);
      }
    }
  }

  /** As the page does: its own schedule, with the product's own rules. */
  private readonly schedule = new ReloadSchedule({
    load: (topics) => void this.loadAgain(topics),
    now: () => performance.now(),
    random: Math.random,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });

  private told(payload: string): void {
    if (this.habits === "stock" || this.habits === "words") return;
    if (parseUnread(payload)) {
      this.tally().counts += 1;
      return;
    }
    const announced = parseAnnouncement(payload);
    if (!announced) return;
    this.toldAt ??= performance.now();
    if (this.habits === "product") {
      this.schedule.told(announced);
      return;
    }
    if (this.loadTimer) return;
    this.loadTimer = setTimeout(() => {
      this.loadTimer = null;
      if (this.load) {
        this.load.abort.abort();
        this.tally().aborted += 1;
      }
      void this.loadAgain();
    }, 400);
  }

  private async loadAgain(topics: ReadonlySet<Topic> | null = null): Promise<void> {
    const abort = new AbortController();
    const toldAt = this.toldAt ?? performance.now();
    this.toldAt = null;
    this.load = { abort, toldAt };
    if (this.habits === "product") this.schedule.setLoading(true);
    const start = performance.now();
    const paths = this.habits === "product" ? this.changedOf(topics) : [this.whole()];
    const tally = this.tally();
    tally.requests.page += paths.length;
    const asked = paths.map((path) =>
      ask(this.port, this.of.cookie, path, {
        signal: abort.signal,
        // The whole of a plan is asked for by the router, which knows no such thing.
        headers: path === this.whole() ? {} : IN_BACKGROUND,
      }),
    );
    const answers = await Promise.all(asked).catch((error: unknown) => {
      if (!abort.signal.aborted) tally.failed.push(String(error).slice(0, 160));
      return null;
    });
    if (this.habits === "product") this.schedule.setLoading(false);
    if (answers === null) return;
    this.load = null;
    if (this.of.path === "/agenda" && this.habits === "product") this.keepStamp(answers[0]);
    tally.requestBytes += answers.reduce((sum, { length }) => sum + length, 0);
    tally.loads.push(performance.now() - start);
    tally.waits.push(performance.now() - toldAt);
    if (this.habits === "before") await this.askInbox();
  }

  /** All of the page's data, as its loader gives it. */
  private whole(): string {
    const { path } = this.of;
    const routes = path === "/agenda" ? "routes/agenda" : "routes/plans.$slug";
    return `${path}.data?_routes=${encodeURIComponent(routes)}`;
  }

  /** What the page asks for when it was told of these. */
  private changedOf(topics: ReadonlySet<Topic> | null): string[] {
    const { path, documentId } = this.of;
    if (path === "/agenda") return [`/agenda/changes?since=${this.stamp}`];
    const alone = topics && [...topics].every((topic) => topic === "comments");
    return [alone ? `/documents/${documentId}/comments` : this.whole()];
  }

  private keepStamp(answer: Buffer | undefined): void {
    if (!answer) return;
    const text = answer[0] === 0x1f ? gunzipSync(answer).toString() : answer.toString();
    this.stamp = (JSON.parse(text) as { stamp: string }).stamp;
  }

  private async askInbox(): Promise<void> {
    this.tally().requests.inbox += 1;
    await ask(this.port, this.of.cookie, "/inbox/count").catch(() => null);
  }
}
