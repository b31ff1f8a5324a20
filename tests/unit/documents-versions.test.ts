/** When versions are kept by themselves, and which of them go again. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDue, isLargeRemoval, type VersionAge, versionsToThin } from "~/documents/versions";
import { VERSION_LIMITS } from "~/limits";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 11, 1, 12);

const REASONS = [
  "timed",
  "removal",
  "step",
  "import",
  "approval",
  "accept-several",
  "bring-back",
  "draft",
] as const;

const versions = fc
  .array(
    fc.record({
      reason: fc.constantFrom(...REASONS),
      age: fc.integer({ min: 0, max: 90 * DAY }),
      seq: fc.integer({ min: 1, max: 1000 }),
    }),
    { maxLength: 60 },
  )
  .map((rows) =>
    rows.map(
      ({ reason, age, seq }, i): VersionAge => ({
        id: `v${i}`,
        reason,
        seq,
        createdAt: NOW - age,
      }),
    ),
  );

describe("a version by the clock", () => {
  test("is due an hour after the last one, if anything was written since", () => {
    const last = { seq: 5, createdAt: NOW };
    expect(isDue(last, { seq: 6, now: NOW + HOUR })).toBe(true);
    expect(isDue(last, { seq: 6, now: NOW + HOUR - 1 })).toBe(false);
    expect(isDue(last, { seq: 5, now: NOW + 30 * DAY })).toBe(false);
    // The clock was a day ahead when the last one was kept.
    expect(isDue(last, { seq: 6, now: NOW - DAY })).toBe(true);
  });

  test("while work goes on, there is one for every hour of it", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 500 }), (minutes) => {
        let last = { seq: 0, createdAt: NOW };
        let seq = 0;
        let unkept = 0;
        minutes.forEach((written, i) => {
          const now = NOW + (i + 1) * 60_000;
          if (written) seq += 1;
          if (isDue(last, { seq, now })) last = { seq, createdAt: now };
          unkept = seq === last.seq ? 0 : unkept + 1;
          expect(unkept).toBeLessThan(60);
        });
      }),
    );
  });
});

describe("thinning", () => {
  test("takes only what was kept by itself and is older than a month, never the newest", () => {
    fc.assert(
      fc.property(versions, (kept) => {
        const gone = new Set(versionsToThin(kept, NOW));
        const newest = Math.max(...kept.map(({ createdAt }) => createdAt));
        for (const { id, reason, createdAt } of kept) {
          if (!gone.has(id)) continue;
          expect(["timed", "removal"]).toContain(reason);
          expect(NOW - createdAt).toBeGreaterThan(30 * DAY);
          expect(kept.some((other) => !gone.has(other.id) && other.createdAt === newest)).toBe(
            true,
          );
        }
      }),
    );
  });

  test("leaves exactly one for each day that had any, the last; and a second time nothing goes", () => {
    fc.assert(
      fc.property(versions, (kept) => {
        const old = (version: VersionAge) =>
          ["timed", "removal"].includes(version.reason) &&
          NOW - version.createdAt > VERSION_LIMITS.thinAfterMs;
        const gone = new Set(versionsToThin(kept, NOW));
        const left = kept.filter(({ id }) => !gone.has(id));
        const dayOf = ({ createdAt }: VersionAge) => Math.floor(createdAt / DAY);
        const days = new Set(kept.filter(old).map(dayOf));
        expect(new Set(left.filter(old).map(dayOf))).toEqual(days);
        for (const day of days) {
          const all = kept.filter((version) => old(version) && dayOf(version) === day);
          const last = Math.max(...all.map(({ createdAt }) => createdAt));
          expect(left.some((version) => old(version) && version.createdAt === last)).toBe(true);
        }
        expect(versionsToThin(left, NOW)).toEqual([]);
      }),
    );
  });
});

test("what is large: many items, many letters, or a good part of a short text", () => {
  const { removedItems, removedLetters } = VERSION_LIMITS;
  expect(isLargeRemoval({ letters: 0, items: removedItems }, 1e6)).toBe(true);
  expect(isLargeRemoval({ letters: removedLetters, items: 0 }, 1e6)).toBe(true);
  expect(isLargeRemoval({ letters: 300, items: 0 }, 1_000)).toBe(true);
  expect(isLargeRemoval({ letters: 300, items: 0 }, 10_000)).toBe(false);
  expect(isLargeRemoval({ letters: 100, items: 1 }, 100)).toBe(false);
});
