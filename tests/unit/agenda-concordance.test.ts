import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concordanceOf } from "~/agenda/concordance";
import {
  filterConcordance,
  NO_CONCORDANCE_FILTER,
  OUTCOMES,
  readConcordanceFilter,
  writeConcordanceFilter,
} from "~/agenda/concordance-filter";
import { CARRYING, keyOf, SETTING_ASIDE } from "~/agenda/disposition";
import type { AgendaAreaView, AgendaSource, Destination, NationalItemView } from "~/agenda/view";
import { itemRef, positionIn } from "~/documents/numbering";

const CODES = ["CA", "MX", "US"] as const;
const ORDER: readonly string[] = CODES;
const PLANS = CODES.map((code) => ({ id: `plan-${code}`, slug: `slug-${code}` }));

const asideWhere = (change: Partial<Destination> = {}): Destination => ({
  dispositionId: "d",
  disposition: "deferred",
  agendaItem: null,
  reason: "Later.",
  drifted: false,
  objection: null,
  mayObject: false,
  ...change,
});

const national = (code: string, area: number, number: number): NationalItemView => ({
  planId: `plan-${code}`,
  itemId: `${code}-${area}-${number}`,
  ref: itemRef(code, area, number),
  delegation: code,
  areaNumber: area,
  number,
  text: `Measure ${area}.${number} of ${code}`,
  lead: "",
  details: "",
  status: "unplaced",
  destinations: [],
});

const sourceOf = (item: NationalItemView, change: Partial<AgendaSource> = {}): AgendaSource => ({
  planId: item.planId,
  planSlug: `slug-${item.delegation}`,
  delegation: item.delegation,
  itemId: item.itemId,
  ref: item.ref,
  disposition: "consolidated",
  drifted: false,
  removed: false,
  basisText: "taken",
  now: null,
  readable: true,
  ...change,
});

/** A merging as the page may show it: items of readable plans, and sources of any plan. */
const anyMerging = fc
  .record({
    readable: fc.subarray([...CODES]),
    all: fc.uniqueArray(
      fc.tuple(
        fc.constantFrom(...CODES),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
      ),
      { selector: (place) => place.join(), maxLength: 30 },
    ),
    destinations: fc.array(
      fc.record({
        aside: fc.option(fc.constantFrom(...SETTING_ASIDE)),
        targets: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
        disposition: fc.constantFrom(...CARRYING),
        removed: fc.boolean(),
      }),
      { minLength: 30, maxLength: 30 },
    ),
  })
  .map(({ readable, all, destinations }) => {
    const agendaItems = Array.from({ length: 6 }, (_, index) => ({
      id: `r${index}`,
      ref: itemRef(null, (index % 2) + 1, Math.floor(index / 2) + 1),
      text: `Regional ${index}`,
      sources: [] as AgendaSource[],
    }));
    const items: NationalItemView[] = [];
    all.forEach(([code, area, number], index) => {
      const destination = destinations[index];
      const item = national(code, area, number);
      const mayRead = readable.includes(code);
      const removed = mayRead && destination?.removed === true;
      for (const target of destination?.targets ?? []) {
        agendaItems[target]?.sources.push(
          sourceOf(item, { disposition: destination?.disposition, readable: mayRead, removed }),
        );
      }
      if (destination?.aside) item.destinations = [asideWhere({ disposition: destination.aside })];
      if (mayRead && !removed) items.push(item);
    });
    const areas: AgendaAreaView[] = [1, 2].map((number) => ({
      id: `area-${number}`,
      number,
      title: `Area ${number}`,
      items: agendaItems.filter((item) => positionIn(item.ref).areaNumber === number),
    }));
    return { plans: PLANS, items, areas };
  });

