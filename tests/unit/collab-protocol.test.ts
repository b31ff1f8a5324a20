import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Allowance } from "../../app/allowance.server";
import { readFrame } from "../../app/collab/frames.server";
import {
  CLOSE_CODES,
  closeReason,
  documentIdOf,
  documentName,
  newsIdOf,
  newsName,
  parseAnnouncement,
  parseUnread,
  shouldReconnect,
  TOPICS,
  writeAnnouncement,
  writeUnread,
} from "../../app/collab/protocol";

describe("names", () => {
  test("lead back to the id, and nothing else does", () => {
    expect(documentIdOf(documentName("V1StGXR8_Z5jdHi6B-myT"))).toBe("V1StGXR8_Z5jdHi6B-myT");
    for (const name of ["", "plan/", "plan/a/b", "plan/a b", "agenda/x", "plan/x\n", "__proto__"]) {
      expect(documentIdOf(name)).toBeNull();
    }
    expect(newsIdOf(newsName("V1StGXR8_Z5jdHi6B-myT"))).toBe("V1StGXR8_Z5jdHi6B-myT");
    expect(newsIdOf(documentName("a"))).toBeNull();
    expect(documentIdOf(newsName("a"))).toBeNull();
  });
});

describe("announcements", () => {
  test("are read as written", () => {
    for (const topic of TOPICS) {
      const announcement = { topic, spread: 40 };
      expect(parseAnnouncement(writeAnnouncement(announcement))).toEqual(announcement);
    }
    const unread = { count: 3, newest: 17 };
    expect(parseUnread(writeUnread(unread))).toEqual(unread);
    expect(parseAnnouncement(writeUnread(unread))).toBeNull();
  });

  test("anything else is none", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (payload) => {
        expect(parseAnnouncement(payload)).toBeNull();
        expect(parseUnread(payload)).toBeNull();
      }),
    );
  });
});

describe("reasons", () => {
  test("are found by name or by code", () => {
    expect(closeReason({ code: 1000, reason: "hidden" })).toBe("hidden");
    expect(closeReason({ code: CLOSE_CODES["too-large"], reason: "" })).toBe("too-large");
    expect(closeReason({ code: 1006, reason: "" })).toBeNull();
    expect(closeReason({ reason: "toString" })).toBeNull();
  });

  test("no two share a code", () => {
    const codes = Object.values(CLOSE_CODES);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("trying again is right after a break, not after a refusal", () => {
    expect(shouldReconnect(null)).toBe(true);
    expect(shouldReconnect("restarting")).toBe(true);
    expect(shouldReconnect("hidden")).toBe(false);
    expect(shouldReconnect("content")).toBe(false);
  });
});

test("no frame makes the reader throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (data) => void readFrame(data)));
});

test("an allowance is spent, and earned back with time", () => {
  let now = 0;
  const allowance = new Allowance(10, 3, () => now);
  expect([1, 2, 3, 4].map(() => allowance.take())).toEqual([true, true, true, false]);
  now = 100;
  expect([1, 2].map(() => allowance.take())).toEqual([true, false]);
  now = 10_000;
  expect([1, 2, 3, 4].map(() => allowance.take())).toEqual([true, true, true, false]);
});
