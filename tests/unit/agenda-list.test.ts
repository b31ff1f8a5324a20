import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ITEM_STATUSES } from "~/agenda/disposition";
import {
  FILTER_DISPOSITIONS,
  filterItems,
  firstOf,
  groupItems,
  NO_FILTER,
  readItemFilter,
  writeItemFilter,
} from "~/agenda/national-list";
import { parseStepRequest } from "~/agenda/requests";
import type { NationalItemView } from "~/agenda/view";

const item = (change: Partial<NationalItemView>): NationalItemView => ({
  planId: "p",
  itemId: "i",
  ref: "CA 1.1",
  delegation: "CA",
  areaNumber: 1,
  number: 1,
  text: "",
  lead: "",
  details: "",
  status: "unplaced",
  destinations: [],
  ...change,
});

describe("the list of national items", () => {
  const items = [
    item({ ref: "CA 1.1", text: "Former les enquêteurs", status: "placed" }),
    item({
      ref: "MX 1.1",
      delegation: "MX",
      text: "Campañas de prevención",
      details: "Secretaría",
    }),
    item({ ref: "US 2.1", delegation: "US", areaNumber: 2, text: "Train the investigators" }),
  ];
  const found = (query: string) =>
    filterItems(items, { ...NO_FILTER, query }).map((each) => each.ref);

  it("is searched without regard to accents and case, in text, number and details", () => {
    expect(found("ENQUETEURS")).toEqual(["CA 1.1"]);
    expect(found("prevencion campañas")).toEqual(["MX 1.1"]);
    expect(found("secretaria")).toEqual(["MX 1.1"]);
    expect(found("us 2.1")).toEqual(["US 2.1"]);
    expect(found('"the investigators"')).toEqual(["US 2.1"]);
    expect(found("nowhere")).toEqual([]);
    expect(found('  " ')).toHaveLength(3);
  });

  it("is filtered by status, delegation and area", () => {
    expect(filterItems(items, { ...NO_FILTER, status: "placed" })).toHaveLength(1);
    expect(filterItems(items, { ...NO_FILTER, delegation: "MX" })).toHaveLength(1);
    expect(filterItems(items, { ...NO_FILTER, area: 2 })).toHaveLength(1);
    expect(filterItems(items, { ...NO_FILTER, area: 2, delegation: "MX" })).toHaveLength(0);
  });

  it("is filtered by disposition, objection and lead", () => {
    const aside = {
      dispositionId: "d",
      disposition: "deferred" as const,
      agendaItem: null,
      reason: "Later.",
      drifted: false,
      objection: null,
      mayObject: false,
    };
    const objection = {
      id: "o",
      delegation: "MX",
      person: "Convener",
      reason: "It is urgent.",
      at: 1,
      mayWithdraw: false,
    };
    const few = [
      item({ ref: "CA 1.1", lead: "Ministry " }),
      item({ ref: "MX 1.1", destinations: [aside] }),
      item({ ref: "US 1.1", destinations: [{ ...aside, disposition: "not-carried", objection }] }),
    ];
    const refs = (change: object) =>
      filterItems(few, { ...NO_FILTER, ...change }).map((each) => each.ref);
    expect(refs({ disposition: "deferred" })).toEqual(["MX 1.1"]);
    expect(refs({ disposition: "objected" })).toEqual(["US 1.1"]);
    expect(refs({ lead: "Ministry" })).toEqual(["CA 1.1"]);
    expect(refs({ lead: "" })).toEqual(["MX 1.1", "US 1.1"]);
  });

  it("has a filter that is the same after it has been in an address", () => {
    const anyFilter = fc.record({
      status: fc.constantFrom("all" as const, ...ITEM_STATUSES),
      delegation: fc.option(fc.constantFrom("CA", "MX")),
      area: fc.option(fc.integer({ min: 1, max: 9999 })),
      disposition: fc.option(fc.constantFrom(...FILTER_DISPOSITIONS)),
      lead: fc.option(fc.string()),
      query: fc.string(),
    });
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const address = writeItemFilter(filter).toString();
        expect(readItemFilter(new URLSearchParams(address))).toEqual(filter);
      }),
    );
    expect(readItemFilter(new URLSearchParams("status=lost&area=0&disposition=x"))).toEqual(
      NO_FILTER,
    );
  });

  it("is grouped by area and delegation, losing and doubling nothing", () => {
    const anyItem = fc
      .record({
        itemId: fc.uuid(),
        delegation: fc.constantFrom("CA", "MX", "US", "XX"),
        areaNumber: fc.integer({ min: 1, max: 4 }),
        number: fc.integer({ min: 1, max: 9 }),
        status: fc.constantFrom(...ITEM_STATUSES),
      })
      .map(item);
    fc.assert(
      fc.property(fc.array(anyItem), (all) => {
        const groups = groupItems(all, ["CA", "MX", "US"]);
        const flat = groups.flatMap((group) => group.delegations.flatMap((d) => d.items));
        expect(flat.map((each) => each.itemId).sort()).toEqual(
          all.map((each) => each.itemId).sort(),
        );
        const areas = groups.map((group) => group.area);
        expect(areas).toEqual([...new Set(areas)].sort((a, b) => a - b));
        // Drawn piece by piece: the first so many in the same order, and no group without items.
        for (const count of [0, 1, Math.floor(all.length / 2), all.length, all.length + 1]) {
          const parts = firstOf(groups, count).flatMap((group) => group.delegations);
          expect(parts.flatMap((part) => part.items)).toEqual(flat.slice(0, count));
          expect(parts.every((part) => part.items.length > 0)).toBe(true);
        }
      }),
    );
  });
});

describe("what the page sends", () => {
  const form = (fields: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    return data;
  };
  const items = JSON.stringify([{ planId: "p", itemId: "i", seen: "unplaced" }]);

  it("is read", () => {
    expect(parseStepRequest(form({ intent: "compile", items, areaId: "a" }))).toEqual({
      ok: true,
      request: {
        intent: "compile",
        areaId: "a",
        items: [{ planId: "p", itemId: "i", seen: "unplaced" }],
      },
    });
  });

  it("names the field at fault", () => {
    const aside = { intent: "set-aside", items, disposition: "deferred" };
    expect(parseStepRequest(form({ ...aside, reason: " \n " }))).toEqual({
      ok: false,
      field: "reason",
    });
    expect(parseStepRequest(form({ ...aside, reason: "x".repeat(2001) }))).toMatchObject({
      field: "reason",
    });
    expect(parseStepRequest(form({ ...aside, reason: "x", items: "{" }))).toMatchObject({
      field: "items",
    });
    expect(parseStepRequest(form({ ...aside, reason: "x", items: "[]" }))).toMatchObject({
      field: "items",
    });
    expect(
      parseStepRequest(form({ ...aside, reason: "x", disposition: "consolidated" })),
    ).toMatchObject({ field: "disposition" });
    expect(parseStepRequest(form({ intent: "adopt" }))).toMatchObject({ ok: false });
    expect(parseStepRequest(form({}))).toMatchObject({ ok: false });
  });
});
