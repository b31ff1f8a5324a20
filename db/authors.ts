/** Who wrote in a document under which Yjs client id; kept when compaction drops the log. */
import { and, asc, eq, sql } from "drizzle-orm";
import * as Y from "yjs";
import { prepared } from "./prepared";
import { documentAuthors } from "./schema";
import type { Queries } from "./store";

export type AuthorRow = typeof documentAuthors.$inferSelect;

export interface AuthoredUpdate {
  documentId: string;
  update: Uint8Array;
  /** Null for what no person wrote, such as an import: nothing is recorded then. */
  authorId: string | null;
  /** A client id under which it holds what its author has not written, if there is one. */
  notByAuthor?: number;
  at: number;
}

/** Someone sent what is written under a client id that was another's first. */
export interface ForeignWriting {
  documentId: string;
  clientId: number;
  personId: string;
  /** Whose it was first, and who so is the author of what is written under it. */
  author: string;
}

/**
 * The client ids under which an update writes. What it only deletes says nothing about who deleted
 * it: Yjs keeps that nowhere.
 */
export function clientIdsOf(update: Uint8Array): number[] {
  return [...Y.parseUpdateMeta(update).from.keys()];
}

/** The authors in these updates, each document, client id and person once. */
export function authorsIn(updates: readonly AuthoredUpdate[]): AuthorRow[] {
  const rows = new Map<string, AuthorRow>();
  for (const { documentId, update, authorId: personId, notByAuthor, at } of updates) {
    if (personId === null) continue;
    for (const clientId of clientIdsOf(update)) {
      if (clientId === notByAuthor) continue;
      const key = JSON.stringify([documentId, clientId, personId]);
      const row = rows.get(key) ?? { documentId, clientId, personId, firstAt: at, lastAt: at };
      row.firstAt = Math.min(row.firstAt, at);
      row.lastAt = Math.max(row.lastAt, at);
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}

const knownAuthor = prepared((q) =>
  q
    .select({ firstAt: documentAuthors.firstAt, lastAt: documentAuthors.lastAt })
    .from(documentAuthors)
    .where(
      and(
        eq(documentAuthors.documentId, sql.placeholder("documentId")),
        eq(documentAuthors.clientId, sql.placeholder("clientId")),
        eq(documentAuthors.personId, sql.placeholder("personId")),
      ),
    )
    .prepare(),
);

/** Prepared, as an update can bring a thousand. */
const newAuthor = prepared((q) =>
  q
    .insert(documentAuthors)
    .values({
      documentId: sql.placeholder("documentId"),
      clientId: sql.placeholder("clientId"),
      personId: sql.placeholder("personId"),
      firstAt: sql.placeholder("firstAt"),
      lastAt: sql.placeholder("lastAt"),
    })
    .prepare(),
);

const firstAuthor = prepared((q) =>
  q
    .select({ personId: documentAuthors.personId })
    .from(documentAuthors)
    .where(
      and(
        eq(documentAuthors.documentId, sql.placeholder("documentId")),
        eq(documentAuthors.clientId, sql.placeholder("clientId")),
      ),
    )
    .orderBy(asc(documentAuthors.firstAt), sql`rowid`)
    .limit(1)
    .prepare(),
);

/** Times are kept to the minute: at every keystroke, each would be one more page to write. */
const PRECISION = 60_000;

/**
 * Records authors; what is known of them already is only widened.
 * @returns those who are new under a client id that was another's before.
 */
export async function recordAuthors(
  q: Queries,
  rows: readonly AuthorRow[],
): Promise<ForeignWriting[]> {
  const foreign: ForeignWriting[] = [];
  for (const row of rows) {
    const { documentId, clientId, personId } = row;
    const known = knownAuthor(q).get({ documentId, clientId, personId });
    if (known) {
      if (row.firstAt < known.firstAt || row.lastAt >= known.lastAt + PRECISION) widen(q, row);
      continue;
    }
    newAuthor(q).run({ ...row });
    const author = firstUnder(q, documentId, clientId);
    if (author !== personId) foreign.push({ documentId, clientId, personId, author });
  }
  return foreign;
}

function widen(q: Queries, { documentId, clientId, personId, firstAt, lastAt }: AuthorRow): void {
  q.update(documentAuthors)
    .set({
      firstAt: sql`min(${documentAuthors.firstAt}, ${firstAt})`,
      lastAt: sql`max(${documentAuthors.lastAt}, ${lastAt})`,
    })
    .where(
      and(
        eq(documentAuthors.documentId, documentId),
        eq(documentAuthors.clientId, clientId),
        eq(documentAuthors.personId, personId),
      ),
    )
    .run();
}

/** Whose a client id was first, and so the author of what is written under it; null for nobody. */
export function authorUnder(q: Queries, documentId: string, clientId: number): string | null {
  return firstUnder(q, documentId, clientId) || null;
}

function firstUnder(q: Queries, documentId: string, clientId: number): string {
  return firstAuthor(q).get({ documentId, clientId })?.personId ?? "";
}
