import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextThread, type Stop } from "~/comments/next-thread";

const stops: Stop[] = [
  { id: "document", item: -1 },
  { id: "a", item: 2 },
  { id: "b", item: 2 },
  { id: "c", item: 7 },
];
const nowhere = { threadId: null, item: null };

describe("going through threads", () => {
  it("begins at either end, at the item with the caret, or at the next that has a thread", () => {
    expect(nextThread(stops, nowhere, 1)).toBe("document");
    expect(nextThread(stops, nowhere, -1)).toBe("c");
    expect(nextThread(stops, { threadId: null, item: 2 }, 1)).toBe("a");
    expect(nextThread(stops, { threadId: null, item: 2 }, -1)).toBe("b");
    expect(nextThread(stops, { threadId: null, item: 3 }, 1)).toBe("c");
    expect(nextThread(stops, { threadId: null, item: 3 }, -1)).toBe("b");
    expect(nextThread(stops, { threadId: null, item: 9 }, 1)).toBe("document");
    expect(nextThread([], nowhere, 1)).toBeNull();
  });

  it("comes by each of them once, in order, and back again", () => {
    const some = fc.uniqueArray(fc.string(), { minLength: 1 });
    fc.assert(
      fc.property(some, fc.constantFrom(1 as const, -1 as const), (ids, step) => {
        const list = ids.map((id, item) => ({ id, item }));
        let id = nextThread(list, nowhere, step);
        const seen: (string | null)[] = [];
        for (let i = 0; i < ids.length; i += 1) {
          seen.push(id);
          id = nextThread(list, { threadId: id, item: null }, step);
        }
        expect(seen).toEqual(step === 1 ? ids : [...ids].reverse());
        expect(id).toBe(seen[0]);
      }),
    );
  });
});
