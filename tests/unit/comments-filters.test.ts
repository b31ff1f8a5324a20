import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countByFilter,
  FILTERS,
  matches,
  REGIONAL,
  type Reading,
  type Selection,
  selectionIn,
  sidesIn,
  withSelection,
} from "~/comments/filters";
import type { AuthorView, ThreadView } from "~/comments/threads";

const drafter: AuthorView = { id: "d", name: "A", role: "drafter", delegation: "CA" };
const mexican: AuthorView = { id: "x", name: "B", role: "drafter", delegation: "MX" };
const secretariat: AuthorView = { id: "s", name: "C", role: "secretariat", delegation: null };
const authors = [drafter, mexican, secretariat];

function thread(id: string, says: [AuthorView, string][], change: Partial<ThreadView> = {}) {
  const made: ThreadView = {
    id,
    about: "item",
    itemId: "i",
    amendedItemId: null,
    anchor: null,
    quote: "",
    internalTo: null,
    createdAt: 1,
    heldBack: false,
    readers: null,
    resolved: null,
    reopened: null,
    comments: says.map(([author, body], at) => ({
      id: `${id}-${at}`,
      author,
      body,
      mentioned: [],
      createdAt: 1,
      editedAt: null,
      deleted: body === "",
      may: { change: false },
    })),
    may: { resolve: false, reply: false },
    ...change,
  };
  return made;
}

const resolved = { resolved: { at: 2, by: drafter } };
const threads = [
  thread("a", [[drafter, "Who pays?"]]),
  thread("b", [
    [secretariat, "See @[delegation:CA]."],
    [drafter, "Yes."],
  ]),
  thread("c", [[mexican, "@[person:s]"]], resolved),
  thread("d", [[mexican, "@[role:drafter] of this thread"]], { internalTo: "MX" }),
  thread("e", [
    [mexican, "On."],
    [drafter, ""],
  ]),
];
const shown = (selection: Partial<Selection>, reading: Reading) =>
  threads
    .filter((each) => matches({ filter: "all", by: null, ...selection }, each, reading))
    .map(({ id }) => id);

describe("filters", () => {
  it("show what is open, what the reader wrote in, what names them, what is resolved", () => {
    const asDrafter: Reading = { me: drafter, delegation: "CA" };
    expect(shown({ filter: "open" }, asDrafter)).toEqual(["a", "b", "d", "e"]);
    expect(shown({ filter: "resolved" }, asDrafter)).toEqual(["c"]);
    // A deleted comment is nothing that one has written.
    expect(shown({ filter: "mine" }, asDrafter)).toEqual(["a", "b"]);
    expect(shown({ filter: "mentions" }, asDrafter)).toEqual(["b"]);
    expect(shown({ filter: "mentions" }, { me: mexican, delegation: "CA" })).toEqual(["d"]);
    expect(shown({ filter: "mentions" }, { me: secretariat, delegation: null })).toEqual(["c"]);
  });

  it("show what people of one side wrote in", () => {
    const reading: Reading = { me: drafter, delegation: "CA" };
    expect(shown({ by: "MX" }, reading)).toEqual(["c", "d", "e"]);
    expect(shown({ by: "CA" }, reading)).toEqual(["a", "b"]);
    expect(shown({ by: REGIONAL }, reading)).toEqual(["b"]);
    expect(shown({ by: "US" }, reading)).toEqual([]);
    expect(shown({ by: "MX", filter: "open" }, reading)).toEqual(["d", "e"]);
    expect(sidesIn(threads)).toEqual(["CA", REGIONAL, "MX"]);
  });

  it("count what they would show, whoever reads", () => {
    const someThreads = fc.array(
      fc
        .tuple(fc.array(fc.tuple(fc.constantFrom(...authors), fc.string())), fc.boolean())
        .map(([says, over]) => thread("t", says, over ? resolved : {})),
    );
    fc.assert(
      fc.property(
        someThreads,
        fc.constantFrom(...authors),
        fc.constantFrom(null, "CA", "MX", REGIONAL),
        (list, me, by) => {
          const reading: Reading = { me, delegation: "CA" };
          const counts = countByFilter(list, by, reading);
          for (const filter of FILTERS) {
            const those = list.filter((each) => matches({ filter, by }, each, reading));
            expect(counts[filter]).toBe(those.length);
          }
          expect(counts.open + counts.resolved).toBe(counts.all);
        },
      ),
    );
  });

  it("stand in the address, beside what else is there", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FILTERS),
        fc.constantFrom(null, "CA", REGIONAL),
        (filter, by) => {
          const search = withSelection("?pane=1&comments=all&by=US", { filter, by });
          expect(selectionIn(search)).toEqual({ filter, by });
          expect(new URLSearchParams(search).get("pane")).toBe("1");
        },
      ),
    );
    expect(withSelection("?comments=all", { filter: "open", by: null })).toBe("");
    expect(selectionIn("?comments=none&by=%3Cb%3E")).toEqual({ filter: "open", by: null });
  });
});
