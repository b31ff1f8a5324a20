import { describe, expect, it } from "vitest";
import type { DraftKind } from "~/adoption/adoption";
import { comparedWith } from "~/adoption/drafts-order";

const compared = (...kinds: DraftKind[]) =>
  comparedWith(kinds.map((kind, at) => ({ kind, at })))?.at;

describe("the draft that the newest is compared with first", () => {
  it("is the one before it", () => {
    expect(compared("revised-draft", "zero-draft")).toBe(1);
    expect(compared("chairs-text", "chairs-text", "zero-draft")).toBe(1);
  });

  it("is for the adopted text the last that could have other words", () => {
    expect(compared("adopted", "chairs-text", "revised-draft", "zero-draft")).toBe(2);
    expect(compared("adopted", "chairs-text", "chairs-text", "zero-draft")).toBe(3);
  });

  it("is the chair's text where there is no other, and none where there is only one", () => {
    expect(compared("adopted", "chairs-text")).toBe(1);
    expect(compared("zero-draft")).toBeUndefined();
    expect(compared()).toBeUndefined();
  });
});
