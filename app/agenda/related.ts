/**
 * Which national items belong together. Items are compared by the concepts of the glossary they
 * name, whatever the language, and by the words they share in one language; what few items have
 * weighs more than what many have.
 */
import type { Locale } from "../context";
import { type Concept, conceptFinder, conceptName, conceptsIn } from "./concepts";
import { type ItemKey, keyOf } from "./disposition";
import { type KnownWords, languageOf, wordsOf } from "./words";

/** A national item as far as comparing goes. Removed items are left out by the caller. */
export interface ComparedItem extends ItemKey {
  delegation: string;
  text: string;
  /** The language its plan is drafted in. */
  language: Locale;
}

/** How much a concept counts beside a word of the same rarity. */
export const CONCEPT_WEIGHT = 2;

/** Less than this in common is chance, from 0 (nothing) to 1 (the same words). */
export const LEAST_SIMILARITY = 0.05;

/** How many concepts or words are named as the reason. */
const REASONS = 4;

/** What an item is about: concepts `c:<id>`, and words `<language>:<stem>` as first written. */
export type Features = ReadonlyMap<string, string>;

/** Tells what an item is about: by its text and language alone. */
export type ItemReader = (item: Pick<ComparedItem, "text" | "language">) => Features;

interface Entry {
  item: ComparedItem;
  features: Features;
  /** By feature; the squares of all add up to 1, or the item is about nothing. */
  weights: ReadonlyMap<string, number>;
}

/** All that a question needs, made once for a set of items and a glossary. */
export interface RelatedIndex {
  entries: ReadonlyMap<string, Entry>;
  /** The entries that have a feature. */
  having: ReadonlyMap<string, readonly Entry[]>;
  concepts: ReadonlyMap<string, Concept>;
}

export interface Related extends ItemKey {
  /** From 0 to 1. */
  similarity: number;
  /** Names of shared concepts in the reader's language, what weighs most first. */
  concepts: string[];
  /** Shared words as the other item has them, where no concept is shared. */
  words: string[];
}

/** More different words than a consultation has in three languages; half-typed ones add to them. */
const WORDS_KEPT = 20_000;

/** Reads items by a glossary; words that were read before are known. */
export function itemReader(concepts: readonly Concept[]): ItemReader {
  const finder = conceptFinder(concepts);
  const known: KnownWords = new Map();
  return (item) => {
    if (known.size > WORDS_KEPT) known.clear();
    const language = languageOf(item.text, item.language);
    const words = wordsOf(item.text, language, known);
    const features = new Map<string, string>();
    for (const id of conceptsIn(words, language, finder)) features.set(`c:${id}`, id);
    for (const { written, stem, common } of words) {
      const feature = `${language}:${stem}`;
      if (!common && !features.has(feature)) features.set(feature, written);
    }
    return features;
  };
}

/** Rarity of a feature that `having` of `all` items have: 0 if all have it. */
const rarity = (having: number, all: number) => Math.log((1 + all) / (1 + having));

const factor = (feature: string) => (feature.startsWith("c:") ? CONCEPT_WEIGHT : 1);

