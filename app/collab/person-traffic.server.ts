/**
 * What all sockets of one person together may ask of the server. A limit for each socket alone is
 * none: whoever wants more opens more of them.
 */
import { LRUCache } from "lru-cache";
import { Allowance } from "../allowance.server";
import type { Limits } from "../collab-limits.server";

/** A socket, as far as what it has not sent yet is concerned. */
export interface Unsent {
  unsentBytes(): number;
  /** Ends it without a word: whoever does not read would not read that either. */
  cutOff(): void;
}

type TrafficLimits = Pick<
  Limits,
  | "heldFrames"
  | "heldBytes"
  | "unsentBytesPerPerson"
  | "bytesPerSecond"
  | "byteBurst"
  | "questionsPerSecond"
  | "questionBurst"
  | "clientIdsPerMinute"
  | "clientIdBurst"
  | "workPerSecond"
  | "workBurst"
  | "opensPerSecond"
  | "openBurst"
>;

/** What outlasts the sockets of a person. */
interface Lasting {
  opens: Allowance;
  answering: Allowance;
  spoiling: Allowance;
  clientIds: Allowance;
}

const lastingOf = (limits: TrafficLimits, now: () => number): Lasting => ({
  opens: new Allowance(limits.opensPerSecond, limits.openBurst, now),
  answering: new Allowance(limits.workPerSecond, limits.workBurst, now),
  spoiling: new Allowance(limits.workPerSecond, limits.workBurst, now),
  clientIds: new Allowance(limits.clientIdsPerMinute / 60, limits.clientIdBurst, now),
});

export class PersonTraffic {
  readonly sockets = new Set<Unsent>();
  private heldFrames = 0;
  private heldBytes = 0;
  private readonly bytes: Allowance;
  private readonly questions: Allowance;

  constructor(
    private readonly limits: TrafficLimits,
    now: () => number,
    /** Of the person, whether or not they had a socket until now. */
    private readonly lasting = lastingOf(limits, now),
  ) {
    this.bytes = new Allowance(limits.bytesPerSecond, limits.byteBurst, now);
    this.questions = new Allowance(limits.questionsPerSecond, limits.questionBurst, now);
  }

  /** Whether that much more may come in now. */
  mayReceive(bytes: number): boolean {
    return this.bytes.take(bytes);
  }

  /** Whether another document is opened now. */
  mayOpen(): boolean {
    return this.lasting.answering.take(0) && this.lasting.opens.take();
  }

  /** Whether an update is tried out now: not after too many that spoiled the copy they were tried on. */
  mayTry(): boolean {
    return this.lasting.spoiling.take(0);
  }

  /** Whether they may write under so many client ids that a document does not know yet. */
  mayBring(clientIds: number): boolean {
    return clientIds === 0 || this.lasting.clientIds.take(clientIds);
  }

  /** An update was refused, and it will take so long to make anew what it spoiled. */
  spoiled(milliseconds: number): void {
    this.lasting.spoiling.charge(milliseconds);
  }

  /** Whether another question for the state of a document is answered now. */
  mayAsk(): boolean {
    return this.lasting.answering.take(0) && this.questions.take();
  }

  /** An answer had to be made, and took so long. */
  answered(milliseconds: number): void {
    this.lasting.answering.charge(milliseconds);
  }

  /** A frame waits for its document. False if there are too many. */
  hold(bytes: number): boolean {
    this.heldFrames += 1;
    this.heldBytes += bytes;
    return this.heldFrames <= this.limits.heldFrames && this.heldBytes <= this.limits.heldBytes;
  }

  /** Frames that waited are gone. */
  release(frames: number, bytes: number): void {
    this.heldFrames -= frames;
    this.heldBytes -= bytes;
  }

  unsentBytes(): number {
    let sum = 0;
    for (const socket of this.sockets) sum += socket.unsentBytes();
    return sum;
  }

  /** Whether so much waits to be sent that answers which can wait do. */
  get isCongested(): boolean {
    return this.unsentBytes() > this.limits.unsentBytesPerPerson / 2;
  }

  /** Cuts off the sockets that read least, until the rest is within the limit. Returns how many. */
  relieve(): number {
    let cut = 0;
    let sum = this.unsentBytes();
    const byUnsent = [...this.sockets].sort((a, b) => b.unsentBytes() - a.unsentBytes());
    for (const socket of byUnsent) {
      if (sum <= this.limits.unsentBytesPerPerson) break;
      sum -= socket.unsentBytes();
      socket.cutOff();
      cut += 1;
    }
    return cut;
  }
}

/** The traffic of everyone who is connected. */
export class Traffic {
  private readonly people = new Map<string, PersonTraffic>();
  /** They outlast sockets: who is refused and connects again is no one new. */
  private readonly lasting = new LRUCache<string, Lasting>({ max: 10_000 });

  constructor(
    private readonly limits: TrafficLimits,
    private readonly now: () => number,
  ) {}

  /** That of a person, from the first socket to the last. */
  join(personId: string, socket: Unsent): PersonTraffic {
    const { limits, now } = this;
    const lasting = this.lasting.get(personId) ?? lastingOf(limits, now);
    this.lasting.set(personId, lasting);
    const traffic = this.people.get(personId) ?? new PersonTraffic(limits, now, lasting);
    this.people.set(personId, traffic);
    traffic.sockets.add(socket);
    return traffic;
  }

  leave(personId: string, socket: Unsent): void {
    const traffic = this.people.get(personId);
    traffic?.sockets.delete(socket);
    if (traffic?.sockets.size === 0) this.people.delete(personId);
  }
}
