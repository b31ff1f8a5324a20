/** Asking for related national items. The index is made of what the reader may read, and kept. */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { cachedRowsOf, type DocumentRow, findAgenda, listDocuments } from "#db/documents";
import { glossaryStamp, listConcepts } from "#db/glossary";
import { allow, subjectOf } from "../accounts/allow.server";
import { mayOnDocument } from "../accounts/policy";
import type { Locale, OperationContext } from "../context";
import { Refused } from "../refusal";
import type { Concept } from "./concepts";
import { type ItemKey, keyOf } from "./disposition";
import { type ProposedGroup, proposedGroupsInSteps } from "./groups";
import { inSlices } from "./in-slices.server";
import { currentItemsIn } from "./merging";
import {
  type ComparedItem,
  type Features,
  type ItemReader,
  itemReader,
  type Related,
  type RelatedIndex,
  relatedIndexInSteps,
  relatedTo,
} from "./related";

/** How many related items are listed. */
const RELATED_SHOWN = 5;

/** Readers differ in which plans are theirs to read, so a few indexes serve everyone. */
const MAX_INDEXES = 8;

/** Texts whose reading is kept: those of several large consultations. */
const MAX_READINGS = 20_000;

/** Proposals that are kept, so that opening them again costs nothing. */
const MAX_PROPOSALS = 8;

/** The indexes made last, each by what it was made from, and what was read for them. */
export interface RelatedIndexes {
  /** The index of that key, or the one that `make` makes. */
  get(key: string, make: () => Promise<RelatedIndex>): Promise<RelatedIndex>;
  /**
   * The groups proposed of these candidates of an index, made in slices, one proposal after the other:
   * comparing thousands takes memory.
   */
  groups(
    index: RelatedIndex,
    candidates: readonly ItemKey[],
    options: { language: Locale },
  ): Promise<ProposedGroup[]>;
  /** Reads items by a glossary, known by its stamp; a text that was read before is not read again. */
  readerOf(glossary: string, concepts: readonly Concept[]): ItemReader;
}

declare module "@remix-run/node" {
  interface AppLoadContext {
    relatedIndexes: RelatedIndexes;
  }
}

export function createRelatedIndexes(): RelatedIndexes {
  const cache = new LRUCache<string, Promise<RelatedIndex>>({ max: MAX_INDEXES });
  const readings = new LRUCache<string, Features>({ max: MAX_READINGS });
  const proposals = new LRUCache<string, Promise<ProposedGroup[]>>({ max: MAX_PROPOSALS });
  /** Indexes are told apart by number: their keys are long. */
  const numbers = new WeakMap<RelatedIndex, number>();
  let indexes = 0;
  let queue: Promise<unknown> = Promise.resolve();
  let current: { glossary: string; reader: ItemReader } | null = null;
  return {
    readerOf(glossary, concepts) {
      if (current?.glossary === glossary) return current.reader;
      const read = itemReader(concepts);
      const reader: ItemReader = (item) => {
        const key = JSON.stringify([glossary, item.language, item.text]);
        const known = readings.get(key);
        if (known) return known;
        const features = read(item);
        readings.set(key, features);
        return features;
      };
      current = { glossary, reader };
      return reader;
    },
    groups(index, candidates, options) {
      const number = numbers.get(index) ?? ++indexes;
      numbers.set(index, number);
      const key = createHash("sha256")
        .update(JSON.stringify([number, options.language, candidates.map(keyOf)]))
        .digest("hex");
      const known = proposals.get(key);
      if (known) return known;
      const made = queue.then(() => inSlices(proposedGroupsInSteps(index, candidates, options)));
      queue = made.catch(() => undefined);
      proposals.set(key, made);
      made.catch(() => proposals.delete(key));
      return made;
    },
    get(key, make) {
      const known = cache.get(key);
      if (known) return known;
      const made = make();
      cache.set(key, made);
      // What could not be made is tried again by the next who asks.
      made.catch(() => cache.delete(key));
      return made;
    },
  };
}

export type RelatedContext = OperationContext & { relatedIndexes: RelatedIndexes };

/** The index over the plans that the actor may read, as they and the glossary are now. */
export async function readIndex(
  context: RelatedContext,
): Promise<{ index: RelatedIndex; agenda: DocumentRow }> {
  const q = context.store.read;
  const agenda = await findAgenda(q);
  if (!agenda) throw new Refused(context.actor ? "not-found" : "signed-out");
  const actor = allow(context.actor, "read", agenda);
  const plans = (await listDocuments(q)).filter(
    (row) => row.kind === "plan" && mayOnDocument(actor, "read", subjectOf(row)).allowed,
  );
  const glossary = await glossaryStamp(q);
  const stamp = JSON.stringify([glossary.count, glossary.updatedAt]);
  const key = JSON.stringify([
    stamp,
    plans.map(({ id, language, rowsVersion }) => [id, language, rowsVersion]),
  ]);
  const index = await context.relatedIndexes.get(key, async () => {
    const items: ComparedItem[] = [];
    for (const plan of plans) {
      const { id: planId, language } = plan;
      for (const { id: itemId, text } of currentItemsIn(
        (await cachedRowsOf(context.store, plan)).items,
      )) {
        items.push({ planId, itemId, delegation: plan.delegation ?? "", text, language });
      }
    }
    const concepts = await listConcepts(q);
    const reader = context.relatedIndexes.readerOf(stamp, concepts);
    return inSlices(relatedIndexInSteps(items, concepts, reader));
  });
  return { index, agenda };
}

/**
 * The items of other delegations that are most like a national item.
 * @param input.language in which shared concepts are named.
 * @throws Refused "not-found" if there is no such item for the actor to read, or by the policy.
 */
export async function relatedItems(
  context: RelatedContext,
  input: ItemKey & { language: Locale },
): Promise<Related[]> {
  const { index } = await readIndex(context);
  if (!index.entries.has(keyOf(input))) throw new Refused("not-found");
  return relatedTo(index, input, { limit: RELATED_SHOWN, language: input.language });
}
