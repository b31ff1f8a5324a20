import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agreementOf,
  endedByGiving,
  endedByWithdrawing,
  type Held,
  isCurrent,
  needsNote,
  POSITIONS,
  type Position,
  tallyPositions,
} from "~/agenda/positions";

const CODES = ["CA", "MX", "US"] as const;

const held = (delegation: string, position: Position, textHash = "now"): Held => ({
  id: `${delegation}-${position}`,
  delegation,
  position,
  note: needsNote(position) ? "A note" : "",
  textHash,
});

describe("positions", () => {
  it("ask for a note where something is not agreed", () => {
    expect(POSITIONS.map((position) => [position, needsNote(position)])).toEqual([
      ["agreed", false],
      ["agreed-ad-referendum", false],
      ["reservation", true],
      ["objection", true],
    ]);
  });

  it("replace only what the same delegation said", () => {
    const all = [held("CA", "agreed"), held("MX", "objection")];
    const said = { delegation: "CA", position: "objection", note: "No", textHash: "now" } as const;
    expect(endedByGiving(all, said)).toEqual(["CA-agreed"]);
    expect(endedByGiving(all, { ...said, delegation: "US" })).toEqual([]);
  });

  it("are the same only with the same note on the same words", () => {
    const all = [held("CA", "reservation")];
    const same = {
      delegation: "CA",
      position: "reservation",
      note: "A note",
      textHash: "now",
    } as const;
    expect(endedByGiving(all, same)).toBe("already-done");
    expect(endedByGiving(all, { ...same, note: "Another" })).toEqual(["CA-reservation"]);
    expect(endedByGiving(all, { ...same, textHash: "later" })).toEqual(["CA-reservation"]);
    // What another delegation said is not one's own.
    expect(endedByGiving(all, { ...same, delegation: "MX" })).toEqual([]);
  });

  it("can be withdrawn where there is one", () => {
    const all = [held("CA", "agreed"), held("MX", "agreed")];
    expect(endedByWithdrawing(all, "MX")).toEqual(["MX-agreed"]);
    expect(endedByWithdrawing(all, "US")).toBe("already-done");
  });
});

describe("the agreement of an item", () => {
  const agreement = (...all: Held[]) => agreementOf(all, CODES, "now");

  it.each<[string, Held[]]>([
    ["agreed", [held("CA", "agreed"), held("MX", "agreed"), held("US", "agreed")]],
    [
      "agreed-ad-referendum",
      [held("CA", "agreed"), held("MX", "agreed-ad-referendum"), held("US", "agreed")],
    ],
    [
      "with-reservations",
      [held("CA", "reservation"), held("MX", "agreed-ad-referendum"), held("US", "agreed")],
    ],
    ["objected", [held("CA", "reservation"), held("MX", "objection"), held("US", "agreed")]],
    ["objected", [held("CA", "objection")]],
    ["open", [held("CA", "agreed"), held("MX", "agreed")]],
    ["open", []],
  ])("is %s", (expected, all) => {
    expect(agreement(...all)).toBe(expected);
  });

  it("counts nothing that was said of other words", () => {
    const [ca, mx] = [held("CA", "agreed"), held("MX", "agreed")];
    expect(agreement(ca, mx, held("US", "agreed", "before"))).toBe("open");
    expect(agreement(ca, mx, held("US", "objection", "before"))).toBe("open");
  });

  it("is open where there is no delegation", () => {
    expect(agreementOf([], [], "now")).toBe("open");
  });
});

/** What people do to one item, in any order. */
type Step =
  | { kind: "edit"; words: string }
  | { kind: "give"; delegation: string; position: Position; note: string }
  | { kind: "withdraw"; delegation: string };

const delegation = fc.constantFrom(...CODES);
const step: fc.Arbitrary<Step> = fc.oneof(
  // Few words, so that an edit often leads back to what was there.
  fc.record({ kind: fc.constant("edit" as const), words: fc.constantFrom("a", "b", "c") }),
  fc.record({
    kind: fc.constant("give" as const),
    delegation,
    position: fc.constantFrom(...POSITIONS),
    note: fc.constantFrom("x", "y"),
  }),
  fc.record({ kind: fc.constant("withdraw" as const), delegation }),
);

const hashOf = (words: string) => createHash("sha256").update(words).digest("hex");

interface Item {
  words: string;
  /** The words each position was given on are kept beside it, for the laws alone. */
  held: (Held & { words: string })[];
}

function take(item: Item, one: Step, id: string): Item {
  if (one.kind === "edit") return { ...item, words: one.words };
  const said = { ...one, textHash: hashOf(item.words) };
  const ended =
    said.kind === "give"
      ? endedByGiving(item.held, said)
      : endedByWithdrawing(item.held, one.delegation);
  if (ended === "already-done") return item;
  const rest = item.held.filter((each) => !ended.includes(each.id));
  return said.kind === "give"
    ? { ...item, held: [...rest, { ...said, id, words: item.words }] }
    : { ...item, held: rest };
}

const start: Item = { words: "a", held: [] };
const afterAll = (steps: readonly Step[]) =>
  steps.reduce((item, one, index) => take(item, one, `p${index}`), start);

describe("laws of any sequence of steps", () => {
  it("a position is current exactly while the words are those it was given on", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { words, held: all } = afterAll(steps);
        for (const each of all) {
          expect(isCurrent(each, hashOf(words))).toBe(each.words === words);
        }
      }),
    );
  });

  it("words that come back make current again what was", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.string(), (steps, other) => {
        const item = afterAll(steps);
        const edited = take({ ...item }, { kind: "edit", words: `${item.words}${other}!` }, "-");
        const back = take(edited, { kind: "edit", words: item.words }, "-");
        expect(edited.held.some((each) => isCurrent(each, hashOf(edited.words)))).toBe(false);
        expect(back.held.map((each) => isCurrent(each, hashOf(back.words)))).toEqual(
          item.held.map((each) => isCurrent(each, hashOf(item.words))),
        );
      }),
    );
  });

  it("a delegation has one position at most, and none but itself changes it", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), step, (steps, last) => {
        const before = afterAll(steps);
        const after = take(before, last, "last");
        for (const code of CODES) {
          const of = (item: Item) => item.held.filter((each) => each.delegation === code);
          expect(of(after).length).toBeLessThanOrEqual(1);
          if (last.kind === "edit" || last.delegation !== code) {
            expect(of(after)).toEqual(of(before));
          }
        }
      }),
    );
  });

  it("an item is agreed exactly if every delegation has agreed to the words that stand", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { words, held: all } = afterAll(steps);
        const everyone = CODES.every((code) =>
          all.some(
            (each) =>
              each.delegation === code && each.position === "agreed" && each.words === words,
          ),
        );
        expect(agreementOf(all, CODES, hashOf(words)) === "agreed").toBe(everyone);
      }),
    );
  });

  it("the summary adds up to all items for each delegation and over all agreements", () => {
    const steps = fc.array(step, { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 8 }), (itemsSteps) => {
        const items = itemsSteps.map((each) => {
          const { words, held: all } = afterAll(each);
          return { hash: hashOf(words), held: all };
        });
        const { delegations, agreements } = tallyPositions(items, CODES);
        expect(delegations.map((tally) => tally.delegation)).toEqual([...CODES]);
        for (const { current, toConfirm, missing } of delegations) {
          expect(current + toConfirm + missing).toBe(items.length);
        }
        const sum = Object.values(agreements).reduce((total, count) => total + count, 0);
        expect(sum).toBe(items.length);
      }),
    );
  });
});
