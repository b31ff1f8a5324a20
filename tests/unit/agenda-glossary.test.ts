/** What a glossary may hold, and the glossary that a workspace starts with. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  nameTaken,
  parseTerms,
  problemOf,
  searchConcepts,
  type Terms,
  typedTerms,
} from "~/agenda/glossary";
import { LOCALES } from "~/context";
import { WORKSPACE_LIMITS } from "~/limits";
import { GLOSSARY } from "../../seeds/glossary";

const terms = (en: string[], fr: string[] = [], es: string[] = []): Terms => ({ en, fr, es });

describe("terms as typed", () => {
  it("stand one a line or with semicolons between them, and may have commas", () => {
    expect(parseTerms(" offender \r\nperpetrator;  those who   exploit;;\n\n")).toEqual([
      "offender",
      "perpetrator",
      "those who exploit",
    ]);
    expect(parseTerms("niñas, niños y adolescentes")).toEqual(["niñas, niños y adolescentes"]);
  });

  it("are listed once, whatever their case and accents", () => {
    expect(parseTerms("École; ecole; ÉCOLE; écoles")).toEqual(["École", "écoles"]);
  });

  it("are read again as they were written", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (given) => {
        const once = parseTerms(given.join("\n"));
        expect(parseTerms(typedTerms(once))).toEqual(once);
      }),
    );
  });
});

describe("the terms of a concept", () => {
  it("are at least one in any language", () => {
    expect(problemOf(terms([], [], []))).toEqual({ field: "en", problem: "none" });
    expect(problemOf(terms([], ["loi"]))).toBeNull();
  });

  it("are not too many, not too long, and have letters or digits", () => {
    const many = Array.from(
      { length: WORKSPACE_LIMITS.termsPerConcept + 1 },
      (_, n) => `term ${n}`,
    );
    expect(problemOf(terms(many))?.field).toBe("en");
    expect(problemOf(terms(["law"], ["x".repeat(WORKSPACE_LIMITS.termLetters + 1)]))?.field).toBe(
      "fr",
    );
    expect(problemOf(terms(["law"], [], ["–"]))?.field).toBe("es");
    expect(problemOf(terms(many.slice(1), ["x".repeat(WORKSPACE_LIMITS.termLetters)]))).toBeNull();
  });

  it("begin with a name no other concept has in that language", () => {
    const others = [{ terms: terms(["law"], ["loi"]) }];
    expect(nameTaken(terms(["statute", "law"], ["Loi"]), others)).toBe("fr");
    expect(nameTaken(terms(["loi"], []), others)).toBeNull();
    expect(nameTaken(terms([], [], ["ley"]), others)).toBeNull();
  });
});

it("a search finds concepts by words of any language, without accents", () => {
  const concepts = [
    { id: "a", terms: terms(["law"], ["loi"], ["legislación"]), updatedAt: 0, updatedBy: null },
    { id: "b", terms: terms(["law reform"], [], []), updatedAt: 0, updatedBy: null },
  ];
  const found = (query: string) => searchConcepts(concepts, query).map(({ id }) => id);
  expect(found("LEGISLACION")).toEqual(["a"]);
  expect(found("law")).toEqual(["a", "b"]);
  expect(found("reform law")).toEqual(["b"]);
  expect(found(" ")).toEqual(["a", "b"]);
});

describe("the glossary to start with", () => {
  it("has an id and terms in all languages for each concept, as a form could hold them", () => {
    expect(new Set(GLOSSARY.map(({ id }) => id)).size).toBe(GLOSSARY.length);
    for (const { id, terms } of GLOSSARY) {
      const { en, fr, es } = terms;
      expect(problemOf({ en: [...en], fr: [...fr], es: [...es] }), id).toBeNull();
      for (const language of LOCALES) {
        const listed = [...terms[language]];
        expect(listed.length, `${id} ${language}`).toBeGreaterThan(0);
        expect(parseTerms(typedTerms(listed)), `${id} ${language}`).toEqual(listed);
      }
    }
  });

  it("names no two concepts alike", () => {
    const all = GLOSSARY.map(({ terms: { en, fr, es } }) => ({
      terms: { en: [...en], fr: [...fr], es: [...es] },
    }));
    for (const [index, concept] of all.entries()) {
      expect(nameTaken(concept.terms, all.toSpliced(index, 1)), concept.terms.en[0]).toBeNull();
    }
  });
});
