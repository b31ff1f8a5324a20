/**
 * Which national items belong together. Items are compared by the concepts of the glossary they
 * name, whatever the language, and by the words they share in one language; what few items have
 * weighs more than what many have.
 */
import type { Locale } from "../context";
import { type Concept, conceptFinder, conceptName, conceptsIn } from "./concepts";
import { type ItemKey, keyOf } from "./disposition";
import { atOnce, type InSteps } from "./in-steps";
import { type KnownWords, readWords } from "./words";

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

/** More different words than a consultation has in one language; half-typed ones add to them. */
const MAX_WORDS = 20_000;

/** Reads items by a glossary; words that were read before are known. */
export function itemReader(concepts: readonly Concept[]): ItemReader {
  const finder = conceptFinder(concepts);
  const known: KnownWords = new Map();
  return (item) => {
    for (const words of known.values()) if (words.size > MAX_WORDS) words.clear();
    const { language, words } = readWords(item.text, item.language, known);
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
  return atOnce(relatedIndexInSteps(items, concepts, reader));
}

/** The same for many items. */
export function* relatedIndexInSteps(
  items: readonly ComparedItem[],
  concepts: readonly Concept[],
  reader: ItemReader,
): InSteps<RelatedIndex> {
  const having = new Map<string, Entry[]>();
  const made: (Entry & { weights: Map<string, number> })[] = [];
  for (const item of items) {
    const entry = { item, features: reader(item), weights: new Map<string, number>() };
    made.push(entry);
    for (const feature of entry.features.keys()) {
      const list = having.get(feature);
      if (list) list.push(entry);
      else having.set(feature, [entry]);
    }
    yield;
  }
  // Once for each feature, which many items have.
  const raw = new Map<string, number>();
  for (const [feature, list] of having) {
    raw.set(feature, factor(feature) * rarity(list.length, items.length));
  }
  const entries = new Map<string, Entry>();
  for (const entry of made) {
    let squares = 0;
    for (const feature of entry.features.keys()) squares += (raw.get(feature) ?? 0) ** 2;
    const length = Math.sqrt(squares);
    for (const feature of entry.features.keys()) {
      entry.weights.set(feature, length > 0 ? (raw.get(feature) ?? 0) / length : 0);
    }
    entries.set(keyOf(entry.item), entry);
    yield;
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

/** Items to be compared with each other: of each feature who has it, in order, and how much it weighs there. */
export interface Comparison {
  entries: readonly (Entry | undefined)[];
  having: ReadonlyMap<string, { at: number[]; weight: number[] }>;
}

/** @param keys of items of the index; an unknown one is like none. */
export function* comparisonOf(index: RelatedIndex, keys: readonly ItemKey[]): InSteps<Comparison> {
  const entries = keys.map((key) => index.entries.get(keyOf(key)));
  const having = new Map<string, { at: number[]; weight: number[] }>();
  for (const [at, entry] of entries.entries()) {
    for (const [feature, weight] of entry?.weights ?? []) {
      const list = having.get(feature);
      if (list) {
        list.at.push(at);
        list.weight.push(weight);
      } else having.set(feature, { at: [at], weight: [weight] });
    }
    yield;
  }
  return { entries, having };
}

/**
 * How alike each of the items is to each, from 0 to 1. Row by row, each from the item itself on: the
 * same both ways, half of it is enough.
 */
export function* similarityRows({
  entries,
  having,
}: Comparison): Generator<Float64Array, void, void> {
  for (const [row, entry] of entries.entries()) {
    const sums = new Float64Array(entries.length - row);
    for (const [feature, own] of entry?.weights ?? []) {
      const { at, weight } = having.get(feature) ?? { at: [], weight: [] };
      for (let k = at.length - 1; k >= 0; k -= 1) {
        const column = (at[k] ?? 0) - row;
        if (column < 0) break;
        sums[column] = (sums[column] ?? 0) + own * (weight[k] ?? 0);
      }
    }
    yield sums;
  }
}

/** The same as whole rows. */
export function similarities(index: RelatedIndex, keys: readonly ItemKey[]): Float64Array[] {
  const whole = keys.map(() => new Float64Array(keys.length));
  const rows = [...similarityRows(atOnce(comparisonOf(index, keys)))];
  for (const [row, sums] of rows.entries()) {
    for (const [column, sum] of sums.entries()) {
      const [one, other] = [whole[row], whole[row + column]];
      if (one) one[row + column] = sum;
      if (other) other[row] = sum;
    }
  }
  return whole;
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
  const sums = new Map<Entry, number>();
  for (const [feature, own] of asked.weights) {
    for (const entry of index.having.get(feature) ?? []) {
      if (entry.item.delegation === asked.item.delegation) continue;
      sums.set(entry, (sums.get(entry) ?? 0) + own * (entry.weights.get(feature) ?? 0));
    }
  }
  return [...sums]
    .filter(([, sum]) => sum >= LEAST_SIMILARITY)
    .sort(([a, p], [b, q]) => q - p || (keyOf(a.item) < keyOf(b.item) ? -1 : 1))
    .slice(0, limit)
    .map(([entry, sum]) => ({ entry, sum, common: shared(asked, entry) }))
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
