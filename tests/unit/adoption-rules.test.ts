import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLAN_STATES } from "~/accounts/policy";
import {
  ADOPTION_STEPS,
  type AdoptionFacts,
  areMet,
  consentsOf,
  deadlineProblem,
  type HeldPosition,
  type IssuedDraft,
  LONGEST_SILENCE,
  nextDraftKind,
  numbered,
  type RequirementId,
  requirementsFor,
  stateTakenBackTo,
} from "~/adoption/adoption";
import { recordText } from "~/adoption/record-text";
import { POSITIONS } from "~/agenda/positions";
import { lapsedAt, lapseReason, silencePhase } from "~/documents/silence";
import { awaitedOf } from "~/documents/submitted";
import { isTimeZone, momentOf, wallTime } from "~/i18n/time-zones";

const CODES = ["CA", "MX", "US"];
const agreed = (delegation: string, change: Partial<HeldPosition> = {}): HeldPosition => ({
  delegation,
  position: "agreed",
  note: "",
  textHash: "h",
  ...change,
});
const facts = (change: Partial<AdoptionFacts> = {}): AdoptionFacts => ({
  delegations: CODES,
  items: [{ id: "i1", hash: "h", brackets: 0, held: CODES.map((code) => agreed(code)) }],
  bracketsInPreamble: 0,
  unplaced: 0,
  awaited: [],
  asPutForward: true,
  silenceRuns: false,
  changed: true,
  ...change,
});
const item = (change: Partial<AdoptionFacts["items"][number]>) =>
  facts({ items: [{ id: "i1", hash: "h", brackets: 0, held: [], ...change }] });

const unmet = (step: (typeof ADOPTION_STEPS)[number], known: AdoptionFacts) =>
  requirementsFor(step, known).filter(({ met }) => !met);

describe("drafts", () => {
  const issue = (kinds: readonly IssuedDraft["kind"][]) => {
    const drafts: IssuedDraft[] = [];
    for (const kind of kinds) drafts.push(numbered(kind, drafts));
    return drafts;
  };

  test("the first is the Zero draft, then come revisions, each kind with numbers of its own", () => {
    const drafts = issue([
      "zero-draft",
      "revised-draft",
      "chairs-text",
      "revised-draft",
      "chairs-text",
      "adopted",
    ]);
    expect(drafts.map(({ position, number }) => [position, number])).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 2],
      [5, 0],
    ]);
    expect(nextDraftKind([])).toBe("zero-draft");
    expect(nextDraftKind(issue(["chairs-text"]))).toBe("zero-draft");
    expect(nextDraftKind(issue(["zero-draft"]))).toBe("revised-draft");
  });

  test("a chair's text that is taken back leaves the state of the draft before", () => {
    expect(stateTakenBackTo(issue(["chairs-text"]))).toBe("zero-draft");
    expect(stateTakenBackTo(issue(["zero-draft", "chairs-text"]))).toBe("zero-draft");
    expect(stateTakenBackTo(issue(["zero-draft", "revised-draft", "chairs-text"]))).toBe(
      "revised-draft",
    );
  });

  test("positions and numbers are never given twice", () => {
    const kinds = fc.array(fc.constantFrom("zero-draft", "revised-draft", "chairs-text" as const));
    fc.assert(
      fc.property(kinds, (all) => {
        const drafts = issue(all as IssuedDraft["kind"][]);
        expect(drafts.map(({ position }) => position)).toEqual(drafts.map((_, i) => i));
        const revised = drafts.filter(({ kind }) => kind === "revised-draft");
        expect(revised.map(({ number }) => number)).toEqual(revised.map((_, i) => i + 1));
      }),
    );
  });
});

