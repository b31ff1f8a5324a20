/** The record of an adoption: one text for one agenda, and another for every other. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RecordInput, recordText } from "~/adoption/record-text";
import type { Details } from "~/documents/document";

const NO_DETAILS: Details = { lead: "", partners: "", due: "", indicator: "" };

const AGENDA: RecordInput = {
  title: "Regional agenda",
  language: "en",
  delegations: [
    { code: "CA", name: "Canada" },
    { code: "MX", name: "Mexico" },
  ],
  preamble: "Every child has the right to protection.",
  areas: [
    {
      number: 1,
      title: "Prevention",
      items: [
        {
          id: "a",
          ref: "1.1",
          text: "Train border staff.\nEvery year.",
          details: { ...NO_DETAILS, lead: "Ministries of the interior", due: "2028" },
        },
        { id: "b", ref: "1.2", text: "Fund local services.", details: NO_DETAILS },
      ],
    },
    { number: 2, title: "Protection", items: [] },
  ],
  reservations: [{ itemId: "b", delegation: "MX", note: "Subject to the budget." }],
};

describe("the record", () => {
  it("is plain text that anyone can read", () => {
    expect(recordText(AGENDA)).toBe(`Adopted text
    Regional agenda

Delegations
  CA: Canada
  MX: Mexico

Preamble
    Every child has the right to protection.

Area 1
    Prevention

1.1
    Train border staff.
    Every year.
  Lead: Ministries of the interior
  Due: 2028

1.2
    Fund local services.

Area 2
    Protection

Reservations

1.2
  MX: Subject to the budget.
`);
  });

  it("has its labels in the language of the document, and says that there are no reservations", () => {
    const text = recordText({ ...AGENDA, language: "fr", reservations: [] });
    expect(text).toContain("\nDomaine 1\n");
    expect(text.endsWith("\nAucune réserve.\n")).toBe(true);
  });

  it("is the same whichever way accents and line ends are kept", () => {
    const other = { ...AGENDA, title: "E\u0301tat", preamble: "One\r\nTwo" };
    const same = { ...AGENDA, title: "\u00c9tat", preamble: "One\nTwo" };
    expect(recordText(other)).toBe(recordText(same));
  });

  it("never loses a reservation", () => {
    const reservations = [{ itemId: "gone", delegation: "CA", note: "Reserved." }];
    expect(() => recordText({ ...AGENDA, reservations })).toThrow(/not there: gone/);
  });
});

/** Words that try to pass for what is not theirs. */
const words = fc.oneof(
  fc.constantFrom(
    "",
    "1.1",
    "  Lead: x",
    "    x",
    "Reservations",
    "No reservations.",
    "a\n\n1.2\n    b",
    "x\n  CA: y",
    "x\u2028Area 2",
    " x",
    "x ",
  ),
  fc.string({ maxLength: 12 }),
);
const detail = fc.oneof(fc.constant(""), words);
const agendas: fc.Arbitrary<RecordInput> = fc
  .record({
    title: words,
    preamble: words,
    areas: fc.array(
      fc.record({
        title: words,
        items: fc.array(
          fc.record({
            text: words,
            details: fc.record({ lead: detail, partners: detail, due: detail, indicator: detail }),
            notes: fc.array(fc.tuple(fc.constantFrom("CA", "MX"), words), { maxLength: 2 }),
          }),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ title, preamble, areas }) => ({
    title,
    language: "en",
    delegations: AGENDA.delegations,
    preamble,
    areas: areas.map((area, a) => ({
      number: a + 1,
      title: area.title,
      items: area.items.map(({ text, details }, i) => ({
        id: `${a}-${i}`,
        ref: `${a + 1}.${i + 1}`,
        text,
        details,
      })),
    })),
    reservations: areas.flatMap((area, a) =>
      area.items.flatMap(({ notes }, i) =>
        notes.map(([delegation, note]) => ({ itemId: `${a}-${i}`, delegation, note })),
      ),
    ),
  }));

/** What is the same to the record: one line end is like another, accents are composed or not. */
const known = ({ reservations, ...rest }: RecordInput) =>
  JSON.stringify([rest, reservations.map((each) => JSON.stringify(each)).sort()], (_, value) =>
    typeof value === "string"
      ? value.normalize("NFC").replace(/\r\n|[\v\f\r\u0085\u2028\u2029]/g, "\n")
      : value,
  );

describe("laws", () => {
  it("two agendas have the same record only if they are the same", () => {
    fc.assert(
      fc.property(agendas, agendas, (a, b) => {
        expect(recordText(a) === recordText(b)).toBe(known(a) === known(b));
      }),
      { numRuns: 500 },
    );
  });

  it("every other word, order or reservation gives another record", () => {
    const change = fc.constantFrom<(agenda: RecordInput, word: string) => RecordInput>(
      (agenda, word) => ({ ...agenda, title: agenda.title + word }),
      (agenda, word) => ({ ...agenda, preamble: word + agenda.preamble }),
      (agenda, word) => ({
        ...agenda,
        areas: agenda.areas.map((area) => ({
          ...area,
          items: area.items.map((item) => ({ ...item, text: `${item.text}\n${word}` })),
        })),
      }),
      (agenda, word) => ({
        ...agenda,
        areas: agenda.areas.map((area) => ({
          ...area,
          items: area.items.map((item) => ({
            ...item,
            details: { ...item.details, indicator: item.details.indicator + word },
          })),
        })),
      }),
      (agenda, word) => ({
        ...agenda,
        reservations: agenda.areas
          .flatMap((area) => area.items.slice(0, 1))
          .map(({ id }) => ({ itemId: id, delegation: "CA", note: word }))
          .concat(agenda.reservations),
      }),
      (agenda) => ({
        ...agenda,
        areas: agenda.areas.map((area) => ({ ...area, number: area.number + 1 })),
      }),
    );
    fc.assert(
      fc.property(
        agendas,
        change,
        fc.string({ minLength: 1, maxLength: 5 }),
        (agenda, by, word) => {
          const changed = by(agenda, word);
          expect(recordText(changed) === recordText(agenda)).toBe(known(changed) === known(agenda));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("the order in which reservations come from the database is nothing to it", () => {
    fc.assert(
      fc.property(agendas, (agenda) => {
        const reversed = { ...agenda, reservations: [...agenda.reservations].reverse() };
        expect(recordText(reversed)).toBe(recordText(agenda));
      }),
    );
  });
});
