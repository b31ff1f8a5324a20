/** Which items belong together: across wordings and languages, and the laws that hold for any text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Concept } from "~/agenda/concepts";
import { keyOf } from "~/agenda/disposition";
import {
  type ComparedItem,
  type RelatedIndex,
  relatedIndex,
  relatedTo,
  similarities,
} from "~/agenda/related";
import { createRelatedIndexes } from "~/agenda/related.server";
import { languageOf, wordsOf } from "~/agenda/words";
import type { Locale } from "~/context";

const GLOSSARY: Concept[] = [
  {
    id: "offender",
    terms: {
      en: ["offender", "perpetrator", "exploiter"],
      fr: ["auteur d’infraction", "exploiteur"],
      es: ["explotador", "agresor"],
    },
  },
  {
    id: "trafficking",
    terms: { en: ["trafficking in persons"], fr: ["traite"], es: ["trata de personas", "trata"] },
  },
  { id: "treaty", terms: { en: ["treaty"], fr: ["traité"], es: ["tratado"] } },
  { id: "school", terms: { en: ["school"], fr: ["école"], es: [] } },
];

const item = (id: string, text: string, language: Locale = "en"): ComparedItem => ({
  planId: id.slice(0, 2),
  itemId: id,
  delegation: id.slice(0, 2),
  text,
  language,
});

function similarity(index: RelatedIndex, a: ComparedItem, b: ComparedItem): number {
  return similarities(index, [a, b])[0]?.[1] ?? Number.NaN;
}

const FILLER = [
  item("XX 1", "Plant trees along the main roads."),
  item("XX 2", "Repair the bridges before winter."),
];

function related(asked: ComparedItem, others: ComparedItem[], language: Locale = "en") {
  const index = relatedIndex([asked, ...others, ...FILLER], GLOSSARY);
  return relatedTo(index, asked, { limit: 5, language });
}
const ids = (found: { itemId: string }[]) => found.map(({ itemId }) => itemId);

describe("related items", () => {
  it("are found across wordings", () => {
    const found = related(item("CA 1", "Study the exploiters."), [
      item("US 1", "Learn more about perpetrators."),
      item("US 2", "Build libraries."),
    ]);
    expect(found).toEqual([
      expect.objectContaining({ itemId: "US 1", concepts: ["offender"], words: [] }),
    ]);
  });

  it.each([
    ["MX 1", "Conocer mejor a los explotadores.", "es"],
    ["FR 1", "Mieux connaître les exploiteurs et les voies qu’ils empruntent.", "fr"],
  ] as const)("are found across languages: %s", (id, text, language) => {
    const found = related(item("CA 1", "Study offenders."), [item(id, text, language)]);
    expect(ids(found)).toEqual([id]);
  });

  it("name what is shared in the reader's language, or in one that has a name", () => {
    const asked = item("CA 1", "Talk of perpetrators at school.");
    const others = [item("US 1", "Offenders come to schools.")];
    expect(related(asked, others, "fr")[0]?.concepts.sort()).toEqual([
      "auteur d’infraction",
      "école",
    ]);
    expect(related(asked, others, "es")[0]?.concepts.sort()).toEqual(["explotador", "school"]);
  });

  it("name the shared words, as they are written there, where no concept is shared", () => {
    const asked = item("FR 1", "Ouvrir des bibliothèques régionales.", "fr");
    const found = related(asked, [item("CA 1", "Une bibliothèque pour chaque région.", "fr")]);
    expect(found[0]).toMatchObject({
      concepts: [],
      words: expect.arrayContaining(["bibliothèque"]),
    });
  });

  it("are found by phrases of several words only where these stand together", () => {
    const asked = item("US 1", "End trafficking in persons.");
    expect(ids(related(asked, [item("MX 1", "Combatir la trata de personas.", "es")]))).toEqual([
      "MX 1",
    ]);
    expect(related(asked, [item("MX 1", "Personas que viajan en tren.", "es")])).toEqual([]);
  });

  it("are not confused by words that only begin alike", () => {
    const asked = item("CA 1", "Ratify the treaty.");
    const others = [
      item("MX 1", "Ratificar los tratados.", "es"),
      item("MX 2", "Investigar la trata.", "es"),
    ];
    expect(ids(related(asked, others))).toEqual(["MX 1"]);
  });

  it("are never of the same delegation", () => {
    const found = related(item("CA 1", "Study offenders."), [item("CA 2", "Study offenders.")]);
    expect(found).toEqual([]);
  });

  it("of equal likeness come in the order of their keys", () => {
    const others = ["US 3", "MX 1", "US 1"].map((id) => item(id, "Offenders answer in court."));
    expect(ids(related(item("CA 1", "Study offenders."), others))).toEqual([
      "MX 1",
      "US 1",
      "US 3",
    ]);
  });

  it("of an unknown item are none", () => {
    const index = relatedIndex(FILLER, GLOSSARY);
    const asked = { planId: "no", itemId: "no" };
    expect(relatedTo(index, asked, { limit: 5, language: "en" })).toEqual([]);
  });
});

describe("the words of a text", () => {
  it("are the same for the forms of a word, with and without accents", () => {
    const stems = (text: string, language: Locale) =>
      wordsOf(text, language).map(({ stem }) => stem);
    expect(stems("Studies", "en")).toEqual(stems("study", "en"));
    expect(stems("les écoles", "fr")).toEqual(stems("les école", "fr"));
    expect(stems("niños", "es")).toEqual(stems("niño", "es"));
  });

  it("tell the language of a text that is not its plan's", () => {
    expect(languageOf("Former les policiers à l’écoute des enfants", "en")).toBe("fr");
    expect(languageOf("Capacitar a la policía en los derechos de la niñez", "en")).toBe("es");
    expect(languageOf("Train the police", "en")).toBe("en");
    expect(languageOf("Police, prevention", "fr")).toBe("fr");
  });
});

describe("laws", () => {
  const word = fc.constantFrom(
    ..."offenders perpetrator school schools children treaty law laws police study teach the of and tratados explotadores".split(
      " ",
    ),
  );
  const texts = fc.array(fc.array(word, { maxLength: 8 }), { minLength: 2, maxLength: 12 });
  const made = texts.map((all) =>
    all.map((words, n) => item(`${["CA", "MX", "US"][n % 3]} ${n}`, words.join(" "))),
  );

  it("likeness is from 0 to 1 and the same both ways, and nothing is more like an item than itself", () => {
    fc.assert(
      fc.property(made, (items) => {
        const index = relatedIndex(items, GLOSSARY);
        for (const a of items) {
          for (const b of items) {
            const alike = similarity(index, a, b);
            const sound =
              alike >= 0 &&
              alike <= 1 + 1e-9 &&
              Math.abs(alike - similarity(index, b, a)) < 1e-9 &&
              alike <= similarity(index, a, a) + 1e-9;
            expect(sound, `${a.text} | ${b.text}: ${alike}`).toBe(true);
          }
        }
      }),
    );
  });

  it("the order in which items are given changes nothing", () => {
    fc.assert(
      fc.property(made, (items) => {
        const options = { limit: 5, language: "en" } as const;
        const one = relatedIndex(items, GLOSSARY);
        const other = relatedIndex(items.toReversed(), GLOSSARY);
        for (const asked of items) {
          expect(relatedTo(other, asked, options).map(keyOf)).toEqual(
            relatedTo(one, asked, options).map(keyOf),
          );
        }
      }),
    );
  });

  it("the likest come first, from other delegations only, as many as asked for, each with a reason", () => {
    fc.assert(
      fc.property(made, fc.integer({ min: 1, max: 6 }), (items, limit) => {
        const index = relatedIndex(items, GLOSSARY);
        for (const asked of items) {
          const found = relatedTo(index, asked, { limit, language: "es" });
          expect(found.length).toBeLessThanOrEqual(limit);
          const likeness = found.map((each) => each.similarity);
          expect(likeness).toEqual(likeness.toSorted((a, b) => b - a));
          for (const each of found) {
            expect(each.planId).not.toBe(asked.planId);
            expect(each.concepts.length + each.words.length).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  it("what was kept of earlier readings changes nothing, whatever changed in between", () => {
    const glossaries = fc.constantFrom(GLOSSARY, GLOSSARY.slice(1), []);
    fc.assert(
      fc.property(fc.array(fc.tuple(made, glossaries), { maxLength: 6 }), (steps) => {
        const kept = createRelatedIndexes();
        for (const [items, glossary] of steps) {
          const reader = kept.readerOf(String(glossary.length), glossary);
          expect(relatedIndex(items, glossary, reader)).toEqual(relatedIndex(items, glossary));
        }
      }),
    );
  });
});