describe("what a step needs", () => {
  test("nothing is in the way where everything is in order", () => {
    for (const step of ADOPTION_STEPS) expect(areMet(requirementsFor(step, facts()))).toBe(true);
  });

  const cases: [string, (typeof ADOPTION_STEPS)[number], AdoptionFacts, RequirementId, number][] = [
    ["an unchanged text", "issue-draft", facts({ changed: false }), "changed", 1],
    ["an agenda without items", "put-forward", facts({ items: [] }), "items", 1],
    ["unplaced national items", "put-forward", facts({ unplaced: 3 }), "placed", 3],
    ["brackets", "put-forward", item({ brackets: 2 }), "no-brackets", 2],
    ["brackets in the preamble", "put-forward", facts({ bracketsInPreamble: 1 }), "no-brackets", 1],
    [
      "an objection",
      "silence",
      item({ held: [agreed("MX", { position: "objection", note: "No." })] }),
      "no-objections",
      1,
    ],
    [
      "an objection that is to be confirmed",
      "silence",
      item({ held: [agreed("MX", { position: "objection", note: "No.", textHash: "old" })] }),
      "no-objections",
      1,
    ],
    ["an item that a delegation added since", "silence", facts({ unplaced: 1 }), "placed", 1],
    ["a plan not submitted", "put-forward", facts({ awaited: ["MX"] }), "submitted", 1],
    ["plans not submitted", "silence", facts({ awaited: ["MX", "US"] }), "submitted", 2],
    ["a plan not submitted", "adopt", facts({ awaited: ["CA"] }), "submitted", 1],
    ["another text", "silence", facts({ asPutForward: false }), "as-put-forward", 1],
    ["another text", "adopt", facts({ asPutForward: false }), "as-put-forward", 1],
    ["a silence that runs", "silence", facts({ silenceRuns: true }), "no-silence", 1],
    ["a silence that runs", "take-back", facts({ silenceRuns: true }), "no-silence", 1],
    ["a silence that runs", "adopt", facts({ silenceRuns: true }), "no-silence", 1],
    [
      "two delegations without a position",
      "adopt",
      item({ held: [agreed("US")] }),
      "all-positions",
      2,
    ],
    [
      "a position on other words",
      "adopt",
      item({ held: [agreed("CA"), agreed("MX"), agreed("US", { textHash: "old" })] }),
      "all-positions",
      1,
    ],
    [
      "a reservation without its text",
      "adopt",
      item({ held: [agreed("CA"), agreed("MX"), agreed("US", { position: "reservation" })] }),
      "all-positions",
      1,
    ],
  ];
  test.each(cases)("%s is in the way: %s", (_, step, known, id, count) => {
    expect(unmet(step, known)).toMatchObject([{ id, count }]);
  });

  test("brackets in the preamble are said to be there, and those in items are not", () => {
    const [inPreamble] = unmet("put-forward", facts({ bracketsInPreamble: 1 }));
    expect(inPreamble).toMatchObject({ inPreamble: true, itemIds: [] });
    expect(unmet("put-forward", item({ brackets: 1 }))).toMatchObject([{ inPreamble: false }]);
  });

  test("what is in the way of items says of which", () => {
    const known = facts({
      items: [
        { id: "i1", hash: "h", brackets: 0, held: [] },
        { id: "i2", hash: "h", brackets: 1, held: [] },
      ],
    });
    expect(unmet("put-forward", known)[0]?.itemIds).toEqual(["i2"]);
  });

  test("plans that are not submitted say whose they are", () => {
    const [found] = unmet("adopt", facts({ awaited: ["MX", "US"] }));
    expect(found?.delegations).toEqual(["MX", "US"]);
    expect(awaitedOf(CODES, [])).toEqual(CODES);
    const plans = PLAN_STATES.map((state, i) => ({ delegation: CODES[i] ?? "XX", state }));
    expect(awaitedOf([...CODES, "XX"], plans)).toEqual(CODES);
  });

  test("reservations and agreements ad referendum are consent in session, objections never", () => {
    const note = "Subject to our law.";
    for (const position of POSITIONS) {
      const held = CODES.map((code) => agreed(code, { position, note }));
      expect(areMet(requirementsFor("adopt", item({ held })))).toBe(position !== "objection");
    }
  });
});

