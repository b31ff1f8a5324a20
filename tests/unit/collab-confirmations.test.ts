/**
 * A page never says *Saved* of what the server does not have. A model of a page, a network and a
 * server: whatever is typed, sent, lost, answered early, late or never, in any order.
 */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Confirmations } from "../../app/collab/confirmations";
import { saveState } from "../../app/collab/live-state";

type Sent = { words: readonly number[]; answered: boolean };

/** The page's words, those that the server has on its disk, and what is between the two. */
class Model {
  readonly confirmations = new Confirmations();
  readonly onPage = new Set<number>();
  readonly onDisk = new Set<number>();
  connected = false;
  asked = false;
  refused = false;
  #next = 0;
  #sent: Sent[] = [];

  connect(): void {
    this.disconnect();
    this.connected = true;
    this.asked = false;
    this.confirmations.connected();
  }
  disconnect(): void {
    this.connected = false;
    this.refused = false;
    this.#sent = [];
    this.confirmations.disconnected();
  }
  /** `goesOut`: whether the frame is on the wire; it may be dropped by a socket that is closing. */
  type(goesOut: boolean): void {
    const word = this.#next++;
    this.onPage.add(word);
    this.confirmations.changed();
    if (!this.connected || !goesOut) return;
    this.confirmations.sentUpdate();
    this.#sent.push({ words: [word], answered: false });
  }
  /** The server asks for what it lacks; the page sends all that it has. */
  exchange(): void {
    if (!this.connected || this.asked) return;
    this.asked = true;
    this.confirmations.sentEverything();
    this.#sent.push({ words: [...this.onPage], answered: false });
  }
  /** The server answers one of the frames, not always the oldest. */
  answer(which: number, taken: boolean): void {
    const open = this.#sent.filter(({ answered }) => !answered);
    const frame = open[which % Math.max(1, open.length)];
    if (!this.connected || !frame) return;
    frame.answered = true;
    if (taken) for (const word of frame.words) this.onDisk.add(word);
    else this.refused = true;
    this.confirmations.answered(taken);
  }

  get says(): string {
    const { upToDate, unconfirmed } = this.confirmations;
    const { connected } = this;
    const state = { refusal: null, ready: true, leftBehind: null };
    return saveState(state, { connected, upToDate, unconfirmed });
  }
  get isSaved(): boolean {
    return [...this.onPage].every((word) => this.onDisk.has(word));
  }
}

const step = fc.oneof(
  fc.record({ do: fc.constant("type" as const), out: fc.boolean() }),
  fc.record({ do: fc.constantFrom("connect" as const, "disconnect" as const) }),
  fc.record({ do: fc.constant("exchange" as const) }),
  fc.record({
    do: fc.constant("answer" as const),
    which: fc.nat(5),
    taken: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
  }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(model: Model, event: Step): void {
  if ("out" in event) model.type(event.out);
  else if ("which" in event) model.answer(event.which, event.taken);
  else if (event.do === "connect") model.connect();
  else if (event.do === "disconnect") model.disconnect();
  else model.exchange();
}

it("never says saved of words that are not on the server's disk", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (events) => {
      const model = new Model();
      for (const event of events) {
        take(model, event);
        if (model.says === "saved") expect(model.isSaved).toBe(true);
        // Nor does it forget that something is not.
        if (!model.isSaved) expect(model.confirmations.unconfirmed).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

it("says saved in the end, once a connection holds and everything is answered", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (events) => {
      const model = new Model();
      for (const event of events) take(model, event);
      model.connect();
      model.exchange();
      model.type(true);
      while (model.confirmations.waiting) model.answer(0, true);
      expect(model.says).toBe("saved");
      expect(model.confirmations.unconfirmed).toBe(false);
    }),
    { numRuns: 500 },
  );
});

it("knows that something was written and did not go out", () => {
  const model = new Model();
  model.connect();
  model.exchange();
  model.answer(0, true);
  model.type(false);
  expect(model.confirmations.stuck).toBe(true);
  expect(model.says).toBe("saving");
});
