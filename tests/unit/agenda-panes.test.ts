import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  PANES_COOKIE,
  readShare,
  SHARE_MAX,
  SHARE_MIN,
  SHARE_USUAL,
  shareAt,
  shareByKey,
  shareCookie,
} from "~/agenda/panes";

const isShare = (share: number) =>
  Number.isInteger(share) && share >= SHARE_MIN && share <= SHARE_MAX;

describe("the share of the panes", () => {
  it("is whole and within its limits, whatever the pointer or the cookie says", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.integer(), fc.nat(), (pointer, left, width) => {
        expect(isShare(shareAt(pointer, { left, width }))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (value) => {
        const header = `${PANES_COOKIE}=${encodeURIComponent(value)}`;
        expect(isShare(readShare(header))).toBe(true);
      }),
    );
  });

  it("is where the pointer is", () => {
    expect(shareAt(500, { left: 100, width: 1000 })).toBe(40);
  });

  it("moves by keys, and back to the middle", () => {
    expect(shareByKey("ArrowRight", 50)).toBe(52);
    expect(shareByKey("ArrowLeft", SHARE_MIN)).toBe(SHARE_MIN);
    expect(shareByKey("PageDown", 70)).toBe(SHARE_MAX);
    expect(shareByKey("Home", 50)).toBe(SHARE_MIN);
    expect(shareByKey("End", 50)).toBe(SHARE_MAX);
    expect(shareByKey("Enter", 30)).toBe(SHARE_USUAL);
    expect(shareByKey("Tab", 50)).toBeNull();
  });

  it("comes back from the cookie as it was set", () => {
    fc.assert(
      fc.property(fc.integer({ min: SHARE_MIN, max: SHARE_MAX }), (share) => {
        const [pair = ""] = shareCookie(share).split(";");
        expect(readShare(pair)).toBe(share);
      }),
    );
    expect(readShare(null)).toBe(SHARE_USUAL);
  });
});