/** @param reader of the same glossary. */
export function relatedIndex(
  items: readonly ComparedItem[],
  concepts: readonly Concept[],
  reader: ItemReader = itemReader(concepts),
): RelatedIndex {
  const read = items.map((item) => ({ item, features: reader(item) }));
  const counts = new Map<string, number>();
  for (const { features } of read) {
    for (const feature of features.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const having = new Map<string, Entry[]>();
  const entries = new Map<string, Entry>();
  for (const { item, features } of read) {
    const raw = [...features.keys()].map((feature): [string, number] => [
      feature,
      factor(feature) * rarity(counts.get(feature) ?? 0, items.length),
    ]);
    const length = Math.hypot(...raw.map(([, weight]) => weight));
    const weights = new Map(
      raw.map(([feature, weight]) => [feature, length > 0 ? weight / length : 0]),
    );
    const entry = { item, features, weights };
    entries.set(keyOf(item), entry);
    for (const feature of features.keys()) {
      const list = having.get(feature);
      if (list) list.push(entry);
      else having.set(feature, [entry]);
    }
  }
  return { entries, having, concepts: new Map(concepts.map((each) => [each.id, each])) };
}

/** What two items have in common, by feature, what weighs most first; ties by name. */
function shared(a: Entry, b: Entry): [feature: string, weight: number][] {
  return [...a.weights]
    .map(([feature, weight]): [string, number] => [feature, weight * (b.weights.get(feature) ?? 0)])
    .filter(([, weight]) => weight > 0)
    .sort(([x, p], [y, q]) => q - p || (x < y ? -1 : 1));
}

/** How alike each of these items is to each, row by row: from 0 to 1, the same both ways; 0 for unknown ones. */
export function similarities(index: RelatedIndex, keys: readonly ItemKey[]): Float64Array[] {
  const entries = keys.map((key) => index.entries.get(keyOf(key)));
  const having = new Map<string, { at: number; weight: number }[]>();
  for (const [at, entry] of entries.entries()) {
    for (const [feature, weight] of entry?.weights ?? []) {
      const list = having.get(feature);
      if (list) list.push({ at, weight });
      else having.set(feature, [{ at, weight }]);
    }
  }
  return entries.map((entry) => {
    const sums = new Float64Array(keys.length);
    for (const [feature, own] of entry?.weights ?? []) {
      for (const { at, weight } of having.get(feature) ?? []) {
        sums[at] = (sums[at] ?? 0) + own * weight;
      }
    }
    return sums;
  });
}

/**
 * The items of other delegations that are most like an item, the most alike first; of equally
 * alike ones in the order of their keys.
 * @param language of the reader, in which shared concepts are named.
 */
export function relatedTo(
  index: RelatedIndex,
  key: ItemKey,
  { limit, language }: { limit: number; language: Locale },
): Related[] {
  const asked = index.entries.get(keyOf(key));
  if (!asked) return [];
  const candidates = new Set<Entry>();
  for (const feature of asked.features.keys()) {
    for (const entry of index.having.get(feature) ?? []) {
      if (entry.item.delegation !== asked.item.delegation) candidates.add(entry);
    }
  }
  return [...candidates]
    .map((entry) => {
      const common = shared(asked, entry);
      return { entry, common, sum: common.reduce((sum, [, weight]) => sum + weight, 0) };
    })
    .filter(({ sum }) => sum >= LEAST_SIMILARITY)
    .sort((a, b) => b.sum - a.sum || (keyOf(a.entry.item) < keyOf(b.entry.item) ? -1 : 1))
    .slice(0, limit)
    .map(({ entry, common, sum }): Related => {
      const concepts = common
        .flatMap(([feature]) => index.concepts.get(conceptId(feature)) ?? [])
        .map((concept) => conceptName(concept, language));
      const words = common.flatMap(([feature]) => entry.features.get(feature) ?? []);
      const { planId, itemId } = entry.item;
      return {
        planId,
        itemId,
        similarity: Math.min(1, sum),
        concepts: concepts.slice(0, REASONS),
        words: concepts.length > 0 ? [] : words.slice(0, REASONS),
      };
    });
}

/** Names of the concepts that at least two of these items share, what most have first. */
export function sharedNames(
  index: RelatedIndex,
  keys: readonly ItemKey[],
  language: Locale,
): string[] {
  const weights = new Map<string, { having: number; weight: number }>();
  for (const key of keys) {
    for (const [feature, weight] of index.entries.get(keyOf(key))?.weights ?? []) {
      const before = weights.get(feature) ?? { having: 0, weight: 0 };
      weights.set(feature, { having: before.having + 1, weight: before.weight + weight });
    }
  }
  return [...weights]
    .filter(([, { having, weight }]) => having > 1 && weight > 0)
    .sort(([x, a], [y, b]) => b.having - a.having || b.weight - a.weight || (x < y ? -1 : 1))
    .flatMap(([feature]) => index.concepts.get(conceptId(feature)) ?? [])
    .map((concept) => conceptName(concept, language))
    .slice(0, REASONS);
}

const conceptId = (feature: string) => (feature.startsWith("c:") ? feature.slice(2) : "");
