/** The view of the agenda on its way: smaller, and the same when it has arrived. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgendaSource, AgendaView, ItemPositionsView, NationalItemView } from "~/agenda/view";
import { partsOfView, type ViewPart, viewOfParts } from "~/agenda/view-parts";

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
    destinations: [],
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
const position = fc
  .constantFrom("agreed", "open")
  .map((agreement): ItemPositionsView => ({ textHash: "", agreement, positions: [] }));
const view = fc
  .record({
    items: fc.uniqueArray(item, { selector: ({ planId, itemId }) => `${planId}/${itemId}` }),
    sources: fc.array(fc.array(source, { maxLength: 3 }), { maxLength: 6 }),
    positions: fc.dictionary(fc.constantFrom("0", "1", "2", "in no area"), position),
  })
  .map(({ items, sources, positions }) => ({
    agenda: { id: "agenda", title: "", language: "en" },
    items,
    areas: [0, 1, 2].map((number) => ({
      id: `area ${number}`,
      number,
      title: "",
      items: sources
        .slice(number * 3, number * 3 + 3)
        .map((list, at) => ({ id: `${number * 3 + at}`, ref: "1.1", text: "", sources: list })),
    })),
    positions: { own: null, delegations: [], agreements: {}, items: positions },
  })) as unknown as fc.Arbitrary<AgendaView>;

const sent = (whole: AgendaView): ViewPart[] => JSON.parse(JSON.stringify(partsOfView(whole)));

test("what arrives is what was sent, and the view is left as it is", () => {
  fc.assert(
    fc.property(view, (whole) => {
      const before = structuredClone(whole);
      expect(viewOfParts(sent(whole))).toEqual(before);
      expect(whole).toEqual(before);
    }),
  );
});

test("parts of what is as it was are the same objects, and of all else are not", () => {
  fc.assert(
    fc.property(view, fc.nat(), (whole, pick) => {
      const before = partsOfView(whole);
      const again = partsOfView({ ...whole, items: [...whole.items] });
      expect(again.slice(1).every((part, at) => part === before[at + 1])).toBe(true);

      const at = pick % Math.max(whole.items.length, 1);
      const changed = {
        ...whole,
        items: whole.items.map((one, index) => (index === at ? { ...one, ref: "new" } : one)),
      };
      expect(viewOfParts(sent(changed))).toEqual(changed);
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
  const sources = [from("Train officers."), from("Fund shelters.")];
  const whole = {
    items: [{ ...ca, text: "Train officers." }],
    areas: [{ id: "area", items: [{ id: "1", sources }] }],
    positions: { items: {} },
  } as unknown as AgendaView;
  const words = (parts: ViewPart[]) =>
    parts.flatMap((part) =>
      part.kind === "area" ? part.items[0]?.sources.map(({ basisText }) => basisText) : [],
    );
  expect(words(partsOfView(whole))).toEqual([null, "Fund shelters."]);

  const changed = { ...whole, items: [{ ...ca, text: "Train all officers." }] } as AgendaView;
  expect(words(partsOfView(changed))).toEqual(["Train officers.", "Fund shelters."]);
});
