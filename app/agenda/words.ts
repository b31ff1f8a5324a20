/**
 * The words of a text as a comparison sees them: in order, without case, endings and accents. Which
 * language a text is in is asked of the text itself: delegations draft in more than one.
 */
import { stemmer as stemEnglish } from "@orama/stemmers/english";
import { stemmer as stemFrench } from "@orama/stemmers/french";
import { stemmer as stemSpanish } from "@orama/stemmers/spanish";
import { LOCALES, type Locale } from "../context";
import { folded } from "./national-list";

const STEMMERS: Record<Locale, (word: string) => string> = {
  en: stemEnglish,
  fr: stemFrench,
  es: stemSpanish,
};

/** Words that say how others hang together, and verbs that every measure begins with. */
const COMMON: Record<Locale, ReadonlySet<string>> = {
  en: new Set(
    `a about above after all also among an and another any are as at be because been before being
    below between both but by can could did do does done during each either else every few for from
    had has have having here how however if in inside into is it its itself like make makes many may
    might more most must near never no nor not of off on once one only or other others our out
    outside over own per same shall she should since so some such than that the their them then
    there these they this those through to too under until up upon us use used very was we were what
    when where whether which while who whom whose why will with within work works give gives take takes help see way ways well without would you your`.split(
      /\s+/,
    ),
  ),
  fr: new Set(
    `à afin ai ainsi alors après au aucun aussi autre autres aux avant avec avoir car ce ceci cela
    celle celles celui ces cet cette ceux chaque ci comme comment d dans de des depuis dès deux donc
    dont du elle elles en encore entre es est et été être eux faire font hors il ils j jusqu l la le
    les leur leurs lors lorsque lui m mais même mes mon n ne ni nos notre nous on ont ou où par parmi
    pas pendant peu peut plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa
    sans se selon sera ses si son sont sous soit sur t tant te tel telle tels toujours tous tout toute
    toutes très un une vers vos votre vous y donner travail travailler prendre aider`.split(/\s+/),
  ),
  es: new Set(
    `a al algo algunas algunos ante antes aquel aquella aquí así aun aunque bajo bien cada como con
    contra cual cuales cuando cuanto de del desde donde dos durante e el él ella ellas ellos en entre
    era es esa esas ese eso esos esta está están estas este esto estos fue fueron ha hacia han hasta
    hay he la las le les lo los más me mejor mi mientras mis muy nada ni no nos nosotros nuestra
    nuestro o os otra otras otro otros para pero poco por porque pues que qué quien quienes se sea
    sean según ser si sí sin sino sobre son su sus también tan tanto te tiene tienen todas todos toda
    todo tras tu un una unas uno unos y ya dar trabajar trabajo tomar ayudar hacer`.split(/\s+/),
  ),
};

export interface Word {
  /** In lower case. */
  written: string;
  /** Without accents. */
  plain: string;
  /** Without its ending too: the same for all its forms. */
  stem: string;
  /** Whether it says nothing of what the text is about. */
  common: boolean;
}

/** In lower case, with accents; what stands on either side of an apostrophe is two words. */
const writtenIn = (text: string): string[] =>
  text
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Words read before, by language: texts have many in common, and stemming takes time. */
export type KnownWords = Map<Locale, Map<string, Word>>;

function asWords(written: readonly string[], language: Locale, known: KnownWords): Word[] {
  const before = known.get(language) ?? new Map<string, Word>();
  known.set(language, before);
  const words: Word[] = [];
  for (const each of written) {
    let word = before.get(each);
    if (!word) {
      word = {
        written: each,
        plain: folded(each),
        // The stemmers need the accents, by which endings are told apart.
        stem: folded(STEMMERS[language](each)),
        common: each.length < 2 || COMMON[language].has(each),
      };
      before.set(each, word);
    }
    words.push(word);
  }
  return words;
}

/** The words of a text in their order. */
export function wordsOf(text: string, language: Locale, known: KnownWords = new Map()): Word[] {
  return asWords(writtenIn(text), language, known);
}

/** Of each common word, in which of the languages it is one: looked up once for each word of a text. */
const COMMON_IN = new Map<string, Locale[]>();
for (const language of LOCALES) {
  for (const word of COMMON[language]) {
    COMMON_IN.set(word, [...(COMMON_IN.get(word) ?? []), language]);
  }
}

function languageAmong(written: readonly string[], usual: Locale): Locale {
  const counts: Record<Locale, number> = { en: 0, fr: 0, es: 0 };
  for (const word of written) {
    const languages = COMMON_IN.get(word);
    if (languages) for (const language of languages) counts[language] += 1;
  }
  return LOCALES.reduce((most, each) => (counts[each] > counts[most] ? each : most), usual);
}

/**
 * The language a text is in, by its common words; `usual` where they do not tell.
 * @param usual the language its document is drafted in.
 */
export function languageOf(text: string, usual: Locale): Locale {
  return languageAmong(writtenIn(text), usual);
}

/** Both at once: the language a text is in, and its words in it. */
export function readWords(
  text: string,
  usual: Locale,
  known: KnownWords,
): { language: Locale; words: Word[] } {
  const written = writtenIn(text);
  const language = languageAmong(written, usual);
  return { language, words: asWords(written, language, known) };
}
