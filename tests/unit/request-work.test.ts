import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { REQUEST_LIMITS } from "~/limits";
import { createRequestWork } from "~/request-work.server";

const { workPerSecond, workBurst, longestWait } = REQUEST_LIMITS;
let busy: number;
let now: number;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  busy = 0;
  now = 0;
});
afterEach(() => vi.useRealTimers());

const work = () =>
  createRequestWork(
    () => busy,
    () => now,
  );
function take(requests: ReturnType<typeof work>, person: string, milliseconds: number) {
  const done = requests.count(person);
  busy += milliseconds;
  done();
  // What is ended twice counts once.
  busy += milliseconds;
  done();
}
async function waits(requests: ReturnType<typeof work>, person: string): Promise<boolean> {
  let isOver = false;
  void requests.waitFor(person).then(() => {
    isOver = true;
  });
  await new Promise(setImmediate);
  return !isOver;
}

it("nobody waits for what is within the measure, nor for what others took", async () => {
  const requests = work();
  take(requests, "hostile", workBurst * 3);
  take(requests, "other", workBurst);
  expect(await waits(requests, "other")).toBe(false);
  expect(await waits(requests, "hostile")).toBe(true);
});

it("what is over it is earned again with time", async () => {
  const requests = work();
  take(requests, "hostile", workBurst + workPerSecond * 2);
  now = 1_900;
  expect(await waits(requests, "hostile")).toBe(true);
  now = 2_000;
  expect(await waits(requests, "hostile")).toBe(false);
});

it("a request waits no longer than the longest wait", async () => {
  const requests = work();
  take(requests, "hostile", workBurst + workPerSecond * 1_000);
  let isOver = false;
  void requests.waitFor("hostile").then(() => {
    isOver = true;
  });
  await new Promise(setImmediate);
  await vi.advanceTimersByTimeAsync(longestWait);
  await new Promise(setImmediate);
  expect(isOver).toBe(true);
});
