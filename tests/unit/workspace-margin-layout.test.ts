/** The laws of the margin: order, no overlap, level where it can be. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOf, layOut, type Measured } from "~/workspace/margin-layout";

const GAP = 8;

/** Cards in the order of the document: wishes do not go back. */
const cards = fc
  .array(
    fc.record({ step: fc.integer({ min: 0, max: 400 }), height: fc.integer({ min: 1, max: 900 }) }),
    {
      maxLength: 60,
    },
  )
  .chain((list) =>
    fc.integer({ min: -300, max: 300 }).map((start) => {
      let wanted = start;
      return list.map(({ step, height }, at): Measured => {
        wanted += step;
        return { id: `c${at}`, wanted, height };
      });
    }),
  );
/** With one of them active, or none. */
const withActive = cards.chain((list) =>
  fc.tuple(fc.constant(list), fc.option(fc.nat(Math.max(0, list.length - 1)))),
);
const idAt = (at: number | null) => (at === null ? null : `c${at}`);

describe("the layout of the margin", () => {
  it("keeps the order and lets no card lie over another", () => {
    fc.assert(
      fc.property(withActive, ([list, at]) => {
        const tops = layOut(list, idAt(at), GAP);
        expect(tops).toHaveLength(list.length);
        for (let i = 1; i < list.length; i += 1) {
          expect(tops[i]).toBeGreaterThanOrEqual(
            (tops[i - 1] ?? 0) + (list[i - 1]?.height ?? 0) + GAP,
          );
        }
      }),
    );
  });

  it("has the active card level with what it is about", () => {
    fc.assert(
      fc.property(withActive, ([list, at]) => {
        if (at === null || list.length === 0) return;
        expect(layOut(list, idAt(at), GAP)[at]).toBe(Math.max(0, list[at]?.wanted ?? 0));
      }),
    );
  });

  it("moves a card from its wanted only for want of room", () => {
    fc.assert(
      fc.property(withActive, ([list, at]) => {
        const pivot = list.length === 0 ? null : at;
        const tops = layOut(list, idAt(pivot), GAP);
        list.forEach((card, i) => {
          const [wanted, top] = [Math.max(0, card.wanted), tops[i] ?? 0];
          if (top > wanted) {
            // It touches the one before, which stands as low as it does for the same reason.
            expect(i).toBeGreaterThan(0);
            expect(top).toBe((tops[i - 1] ?? 0) + (list[i - 1]?.height ?? 0) + GAP);
          } else if (top < wanted) {
            expect(pivot).not.toBeNull();
            expect(i).toBeLessThan(pivot ?? 0);
            expect(top).toBe((tops[i + 1] ?? 0) - card.height - GAP);
          }
        });
      }),
    );
  });

  it("leaves no card above the top while nothing is active, and is the same every time", () => {
    fc.assert(
      fc.property(cards, (list) => {
        const tops = layOut(list, null, GAP);
        for (const top of tops) expect(top).toBeGreaterThanOrEqual(0);
        expect(layOut(list, "not there", GAP)).toEqual(tops);
      }),
    );
  });

  it("stacks a crowd below its passage, and moves it out of the way of the one being read", () => {
    const crowd: Measured[] = [
      { id: "a", wanted: 300, height: 100 },
      { id: "b", wanted: 300, height: 100 },
      { id: "c", wanted: 320, height: 100 },
      { id: "d", wanted: 900, height: 100 },
    ];
    expect(layOut(crowd, null, GAP)).toEqual([300, 408, 516, 900]);
    expect(layOut(crowd, "c", GAP)).toEqual([104, 212, 320, 900]);
    expect(endOf(crowd, [104, 212, 320, 900])).toBe(1000);
  });

  it("leaves no gap after a card that has come to nothing", () => {
    const cards = [
      { id: "a", wanted: 0, height: 0 },
      { id: "b", wanted: 0, height: 50 },
    ];
    expect(layOut(cards, null, GAP)).toEqual([0, 0]);
  });
});
