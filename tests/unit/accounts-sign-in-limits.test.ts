import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSignInLimits, type SignInLimits } from "~/accounts/sign-in-limits.server";

const MINUTE = 60_000;
const HOTEL = "203.0.113.7";
let limits: SignInLimits;

beforeEach(() => {
  vi.useFakeTimers();
  limits = createSignInLimits();
});
afterEach(() => {
  vi.useRealTimers();
});

async function fail(times: number, email: string, address: string): Promise<number> {
  let allowed = 0;
  for (let i = 0; i < times; i += 1) {
    if ((await limits.attempt(email, address)).allowed) allowed += 1;
  }
  return allowed;
}

test("eight attempts at one account from one address, then the minutes to wait", async () => {
  expect(await fail(8, "a@x.example", HOTEL)).toBe(8);
  expect(await limits.attempt("a@x.example", HOTEL)).toEqual({ allowed: false, minutes: 15 });
  vi.advanceTimersByTime(14 * MINUTE + 1000);
  expect(await limits.attempt("a@x.example", HOTEL)).toEqual({ allowed: false, minutes: 1 });
  vi.advanceTimersByTime(MINUTE);
  expect(await limits.attempt("a@x.example", HOTEL)).toEqual({ allowed: true });
});

test("many at once do not slip through", async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => limits.attempt("a@x.example", HOTEL)),
  );
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(8);
});

test("one address never locks out the others behind it", async () => {
  for (let i = 0; i < 200; i += 1) await fail(9, `p${i}@x.example`, HOTEL);
  expect(await limits.attempt("colleague@x.example", HOTEL)).toEqual({ allowed: true });
});

test("success takes back the failures before it", async () => {
  await fail(7, "a@x.example", HOTEL);
  expect((await limits.attempt("a@x.example", HOTEL)).allowed).toBe(true);
  await limits.succeeded("a@x.example", HOTEL);
  expect(await fail(8, "a@x.example", HOTEL)).toBe(8);
});

test("sixty failures at one account in an hour, over all addresses", async () => {
  let allowed = 0;
  for (let i = 0; i < 20; i += 1) allowed += await fail(8, "a@x.example", `198.51.100.${i}`);
  expect(allowed).toBe(60);
  expect((await limits.attempt("a@x.example", "192.0.2.1")).allowed).toBe(false);
  expect((await limits.attempt("b@x.example", "192.0.2.1")).allowed).toBe(true);
  vi.advanceTimersByTime(60 * MINUTE);
  expect((await limits.attempt("a@x.example", "192.0.2.1")).allowed).toBe(true);
});

test("strangers elsewhere cannot lock someone out where they have signed in before", async () => {
  await limits.attempt("a@x.example", HOTEL);
  await limits.succeeded("a@x.example", HOTEL);
  for (let i = 0; i < 20; i += 1) await fail(8, "a@x.example", `198.51.100.${i}`);
  expect((await limits.attempt("a@x.example", HOTEL)).allowed).toBe(true);
  // There too, guessing has its limit.
  expect(await fail(20, "a@x.example", HOTEL)).toBe(7);
});

test("what one address is refused does not count against the account elsewhere", async () => {
  await fail(500, "a@x.example", HOTEL);
  expect((await limits.attempt("a@x.example", "192.0.2.1")).allowed).toBe(true);
});
