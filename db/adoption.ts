/** The way of the agenda to adoption: drafts as issued, silence procedures, consent, files as issued. */
import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { adoptions, agendaDrafts, consents, issuedFiles, silences } from "./schema";
import type { Queries } from "./store";

export type DraftRow = typeof agendaDrafts.$inferSelect;
export type SilenceRow = typeof silences.$inferSelect;
export type AdoptionRow = typeof adoptions.$inferSelect;
export type ConsentRow = typeof consents.$inferSelect;
export type IssuedFileRow = typeof issuedFiles.$inferSelect;

/** All drafts that were issued, oldest first. */
export async function listDrafts(q: Queries, agendaId: string): Promise<DraftRow[]> {
  return q
    .select()
    .from(agendaDrafts)
    .where(eq(agendaDrafts.agendaId, agendaId))
    .orderBy(asc(agendaDrafts.position))
    .all();
}

export async function findDraft(q: Queries, id: string): Promise<DraftRow | undefined> {
  return q.select().from(agendaDrafts).where(eq(agendaDrafts.id, id)).get();
}

export async function insertDraft(q: Queries, row: DraftRow): Promise<void> {
  q.insert(agendaDrafts).values(row).run();
}

/** All silence procedures, newest first. */
export async function listSilences(q: Queries, agendaId: string): Promise<SilenceRow[]> {
  return q
    .select()
    .from(silences)
    .where(eq(silences.agendaId, agendaId))
    .orderBy(desc(silences.startedAt), desc(silences.id))
    .all();
}

/** The silence procedures that have not ended, of all agendas. */
export async function listRunningSilences(q: Queries): Promise<SilenceRow[]> {
  return q.select().from(silences).where(isNull(silences.outcome)).all();
}

export async function insertSilence(q: Queries, row: SilenceRow): Promise<void> {
  q.insert(silences).values(row).run();
}

/** Ends a silence procedure that is running. */
export async function endSilence(
  q: Queries,
  id: string,
  ended: Pick<SilenceRow, "outcome" | "endedAt" | "endedBy" | "brokenFor" | "reason">,
): Promise<void> {
  q.update(silences)
    .set(ended)
    .where(and(eq(silences.id, id), isNull(silences.outcome)))
    .run();
}

export async function findAdoption(q: Queries, agendaId: string): Promise<AdoptionRow | undefined> {
  return q.select().from(adoptions).where(eq(adoptions.agendaId, agendaId)).get();
}

/** The adoption whose text has this fingerprint. */
export async function findAdoptionByFingerprint(
  q: Queries,
  fingerprint: string,
): Promise<AdoptionRow | undefined> {
  return q.select().from(adoptions).where(eq(adoptions.fingerprint, fingerprint)).get();
}

export async function insertAdoption(q: Queries, row: AdoptionRow): Promise<void> {
  q.insert(adoptions).values(row).run();
}

export async function listConsents(q: Queries, agendaId: string): Promise<ConsentRow[]> {
  return q.select().from(consents).where(eq(consents.agendaId, agendaId)).all();
}

export async function insertConsents(q: Queries, rows: readonly ConsentRow[]): Promise<void> {
  for (const row of rows) q.insert(consents).values(row).run();
}

/** Keeps that a file with these bytes left the workspace; the first time it did is what stays. */
export async function insertIssuedFile(q: Queries, row: IssuedFileRow): Promise<void> {
  q.insert(issuedFiles).values(row).onConflictDoNothing().run();
}

export async function findIssuedFile(
  q: Queries,
  sha256: string,
): Promise<IssuedFileRow | undefined> {
  return q.select().from(issuedFiles).where(eq(issuedFiles.sha256, sha256)).get();
}
