/** Consultation rounds at a moment, and how long one has until then. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundPhase } from "~/documents/round-phase";
import { formatTimeLeft, timeLeft, timeLeftHolds } from "~/i18n/format";
import {
  closingProblem,
  isWithin,
  LONGEST_ROUND,
  type RoundSetting,
  roundForm,
  roundSpans,
} from "~/plans/rounds";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const setting = (change: Partial<RoundSetting> = {}): RoundSetting => ({
  number: 1,
  audience: "members",
  startedAt: 100,
  closesAt: 200,
  timeZone: "America/Toronto",
  note: "",
  endedAt: null,
  ...change,
});

describe("a round at a moment", () => {
  it("runs until its moment, and is over from that moment on", () => {
    expect(roundPhase(setting(), 199)).toBe("running");
    expect(roundPhase(setting(), 200)).toBe("over");
    expect(roundPhase(setting(), 1_000_000)).toBe("over");
  });

  it("is neither once something came after it", () => {
    for (const now of [150, 200, 250]) {
      expect(roundPhase(setting({ endedAt: 150 }), now)).toBe("ended");
    }
  });

  it("cannot close at once, in the past, or too far off", () => {
    expect(closingProblem(100, 100)).toBe("past");
    expect(closingProblem(99, 100)).toBe("past");
    expect(closingProblem(101, 100)).toBeNull();
    expect(closingProblem(100 + LONGEST_ROUND, 100)).toBeNull();
    expect(closingProblem(101 + LONGEST_ROUND, 100)).toBe("too-far");
  });
});

describe("the rounds of a plan", () => {
  it("are what was set last, from when they began", () => {
    const settings = [
      setting({ endedAt: 120, note: "First" }),
      setting({ startedAt: 120, closesAt: 300, audience: "all", note: "Longer" }),
      setting({ number: 2, startedAt: 400, closesAt: 900, endedAt: 500 }),
    ];
    expect(roundSpans(settings, 350)).toMatchObject([
      { number: 2, from: 400, until: 500, phase: "ended" },
      { number: 1, from: 100, until: 300, phase: "over", audience: "all", note: "Longer" },
    ]);
  });

  it("reach no further than their moment when the plan is closed later", () => {
    const [round] = roundSpans([setting({ endedAt: 5000 })], 6000);
    expect(round).toMatchObject({ from: 100, until: 200 });
    expect([99, 100, 199, 200].map((at) => isWithin(round ?? { from: 0, until: 0 }, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("how long one has", () => {
  it("is said in the unit in which one would say it", () => {
    const words = (left: number) => formatTimeLeft("en", left, 0);
    expect([14 * DAY, 2 * DAY, 2 * DAY - 1, 2 * HOUR, 2 * HOUR - 1, 60_000, 1].map(words)).toEqual([
      "in 14 days",
      "in 2 days",
      "in 47 hours",
      "in 2 hours",
      "in 120 minutes",
      "in 1 minute",
      "in 1 minute",
    ]);
    expect(formatTimeLeft("fr", 3 * DAY, 0)).toBe("dans 3 jours");
    expect(formatTimeLeft("es", 3 * DAY, 0)).toBe("dentro de 3 días");
  });

  it("stays true for as long as it says, and no longer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * DAY }), (left) => {
        const holds = timeLeftHolds(left, 0);
        expect(holds).toBeGreaterThanOrEqual(1);
        expect(holds).toBeLessThanOrEqual(left);
        expect(timeLeft(left, holds - 1)).toEqual(timeLeft(left, 0));
        expect(timeLeft(left, holds)).not.toEqual(timeLeft(left, 0));
      }),
    );
  });
});

describe("what may be sent", () => {
  const sent = {
    intent: "set",
    closes: "2026-12-01T18:00",
    timeZone: "UTC",
    audience: "all",
    note: " What of CA 1.2?\r\n ",
  };
  it("is a date, a zone, an audience, and what is asked", () => {
    expect(roundForm.parse(sent)).toEqual({ ...sent, note: "What of CA 1.2?", letOut: [] });
  });
  it.each([
    { ...sent, audience: "everyone" },
    { ...sent, note: "x".repeat(2001) },
    { ...sent, roundId: "" },
    { intent: "end" },
  ])("and nothing else: %j", (wrong) => {
    expect(roundForm.safeParse(wrong).success).toBe(false);
  });
});
