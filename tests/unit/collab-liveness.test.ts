/** When a silent server is asked, and when it is taken for gone. */
import { expect, it } from "vitest";
import { Liveness, type Look } from "../../app/collab/liveness";

const SECOND = 1_000;
const QUIET: Omit<Look, "now"> = { askable: true, waiting: false, stuck: false, queued: 0 };

/** Looks once a second, and says at which second the server is asked and given up. */
function watch(
  seconds: number,
  at: (second: number, liveness: Liveness) => Partial<Look> = () => ({}),
) {
  const liveness = new Liveness();
  liveness.heard(0);
  const asked: number[] = [];
  for (let second = 1; second <= seconds; second += 1) {
    const now = second * SECOND;
    const step = liveness.look({ ...QUIET, ...at(second, liveness), now });
    if (step === "ask") asked.push(second);
    if (step === "give-up") return { asked, gone: second };
  }
  return { asked, gone: null };
}

it("takes a server that says nothing at all for gone within 20 seconds", () => {
  const { asked, gone } = watch(60);
  expect(asked).toHaveLength(1);
  expect(gone).toBeLessThanOrEqual(20);
});

it("asks sooner where an answer is waited for", () => {
  const { gone } = watch(60, () => ({ waiting: true }));
  expect(gone).toBeLessThanOrEqual(12);
});

it("asks a quiet server now and then, and leaves one that answers alone", () => {
  let askedAt = 0;
  const { asked, gone } = watch(600, (second, liveness) => {
    if (askedAt === second - 1) liveness.heard(second * SECOND);
    if (second % 9 === 0) askedAt = second;
    return {};
  });
  expect(gone).toBeNull();
  // A small frame in nine seconds at most.
  expect(asked.length).toBeLessThanOrEqual(600 / 9);
});

it("asks nothing of a server that speaks by itself", () => {
  const { asked, gone } = watch(600, (second, liveness) => {
    liveness.heard(second * SECOND);
    return {};
  });
  expect(asked).toEqual([]);
  expect(gone).toBeNull();
});

it("does not give up a slow network: neither a long upload nor a document that is on its way", () => {
  expect(watch(120, (second) => ({ queued: 1_000 - second })).gone).toBeNull();
  const { asked, gone } = watch(60, () => ({ askable: false }));
  expect(asked).toEqual([]);
  expect(gone).toBe(30);
});

it("waits for the answer as long after a sleep as before one", () => {
  const liveness = new Liveness();
  liveness.heard(0);
  const wake = 8 * 60 * 60 * SECOND;
  expect(liveness.look({ ...QUIET, now: wake })).toBe("ask");
  expect(liveness.look({ ...QUIET, now: wake + SECOND })).toBe("wait");
  liveness.heard(wake + 2 * SECOND);
  expect(liveness.look({ ...QUIET, now: wake + 3 * SECOND })).toBe("wait");
});

it("gives up a connection on which what was written does not go out", () => {
  const { gone } = watch(60, (second, liveness) => {
    liveness.heard(second * SECOND);
    return { stuck: second > 10 };
  });
  expect(gone).toBe(13);
});
