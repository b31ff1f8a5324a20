/** The view of the agenda on its way: smaller, and the same when it has arrived. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgendaSource, AgendaView, NationalItemView } from "~/agenda/view";
import { wordsInFull, wordsOnce } from "~/agenda/words-once";

const WORDS = ["Train officers.", "Fund shelters.", ""];
const key = fc.record({
  planId: fc.constantFrom("ca", "mx"),
  itemId: fc.constantFrom("1", "2", "3"),
});

const item = fc.record({ key, text: fc.constantFrom(...WORDS) }).map(
  ({ key, text }): NationalItemView => ({
    ...key,
    ref: "CA 1.1",
    delegation: "CA",
    areaNumber: 1,
    number: 1,
    text,
    lead: "",
    details: "",
    status: "placed",
    whereabouts: [],
  }),
);
const source = fc
  .record({
    key,
    basisText: fc.constantFrom(...WORDS),
    drifted: fc.boolean(),
    readable: fc.boolean(),
  })
  .map(
    ({ key, ...rest }): AgendaSource => ({
      ...key,
      planSlug: "canada",
      delegation: "CA",
      ref: "CA 1.1",
      disposition: "consolidated",
      removed: false,
      now: null,
      ...rest,
    }),
  );
const view = fc
  .record({
    items: fc.uniqueArray(item, { selector: ({ planId, itemId }) => `${planId}/${itemId}` }),
    sources: fc.array(fc.array(source, { maxLength: 3 }), { maxLength: 3 }),
  })
  .map(({ items, sources }) => ({
    items,
    areas: [
      {
        id: "a",
        number: 1,
        title: "",
        items: sources.map((list, at) => ({ id: `${at}`, ref: "1.1", text: "", sources: list })),
      },
    ],
  })) as fc.Arbitrary<Pick<AgendaView, "items" | "areas">> as fc.Arbitrary<AgendaView>;

test("what arrives is what was sent, and the view is left as it is", () => {
  fc.assert(
    fc.property(view, (whole) => {
      const before = structuredClone(whole);
      expect(wordsInFull(JSON.parse(JSON.stringify(wordsOnce(whole))))).toEqual(before);
      expect(whole).toEqual(before);
    }),
  );
});

test("words that a national item still says are not in it twice; others are", () => {
  const [ca] = fc.sample(item, 1);
  const from = (basisText: string): AgendaSource => ({
    ...(fc.sample(source, 1)[0] as AgendaSource),
    planId: ca?.planId ?? "",
    itemId: ca?.itemId ?? "",
    basisText,
  });
  const whole = {
    items: [{ ...ca, text: "Train officers." }],
    areas: [{ items: [{ sources: [from("Train officers."), from("Fund shelters.")] }] }],
  } as unknown as AgendaView;
  expect(wordsOnce(whole).areas[0]?.items[0]?.sources.map(({ basisText }) => basisText)).toEqual([
    null,
    "Fund shelters.",
  ]);
});
