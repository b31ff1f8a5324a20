/** The glossary as people edit it: what a form may hold, and what the page is given. */
import { LOCALES, type Locale } from "../context";
import { WORKSPACE_LIMITS } from "../limits";
import type { RefusalCode } from "../refusal";
import { folded } from "./national-list";

/** Terms by language; the first of a language names the concept in it. */
export type Terms = Record<Locale, string[]>;

export interface ConceptView {
  id: string;
  terms: Terms;
  /** To be sent back with a change: it is refused if someone else's came first. */
  updatedAt: number;
  /** Who changed it last; null for those the workspace came with. */
  updatedBy: string | null;
}

export interface GlossaryView {
  concepts: ConceptView[];
  may: { edit: boolean };
}

export type GlossaryIntent = "save" | "remove";

export type GlossaryResult =
  | { ok: true; intent: GlossaryIntent }
  // "unreachable" is what the page tells itself when no answer came.
  | { ok: false; code: RefusalCode | "unreachable"; field: string | null };

/**
 * The terms of one language as typed: one a line, or with semicolons between them. Commas do not
 * part them: official terms have some, such as "niñas, niños y adolescentes".
 */
export function parseTerms(typed: string): string[] {
  const seen = new Set<string>();
  return typed
    .normalize("NFC")
    .split(/[\n\r;]+/)
    .map((term) => term.replace(/\s+/g, " ").trim())
    .filter((term) => {
      const known = seen.has(folded(term));
      seen.add(folded(term));
      return term !== "" && !known;
    });
}

/** The terms of one language as they are typed, to be read again by `parseTerms`. */
export const typedTerms = (terms: readonly string[]): string => terms.join("\n");

/**
 * What is wrong with the terms of a concept, if anything, and in which language.
 * @returns `none` if there is no term at all.
 */
export function problemOf(terms: Terms): { field: Locale; problem: "none" | "form" } | null {
  for (const language of LOCALES) {
    const listed = terms[language];
    const isWrong =
      listed.length > WORKSPACE_LIMITS.termsPerConcept ||
      listed.some(
        (term) => term.length > WORKSPACE_LIMITS.termLetters || !/[\p{L}\p{N}]/u.test(term),
      );
    if (isWrong) return { field: language, problem: "form" };
  }
  return LOCALES.every((language) => terms[language].length === 0)
    ? { field: LOCALES[0], problem: "none" }
    : null;
}

/** A language in which another concept goes by the same name; null if there is none. */
export function nameTaken(
  terms: Terms,
  others: readonly { terms: Readonly<Terms> }[],
): Locale | null {
  const name = (of: Readonly<Terms>, language: Locale) => folded(of[language][0] ?? "");
  return (
    LOCALES.find(
      (language) =>
        name(terms, language) !== "" &&
        others.some((other) => name(other.terms, language) === name(terms, language)),
    ) ?? null
  );
}

/** The concepts that have all the words searched for, in any language. */
export function searchConcepts(concepts: readonly ConceptView[], query: string): ConceptView[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return concepts.filter(({ terms }) => {
    const text = folded(LOCALES.flatMap((language) => terms[language]).join(" \n "));
    return words.every((word) => text.includes(word));
  });
}
