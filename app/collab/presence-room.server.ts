/**
 * Who is present on one document, and telling it to all who have it open. What changes is gathered and
 * encoded once for all of them, a few times a second at most: otherwise each letter of each writer would be
 * a message to every page. Someone is present for as long as their connection lasts; nobody has to say
 * again and again that they are still there.
 */
import { writeAwareness } from "./frames.server";
import { type PresencePace, presenceInterval } from "./presence-pace";
import { type PresenceEntry, writeEntries } from "./presence-states.server";

/** A connection to the document. */
export interface Receiver {
  send(frame: Uint8Array): void;
}

interface State {
  clock: number;
  json: string;
  personId: string;
  from: Receiver;
}

export class PresenceRoom {
  private readonly states = new Map<number, State>();
  private readonly receivers = new Set<Receiver>();
  /** What the receivers have not been told, and who has not been told anything yet. */
  private readonly changed = new Map<number, PresenceEntry>();
  private readonly newcomers = new Set<Receiver>();
  private timer: NodeJS.Timeout | null = null;
  private sentAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly name: string,
    private readonly pace: PresencePace,
    private readonly now: () => number,
  ) {}

  get isEmpty(): boolean {
    return this.receivers.size === 0;
  }

  /** Whose a client id is: the first to use it owns it until it leaves. */
  ownerOf(clientId: number): string | null {
    return this.states.get(clientId)?.personId ?? null;
  }

  /** How many client ids a connection speaks for. */
  countOf(from: Receiver): number {
    let count = 0;
    for (const state of this.states.values()) if (state.from === from) count += 1;
    return count;
  }

  isFrom(clientId: number, from: Receiver): boolean {
    return this.states.get(clientId)?.from === from;
  }

  /** A connection has been opened: it is told who is there. */
  join(receiver: Receiver): void {
    this.receivers.add(receiver);
    if (this.states.size === 0) return;
    this.newcomers.add(receiver);
    this.sendSoon();
  }

  /** A connection has ended, and with it whom it spoke for. */
  leave(receiver: Receiver): void {
    this.receivers.delete(receiver);
    this.newcomers.delete(receiver);
    for (const [clientId, { from }] of this.states) if (from === receiver) this.remove(clientId);
    if (this.isEmpty) this.end();
  }

  /** What says nothing new is not passed on: others need not hear that nothing has changed. */
  set(clientId: number, clock: number, json: string, personId: string, from: Receiver): void {
    const before = this.states.get(clientId);
    if (before && before.clock >= clock && before.from === from) return;
    const state = { clock: Math.max(clock, before?.clock ?? 0), json, personId, from };
    this.states.set(clientId, state);
    if (before?.json === json) return;
    this.changed.set(clientId, { clientId, clock: state.clock, json });
    this.sendSoon();
  }

  remove(clientId: number): void {
    const before = this.states.get(clientId);
    if (!before) return;
    this.states.delete(clientId);
    this.changed.set(clientId, { clientId, clock: before.clock, json: null });
    this.sendSoon();
  }

  end(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private sendSoon(): void {
    if (this.timer || this.isEmpty) return;
    const next = this.sentAt + presenceInterval(this.receivers.size, this.pace);
    this.timer = setTimeout(() => this.sendNow(), Math.max(0, next - this.now()));
    this.timer.unref();
  }

  private sendNow(): void {
    this.timer = null;
    this.sentAt = this.now();
    const news = this.frameOf([...this.changed.values()]);
    const whole = this.newcomers.size > 0 ? this.frameOf(this.all()) : null;
    for (const receiver of this.receivers) {
      const frame = this.newcomers.has(receiver) ? whole : news;
      if (frame) receiver.send(frame);
    }
    this.changed.clear();
    this.newcomers.clear();
  }

  private all(): PresenceEntry[] {
    return [...this.states].map(([clientId, { clock, json }]) => ({ clientId, clock, json }));
  }

  private frameOf(entries: readonly PresenceEntry[]): Uint8Array | null {
    return entries.length > 0 ? writeAwareness(this.name, writeEntries(entries)) : null;
  }
}
