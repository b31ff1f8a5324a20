import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { REQUEST_LIMITS } from "~/limits";
import { createPersonRequests, type PersonRequest } from "~/person-requests.server";

const { atOnce, workPerSecond, workBurst, longestWait } = REQUEST_LIMITS;
let busy: number;
let now: number;
let requests: ReturnType<typeof createPersonRequests>;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  busy = 0;
  now = 0;
  requests = createPersonRequests(
    () => busy,
    () => now,
  );
});
afterEach(() => vi.useRealTimers());

const stays = () => false;
const settled = () => new Promise(setImmediate);
/** The request, once it may be begun. */
function enter(person: string, isGone = stays): { request: PersonRequest | null } {
  const entered: { request: PersonRequest | null } = { request: null };
  void requests.enter(person, isGone).then((request) => {
    entered.request = request;
  });
  return entered;
}

async function takes(person: string, milliseconds: number): Promise<void> {
  const request = await requests.enter(person, stays);
  // What the server does before it is begun is nobody's.
  busy += 60_000;
  request.begin();
  busy += milliseconds;
  request.leave();
  // Who has left leaves no second time.
  busy += 60_000;
  request.leave();
}

describe("requests that are under way", () => {
  it("are so many of one person, and each that leaves makes room for one", async () => {
    const all = Array.from({ length: atOnce + 3 }, () => enter("flood"));
    const others = enter("other");
    await settled();
    const entered = () => all.filter(({ request }) => request).length;
    expect(entered()).toBe(atOnce);
    expect(others.request).not.toBeNull();
    for (let left = 0; left < 3; left += 1) {
      all[left]?.request?.leave();
      all[left]?.request?.leave();
      await settled();
      expect(entered()).toBe(atOnce + left + 1);
    }
    for (const { request } of all) request?.leave();
    const again = Array.from({ length: atOnce + 1 }, () => enter("flood"));
    await settled();
    expect(again.filter(({ request }) => request)).toHaveLength(atOnce);
  });
});

describe("the time for which requests keep the server busy", () => {
  it("makes nobody wait within its measure, nor for what others took", async () => {
    await takes("hostile", workBurst * 3);
    await takes("other", workBurst);
    const [hostile, other] = [enter("hostile"), enter("other")];
    await settled();
    expect(hostile.request).toBeNull();
    expect(other.request).not.toBeNull();
  });

  it("is earned again", async () => {
    await takes("hostile", workBurst + workPerSecond * 2);
    now = 1_900;
    const early = enter("hostile");
    await settled();
    expect(early.request).toBeNull();
    now = 2_000;
    const late = enter("hostile");
    await settled();
    expect(late.request).not.toBeNull();
  });

  it("makes nobody wait longer than the longest wait, nor for what was given up", async () => {
    await takes("hostile", workBurst + workPerSecond * 1_000);
    const patient = enter("hostile");
    const gone = enter("hostile", () => true);
    await settled();
    expect([patient.request === null, gone.request === null]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(longestWait);
    await settled();
    expect(patient.request).not.toBeNull();
  });
});
