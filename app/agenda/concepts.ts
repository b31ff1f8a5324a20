/**
 * Finding the concepts of the glossary in a text. A term is found where its words stand together,
 * whatever their endings; a word may belong to several terms, long ones and short ones.
 */
import { LOCALES, type Locale } from "../context";
import { type KnownWords, type Word, wordsOf } from "./words";

export interface Concept {
  id: string;
  /** By language; the first names the concept in it. */
  terms: Readonly<Record<Locale, readonly string[]>>;
}

interface Phrase {
  words: readonly Word[];
  conceptId: string;
}

/** By language and first stem. */
export type ConceptFinder = Readonly<Record<Locale, ReadonlyMap<string, readonly Phrase[]>>>;

export function conceptFinder(concepts: readonly Concept[]): ConceptFinder {
  const known: KnownWords = new Map();
  const phrasesIn = (language: Locale) => {
    const phrases = new Map<string, Phrase[]>();
    for (const { id, terms } of concepts) {
      for (const term of terms[language]) {
        const words = wordsOf(term, language, known);
        const [first] = words;
        if (!first) continue;
        const beginning = phrases.get(first.stem) ?? [];
        beginning.push({ words, conceptId: id });
        phrases.set(first.stem, beginning);
      }
    }
    return phrases;
  };
  return { en: phrasesIn("en"), fr: phrasesIn("fr"), es: phrasesIn("es") };
}

/** How much of the longer of two words their common beginning has to be. */
const SAME_BEGINNING = 2 / 3;

/**
 * Whether two words of one stem are forms of one word. The stemmers also bring together what only
 * begins alike, such as "exploiter" and "exploitation".
 */
function isForm(a: Word, b: Word): boolean {
  if (a.stem !== b.stem) return false;
  if (isSame(a, b)) return true;
  let same = 0;
  while (same < a.plain.length && a.plain[same] === b.plain[same]) same += 1;
  return same >= SAME_BEGINNING * Math.max(a.plain.length, b.plain.length);
}

/** Whether two words are the same but for the plural. */
const isSame = (a: Word, b: Word) =>
  a.plain === b.plain || isPlural(a.plain, b.plain) || isPlural(b.plain, a.plain);

const isPlural = (plural: string, word: string) =>
  plural === `${word}s` ||
  plural === `${word}es` ||
  (word.endsWith("y") && plural === `${word.slice(0, -1)}ies`);

/**
 * The ids of the concepts named in a text, each once, in the order of their first place. A term
 * that is there as it is listed leaves no doubt: others as long, of which it could be a form, are
 * not meant ("trata", trafficking, is no form of "tratado", treaty).
 */
export function conceptsIn(
  text: readonly Word[],
  language: Locale,
  finder: ConceptFinder,
): string[] {
  const found = new Set<string>();
  const phrasesAt = finder[language];
  for (let at = 0; at < text.length; at += 1) {
    // At most words no term begins.
    const phrases = phrasesAt.get(text[at]?.stem ?? "");
    if (!phrases) continue;
    const here = matching(text, at, isForm, phrases);
    const certain = matching(text, at, isSame, here);
    const lengths = new Set(certain.map(({ words }) => words.length));
    for (const phrase of here) {
      if (certain.includes(phrase) || !lengths.has(phrase.words.length)) {
        found.add(phrase.conceptId);
      }
    }
  }
  return [...found];
}

/** The phrases that stand in a text from this word on. */
const matching = (
  text: readonly Word[],
  at: number,
  same: (a: Word, b: Word) => boolean,
  phrases: readonly Phrase[],
): Phrase[] =>
  phrases.filter(({ words }) =>
    words.every((word, offset) => {
      const there = text[at + offset];
      return there !== undefined && same(word, there);
    }),
  );

/** The name of a concept in a language; in another one where it has none in this. */
export function conceptName(concept: Concept, language: Locale): string {
  const named = [language, ...LOCALES].find((each) => concept.terms[each].length > 0);
  return (named && concept.terms[named][0]) ?? "";
}