describe("the concordance", () => {
  it("has every national item exactly once, and each in the order of delegations and numbers", () => {
    fc.assert(
      fc.property(anyMerging, (merging) => {
        const rows = concordanceOf(merging, CODES).national;
        const keys = rows.map(keyOf);
        expect(new Set(keys).size).toBe(keys.length);
        const sources = merging.areas.flatMap((area) => area.items.flatMap((item) => item.sources));
        expect(new Set(keys)).toEqual(new Set([...merging.items, ...sources].map(keyOf)));
        const places = rows.map(({ delegation, areaNumber, number }) =>
          [ORDER.indexOf(delegation), areaNumber, number].join("."),
        );
        expect(places).toEqual([...places].sort());
      }),
    );
  });

  it("has every pair of one side in the other", () => {
    fc.assert(
      fc.property(anyMerging, (merging) => {
        const sides = concordanceOf(merging, CODES);
        const there = sides.national.flatMap((row) =>
          row.carried.map((to) => `${keyOf(row)} ${to.agendaItemId} ${to.disposition}`),
        );
        const back = sides.agenda.flatMap((row) =>
          row.sources.map((source) => `${keyOf(source)} ${row.id} ${source.disposition}`),
        );
        expect([...there].sort()).toEqual([...back].sort());
      }),
    );
  });

  it("accounts for every item in just one way", () => {
    fc.assert(
      fc.property(anyMerging, (merging) => {
        for (const row of concordanceOf(merging, CODES).national) {
          expect(row.carried.length > 0).toBe(row.status === "placed");
          expect(row.aside !== null).toBe(row.status === "set-aside");
        }
      }),
    );
  });

  it("gives no words of a plan that is not the reader's, and none that were taken", () => {
    const item = national("MX", 2, 3);
    const areas = [
      {
        id: "a",
        number: 1,
        title: "",
        items: [{ id: "r", ref: "1.1", text: "R", sources: [sourceOf(item, { readable: false })] }],
      },
    ];
    const sides = concordanceOf({ plans: [], items: [], areas }, CODES);
    expect(sides.national).toEqual([
      expect.objectContaining({
        visibility: "internal",
        ref: "MX 2.3",
        areaNumber: 2,
        number: 3,
        text: "",
        status: "placed",
      }),
    ]);
    expect(JSON.stringify(sides)).not.toContain("taken");
  });
});

describe("the filter of the concordance", () => {
  const ca = national("CA", 1, 1);
  const mx = {
    ...national("MX", 2, 1),
    destinations: [asideWhere({ reason: "Concerns one country." })],
  };
  const us = national("US", 1, 1);
  const sides = concordanceOf(
    {
      plans: PLANS,
      items: [ca, mx, us],
      areas: [
        {
          id: "a",
          number: 3,
          title: "",
          items: [
            { id: "r1", ref: "3.1", text: "Regional measure", sources: [sourceOf(ca)] },
            { id: "r2", ref: "3.2", text: "Of our own", sources: [] },
          ],
        },
      ],
    },
    CODES,
  );
  const found = (change: object) => {
    const shown = filterConcordance(sides, { ...NO_CONCORDANCE_FILTER, ...change });
    return [...shown.national, ...shown.agenda].map((row) => row.ref);
  };

  it("finds by delegation, area, disposition, area of the agenda and words", () => {
    expect(found({})).toEqual(["CA 1.1", "MX 2.1", "US 1.1", "3.1", "3.2"]);
    expect(found({ delegation: "CA" })).toEqual(["CA 1.1", "3.1"]);
    expect(found({ area: 1 })).toEqual(["CA 1.1", "US 1.1", "3.1"]);
    expect(found({ outcome: "unplaced" })).toEqual(["US 1.1"]);
    expect(found({ outcome: "deferred" })).toEqual(["MX 2.1"]);
    expect(found({ outcome: "set-aside" })).toEqual(["MX 2.1"]);
    expect(found({ outcome: "consolidated" })).toEqual(["CA 1.1", "3.1"]);
    expect(found({ outcome: "objected" })).toEqual([]);
    expect(found({ into: 3 })).toEqual(["CA 1.1", "3.1", "3.2"]);
    expect(found({ query: "one country" })).toEqual(["MX 2.1"]);
    expect(found({ query: "regional" })).toEqual(["3.1"]);
  });

  it("is the same after it has been in an address", () => {
    const anyFilter = fc.record({
      delegation: fc.option(fc.constantFrom(...CODES)),
      area: fc.option(fc.integer({ min: 1, max: 9999 })),
      outcome: fc.option(fc.constantFrom(...OUTCOMES)),
      into: fc.option(fc.integer({ min: 1, max: 9999 })),
      query: fc.string(),
    });
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const address = writeConcordanceFilter(filter).toString();
        expect(readConcordanceFilter(new URLSearchParams(address))).toEqual(filter);
      }),
    );
  });

  it("leaves out of an address what it does not know", () => {
    const odd = new URLSearchParams("area=-1&into=x&outcome=lost&delegation=&q=");
    expect(readConcordanceFilter(odd)).toEqual(NO_CONCORDANCE_FILTER);
  });
});
