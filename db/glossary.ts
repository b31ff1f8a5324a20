/** The glossary: concepts, and their terms in each language. */
import { asc, count, eq, max } from "drizzle-orm";
import { concepts, people, terms } from "./schema";
import type { Queries } from "./store";

type ConceptRow = typeof concepts.$inferSelect;
type TermRow = typeof terms.$inferSelect;

/** A concept whole: its terms by language, in their order. */
export interface StoredConcept extends ConceptRow {
  terms: Record<TermRow["language"], string[]>;
}

/** All concepts with their terms, by id, and the name of who changed each last. */
export async function listConcepts(
  q: Queries,
): Promise<(StoredConcept & { updatedByName: string | null })[]> {
  const rows = q
    .select({ concept: concepts, updatedByName: people.name })
    .from(concepts)
    .leftJoin(people, eq(concepts.updatedBy, people.id))
    .orderBy(asc(concepts.id))
    .all();
  const byId = new Map(
    rows.map(({ concept, updatedByName }) => [
      concept.id,
      { ...concept, updatedByName, terms: noTerms() },
    ]),
  );
  const all = q
    .select()
    .from(terms)
    .orderBy(asc(terms.conceptId), asc(terms.language), asc(terms.position))
    .all();
  for (const { conceptId, language, term } of all) byId.get(conceptId)?.terms[language].push(term);
  return [...byId.values()];
}

const noTerms = (): StoredConcept["terms"] => ({ en: [], fr: [], es: [] });

export async function findConcept(q: Queries, id: string): Promise<ConceptRow | undefined> {
  return q.select().from(concepts).where(eq(concepts.id, id)).get();
}

/** How many concepts there are, and when the newest was changed; 0 and 0 if there are none. */
export async function glossaryStamp(q: Queries): Promise<{ count: number; updatedAt: number }> {
  const row = q
    .select({ count: count(), updatedAt: max(concepts.updatedAt) })
    .from(concepts)
    .get();
  return { count: row?.count ?? 0, updatedAt: row?.updatedAt ?? 0 };
}

/** Writes a concept as a whole: what it had before is replaced. */
export async function saveConcept(q: Queries, concept: StoredConcept): Promise<void> {
  const { terms: byLanguage, ...row } = concept;
  q.insert(concepts).values(row).onConflictDoUpdate({ target: concepts.id, set: row }).run();
  q.delete(terms).where(eq(terms.conceptId, row.id)).run();
  for (const [language, listed] of Object.entries(byLanguage)) {
    for (const [position, term] of listed.entries()) {
      q.insert(terms)
        .values({
          conceptId: row.id,
          language: language as TermRow["language"],
          position,
          term,
        })
        .run();
    }
  }
}

/** Removes a concept with its terms. */
export async function deleteConcept(q: Queries, id: string): Promise<void> {
  q.delete(concepts).where(eq(concepts.id, id)).run();
}
