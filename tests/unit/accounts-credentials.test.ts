import { describe, expect, test } from "vitest";
import { normaliseEmail, parseNewAccount, signInSchema } from "~/accounts/credentials";
import { hashPassword, passwordMatches } from "~/accounts/password.server";

const good = { name: "Ana  Ruiz ", email: " Ana@Example.ORG ", password: "four plain words here" };
const problems = (change: object) => parseNewAccount({ ...good, ...change }).problems;

describe("a new account", () => {
  test("is normalised", () => {
    expect(parseNewAccount(good).account).toEqual({
      name: "Ana Ruiz",
      email: "ana@example.org",
      password: "four plain words here",
    });
    expect(normaliseEmail("Ａna@Example.org")).toBe("ana@example.org");
  });

  test.each([
    [{ name: undefined }, { name: "missing" }],
    [{ name: "   " }, { name: "missing" }],
    [{ name: "x".repeat(101) }, { name: "too-long" }],
    [{ name: "a\u202eb" }, { name: "missing" }],
    [{ email: "" }, { email: "missing" }],
    [{ email: "ana" }, { email: "not-an-email" }],
    [{ email: "ana@example.org\nbcc: x" }, { email: "not-an-email" }],
    [{ email: `${"a".repeat(250)}@example.org` }, { email: "too-long" }],
    [{ password: "elevenchars" }, { password: "too-short" }],
    // Twelve UTF-16 units, but six characters.
    [{ password: "🙂🙂🙂🙂🙂🙂" }, { password: "too-short" }],
    [{ password: "x".repeat(201) }, { password: "too-long" }],
    [{ password: "ANA@example.org" }, { password: "is-the-email" }],
    [
      { name: "", email: "", password: "" },
      { name: "missing", email: "missing", password: "too-short" },
    ],
  ])("%j has the problems %j", (change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  test("takes a password of exactly 12 and of 200 characters", () => {
    expect(problems({ password: "x".repeat(12) })).toBeUndefined();
    expect(problems({ password: "é".repeat(200) })).toBeUndefined();
  });
});

test("signing in takes any e-mail and password that are not absurdly long", () => {
  expect(signInSchema.parse({ email: " A@B.example ", password: "x" }).email).toBe("a@b.example");
  expect(signInSchema.safeParse({ email: "", password: "x" }).success).toBe(false);
  expect(signInSchema.safeParse({ email: "a", password: "x".repeat(801) }).success).toBe(false);
});

describe("passwords", () => {
  test("are hashed with argon2id, each with its own salt", async () => {
    const [a, b] = await Promise.all([
      hashPassword("correct horse"),
      hashPassword("correct horse"),
    ]);
    expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(a).not.toBe(b);
    expect(await passwordMatches(a, "correct horse")).toBe(true);
    expect(await passwordMatches(a, "correct house")).toBe(false);
  });

  test("never match where there is no account", async () => {
    expect(await passwordMatches(null, "correct horse")).toBe(false);
    expect(await passwordMatches(null, "")).toBe(false);
  });

  test("survive a crowd: all in the queue get their answer", async () => {
    const hash = await hashPassword("correct horse");
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => passwordMatches(hash, i % 2 ? "no" : "correct horse")),
    );
    expect(answers.filter(Boolean)).toHaveLength(6);
  });

  test("beyond a long queue a sign-in is refused, and the queue goes on", async () => {
    const hash = await hashPassword("correct horse");
    const settled = await Promise.allSettled(
      Array.from({ length: 204 }, () => passwordMatches(hash, "no")),
    );
    expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(2);
    expect(await passwordMatches(hash, "correct horse")).toBe(true);
  });
});
