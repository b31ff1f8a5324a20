/** Moments at which something ends by the clock. */
import { and, gt, isNull, lte } from "drizzle-orm";
import { consultationRounds, silences } from "./schema";
import type { Queries } from "./store";

export interface StoredDeadline {
  of: "round" | "silence";
  id: string;
  documentId: string;
}

/** Deadlines that lie after a moment and not after another, of rounds and silences that run. */
export async function listDeadlines(
  q: Queries,
  after: number,
  until: number,
): Promise<StoredDeadline[]> {
  const rounds = q
    .select({ id: consultationRounds.id, documentId: consultationRounds.documentId })
    .from(consultationRounds)
    .where(
      and(
        isNull(consultationRounds.endedAt),
        gt(consultationRounds.closesAt, after),
        lte(consultationRounds.closesAt, until),
      ),
    )
    .all();
  const running = q
    .select({ id: silences.id, documentId: silences.agendaId })
    .from(silences)
    .where(
      and(isNull(silences.outcome), gt(silences.deadline, after), lte(silences.deadline, until)),
    )
    .all();
  return [
    ...rounds.map((row) => ({ of: "round" as const, ...row })),
    ...running.map((row) => ({ of: "silence" as const, ...row })),
  ];
}
