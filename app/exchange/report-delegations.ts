/** What a heading says: which delegation it names, and whether it is numbered as an area. */
import type { Locale } from "../context";

/** A delegation as an import knows it. Data, handed in by the caller. */
export interface KnownDelegation {
  code: string;
  slug: string;
  /** Place in lists, from 0. */
  position: number;
  language: Locale;
  names: Record<Locale, string>;
  /** Other ways in which texts name it: short names, adjectives. */
  aliases: readonly string[];
  /** Title of its plan where a text gives none. */
  planTitles: Record<Locale, string>;
}

/** Words that may stand around a delegation's name in a heading that still names only it. */
const FRAME = new Set(
  [
    "the of for s a national delegation action plan agenda annex priorities domestic country",
    "le la les l de du des d pour nationale delegations programme annexe priorites",
    "el los las del para nacional delegacion accion anexo prioridades pais y",
  ]
    .join(" ")
    .split(" "),
);

/** Lower case, without accents and punctuation: `U.S.A.` and `usa`, `México` and `mexico` meet. */
function wordsOf(text: string): string[] {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])/gu, (letters) =>
      letters.replaceAll(".", ""),
    )
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

export interface NamedDelegation {
  delegation: KnownDelegation;
  /** Whether the heading is the name alone, and so says nothing of a title. */
  bare: boolean;
}

/**
 * The delegation that a heading names: its name or an alias, with nothing around it but words as
 * in "National Action Plan of …". A heading that says anything else names none.
 */
export function delegationNamed(
  heading: string,
  delegations: readonly KnownDelegation[],
): NamedDelegation | null {
  const words = wordsOf(heading);
  for (const delegation of delegations) {
    const names = [...Object.values(delegation.names), ...delegation.aliases].map(wordsOf);
    // The longest first, so that "United States of America" leaves no "America" over.
    for (const name of names.sort((a, b) => b.length - a.length)) {
      const at = words.findIndex((_, i) => name.every((word, j) => words[i + j] === word));
      if (at < 0 || name.length === 0) continue;
      const rest = [...words.slice(0, at), ...words.slice(at + name.length)];
      const code = delegation.code.toLowerCase();
      if (rest.every((word) => FRAME.has(word) || word === code || /^\p{N}+$/u.test(word))) {
        return { delegation, bare: rest.length === 0 };
      }
    }
  }
  return null;
}

const NUMBERED =
  /^(?:(?:area|área|domaine|section|sección|part|partie|parte)\s+)?(\d{1,2}|[IVX]{1,4})\s*(?:[.):]|[–—-](?=\s))\s*(\S.*)$/iu;

const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/** Number and title of a numbered heading such as `2. Education` or `Domaine II : Éducation`. */
export function numberedHeading(heading: string): { number: number; title: string } | null {
  const [, mark, title] = NUMBERED.exec(heading) ?? [];
  if (!mark || !title) return null;
  const number = /^\d/.test(mark) ? Number(mark) : ROMAN.indexOf(mark) + 1;
  return number > 0 ? { number, title: bareTitle(title) } : null;
}

/** A heading's words without the colon that some writers close it with. */
export function bareTitle(heading: string): string {
  return heading.replace(/\s*:$/u, "");
}
