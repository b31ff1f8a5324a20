import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { returnPath, signInPath } from "~/accounts/return-path";
import { readCookie } from "~/cookies";

describe("going back after signing in", () => {
  test.each(["/", "/plans", "/plans/canada?item=1#text", "/agenda?version=clean", "/%2F%2Fevil"])(
    "%s stays",
    (path) => expect(returnPath(path)).toBe(path),
  );

  test.each([
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\t/[",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    " /plans",
    "plans",
    "",
    null,
    undefined,
    7,
  ])("%j leads home", (value) => expect(returnPath(value)).toBe("/"));

  test("whatever comes in, what goes out is a path here", () => {
    const pieces = fc.constantFrom("/", "\\", ".", "..", "\t", "\r", "@", ":", "evil.example", "#");
    const nasty = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 8 }).map((p) => p.join(""));
    fc.assert(
      fc.property(nasty, (value) => {
        const out = returnPath(`/${value}`);
        expect(new URL(out, "https://workspace.example").origin).toBe("https://workspace.example");
        expect(out).toMatch(/^\/(?![/\\])/);
        expect(returnPath(out)).toBe(out);
      }),
      { numRuns: 500 },
    );
  });

  test("the sign-in page remembers where one was going", () => {
    expect(signInPath("/plans?x=1&y=2")).toBe("/login?to=%2Fplans%3Fx%3D1%26y%3D2");
    expect(signInPath("/")).toBe("/login");
    expect(signInPath("//evil.example")).toBe("/login");
  });
});

describe("reading a cookie", () => {
  test("finds exactly the one of that name", () => {
    const header = "xconcerted_session=1; concerted_session=two; concerted_sessionx=3";
    expect(readCookie(header, "concerted_session")).toBe("two");
    expect(readCookie(header, "session")).toBeNull();
    expect(readCookie(null, "concerted_session")).toBeNull();
  });

  test("is not disturbed by malformed neighbours", () => {
    expect(readCookie("a=%zz; =; ;; b; concerted_session=ok", "concerted_session")).toBe("ok");
    expect(readCookie("concerted_session=%zz", "concerted_session")).toBeNull();
  });
});