describe("the clock", () => {
  test("a silence runs until its deadline and not at it; once ended it stays so", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (deadline, now) => {
        const phase = silencePhase({ deadline, outcome: null }, now);
        expect(phase).toBe(now < deadline ? "running" : "over");
        for (const outcome of ["broken", "called-off", "lapsed", "adopted"] as const) {
          expect(silencePhase({ deadline, outcome }, now)).toBe("ended");
        }
      }),
    );
  });

  test("a silence rests on the very text that was put forward, and on submitted plans", () => {
    const ground = { putForward: "h", currentHash: "h", awaited: [] };
    expect(lapseReason(ground)).toBeNull();
    expect(lapseReason({ ...ground, awaited: ["MX"] })).toBe("plans");
    fc.assert(
      fc.property(fc.string(), fc.subarray(CODES), (currentHash, awaited) => {
        fc.pre(currentHash !== "h");
        expect(lapseReason({ putForward: "h", currentHash, awaited })).toBe("text");
        expect(lapseReason({ putForward: undefined, currentHash, awaited })).toBe("text");
      }),
    );
  });

  test("a silence that lapsed did so at its deadline at the latest", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (deadline, now) => {
        const at = lapsedAt({ deadline, outcome: null }, now);
        expect(at <= deadline && at <= now && (at === deadline || at === now)).toBe(true);
      }),
    );
  });

  test("a deadline is in the future, by 90 days at most", () => {
    expect(deadlineProblem(1000, 1000)).toBe("past");
    expect(deadlineProblem(1001, 1000)).toBeNull();
    expect(deadlineProblem(1000 + LONGEST_SILENCE, 1000)).toBeNull();
    expect(deadlineProblem(1001 + LONGEST_SILENCE, 1000)).toBe("too-far");
  });

  test("a time of day is meant in its zone", () => {
    expect(momentOf("2026-12-01T18:00", "UTC")).toBe(Date.UTC(2026, 11, 1, 18));
    expect(momentOf("2026-12-01T18:00", "America/Mexico_City")).toBe(Date.UTC(2026, 11, 2, 0));
    expect(momentOf("2026-07-01T18:00", "America/Toronto")).toBe(Date.UTC(2026, 6, 1, 22));
    expect(momentOf("2026-12-01T18:00", "Asia/Kathmandu")).toBe(Date.UTC(2026, 11, 1, 12, 15));
  });

  test("a time that is skipped does not exist, one that comes twice is the first", () => {
    expect(momentOf("2026-03-08T02:30", "America/Toronto")).toBeNull();
    expect(momentOf("2026-11-01T01:30", "America/Toronto")).toBe(Date.UTC(2026, 10, 1, 5, 30));
  });

  test("what is no time and no zone is none", () => {
    for (const wall of ["", "tomorrow", "2026-13-01T10:00", "2026-02-30T10:00", "2026-12-01"]) {
      expect(momentOf(wall, "UTC")).toBeNull();
    }
    expect(isTimeZone("America/Toronto")).toBe(true);
    for (const name of ["", "Nowhere/Town", "<b>"]) expect(isTimeZone(name)).toBe(false);
  });

  test("the moment of a wall time shows that wall time, in any zone", () => {
    const zones = fc.constantFrom(
      "UTC",
      "America/Toronto",
      "America/Mexico_City",
      "America/St_Johns",
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
      "Australia/Lord_Howe",
    );
    const minutes = fc.integer({
      min: Date.UTC(2024, 0) / 60_000,
      max: Date.UTC(2036, 0) / 60_000,
    });
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        const at = minute * 60_000;
        const wall = wallTime(at, zone);
        const found = momentOf(wall, zone);
        expect(found === null ? null : wallTime(found, zone)).toBe(wall);
        expect(found).toBeLessThanOrEqual(at);
      }),
    );
  });
});

describe("the consent that is recorded", () => {
  const given = (delegation: string, change: Partial<HeldPosition> = {}) => ({
    ...agreed(delegation, change),
    personId: `p-${delegation}`,
    at: 5,
  });

  test("is the current position; without one it is silence, but a reservation is kept", () => {
    const held = [
      given("CA", { position: "agreed-ad-referendum" }),
      given("MX", { position: "reservation", note: "Our law.", textHash: "old" }),
      given("US", { textHash: "old" }),
    ];
    const consents = consentsOf([{ id: "i1", hash: "h", held }], CODES, 99);
    expect(consents).toMatchObject([
      { delegation: "CA", consent: "agreed-ad-referendum", current: true, personId: "p-CA", at: 5 },
      { delegation: "MX", consent: "reservation", note: "Our law.", current: false, at: 5 },
      { delegation: "US", consent: "silent", note: "", personId: null, at: 99 },
    ]);
  });

  const anyHeld = fc.array(
    fc.record({
      delegation: fc.constantFrom(...CODES),
      position: fc.constantFrom(...POSITIONS),
      note: fc.string(),
      textHash: fc.constantFrom("h", "old"),
      personId: fc.string(),
      at: fc.nat(),
    }),
  );

  test("has one answer for every item and delegation, and never more than was said", () => {
    const items = fc.uniqueArray(
      fc.record({ id: fc.string(), hash: fc.constant("h"), held: anyHeld }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(items, (all) => {
        const consents = consentsOf(all, CODES, 99);
        expect(consents).toHaveLength(all.length * CODES.length);
        for (const { itemId, delegation, consent, note, current } of consents) {
          if (consent === "silent") continue;
          const said = all
            .find(({ id }) => id === itemId)
            ?.held.find((held) => held.delegation === delegation);
          expect(said).toMatchObject({ position: consent, note });
          expect(said?.textHash === "h").toBe(current);
          // Only a reservation outlives the words it was given on.
          if (!current) expect(consent).toBe("reservation");
        }
      }),
    );
  });
});

test("the record is the same for the same input", () => {
  const input = {
    title: "Agenda",
    language: "en" as const,
    delegations: [{ code: "CA", name: "Canada" }],
    preamble: "We agree:",
    areas: [],
    reservations: [],
  };
  expect(recordText(structuredClone(input))).toBe(recordText(input));
});
