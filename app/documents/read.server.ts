/** What the pages of plans are given. */

import { LRUCache } from "lru-cache";
import * as Y from "yjs";
import {
  findCurrentRound,
  listCurrentRounds,
  listRounds,
  openingsOf,
  type RoundRow,
} from "#db/consultations";
import {
  type DocumentRow,
  findDocument,
  findDocumentBySlug,
  listDocuments,
  listItems,
} from "#db/documents";
import { lastSequenceOf } from "#db/log";
import { findPerson, listPeople } from "#db/people";
import type { Queries } from "#db/store";
import { findLatestVersionFor, findVersion, listVersions } from "#db/versions";
import { allow, subjectOf } from "../accounts/allow.server";
import { mayOnDocument, mayOnDocumentSince, permissions, readersNow } from "../accounts/policy";
import type { OperationContext } from "../context";
import { Refused } from "../refusal";
import { reuseUnchanged } from "../ui/reuse-unchanged";
import { allowReopening, planAsOf } from "./as-of.server";
import { type BringBackChanges, bringBackChanges } from "./bring-back";
import { type DocumentContent, readDocument } from "./document";
import { loadDocument } from "./log.server";
import { contentHash } from "./projection.server";
import { roundPhase } from "./round-phase";
import type { BroughtBack, DocumentSummary, DocumentView, RoundView, VersionSummary } from "./view";

/** How many texts are kept as they were last read. */
const MAX_TEXTS = 30;

interface Text {
  /** Number of the last update in it. */
  seq: number;
  content: DocumentContent;
  hash: string;
}
const texts = new WeakMap<Queries, LRUCache<string, Text>>();

/**
 * The text of a document as it is on disk, whoever wrote it: the number of its last update tells
 * whether it is the one that was read before. It is shared between requests: not to be changed.
 */
export async function readText(
  { store }: Pick<OperationContext, "store">,
  id: string,
): Promise<Text> {
  const kept = texts.get(store.read) ?? new LRUCache<string, Text>({ max: MAX_TEXTS });
  texts.set(store.read, kept);
  // Asked before the text is read, so that what comes in between is read again next time.
  const seq = await lastSequenceOf(store.read, id);
  const known = kept.get(id);
  if (known?.seq === seq) return known;
  const doc = await loadDocument(store.read, id);
  // Areas and items that are as they were stay the same objects: what follows from them is kept.
  const content = reuseUnchanged(known?.content, readDocument(doc));
  doc.destroy();
  const text = { seq, content, hash: contentHash(content) };
  kept.set(id, text);
  return text;
}

/**
 * A plan or the agenda with its text, for a person who may read it; removed items are in it only
 * for those who may edit. The text is shared between requests: not to be changed.
 */
export async function readDocumentView(
  context: OperationContext,
  slug: string,
): Promise<DocumentView> {
  const { read } = context.store;
  const found = await findDocumentBySlug(read, slug);
  if (!found) throw new Refused("not-found");
  const row = found.kind === "plan" ? await planAsOf(read, found, context.now()) : found;
  allow(context.actor, "read", row);
  const { content, hash } = await readText(context, row.id);
  const may = await mayNow(context, row);
  return {
    id: row.id,
    slug: row.slug,
    kind: row.kind,
    title: row.title,
    state: row.state,
    delegation: row.delegation,
    language: row.language,
    updatedAt: row.updatedAt,
    may,
    hash,
    round: await roundOf(context, row),
    readers: readersNow(subjectOf(row), await openingsOf(read, row.id)),
    hadRounds: row.kind === "plan" && (await listRounds(read, row.id)).length > 0,
    broughtBack: may.history ? await broughtBackIn(context, row) : null,
    content: contentFor(may, content),
  };
}

async function broughtBackIn(
  context: OperationContext,
  row: DocumentRow,
): Promise<BroughtBack | null> {
  const { read } = context.store;
  const kept = await findLatestVersionFor(read, row.id, "bring-back");
  if (!kept) return null;
  const { id, createdAt, createdBy } = kept;
  const opened = await openingsOf(read, row.id);
  const may = mayOnDocumentSince(context.actor, "history", subjectOf(row), createdAt, opened);
  if (!may.allowed) return null;
  const person = createdBy === null ? undefined : await findPerson(read, createdBy);
  return { replacedVersionId: id, at: createdAt, by: person?.name ?? null };
}

/** Until when a plan is open for comment, or was until it was closed by the clock. */
async function roundOf(context: OperationContext, row: DocumentRow): Promise<RoundView | null> {
  if (row.roundAudience === null) return null;
  const round = await findCurrentRound(context.store.read, row.id);
  return round ? roundViewOf(round, context.now()) : null;
}

const roundViewOf = (round: RoundRow, now: number): RoundView => ({
  id: round.id,
  number: round.number,
  audience: round.audience,
  closesAt: round.closesAt,
  timeZone: round.timeZone,
  note: round.note,
  over: roundPhase(round, now) !== "running",
});

/** What the actor may do to a document; whether a plan may be reopened, the agenda is asked too. */
async function mayNow(context: OperationContext, row: DocumentRow): Promise<DocumentView["may"]> {
  const may = permissions(context.actor, subjectOf(row));
  if (!may.reopen) return may;
  try {
    await allowReopening(context.store.read, context.actor, context.now());
    return may;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...may, reopen: false };
  }
}

/** Texts that are shared between requests, without what was taken out of them. */
const withoutRemoved = new WeakMap<DocumentContent, DocumentContent>();

/** What was taken out of a text is only for those who can bring it back. */
function contentFor(may: DocumentView["may"], content: DocumentContent): DocumentContent {
  if (may.edit) return content;
  const rest = withoutRemoved.get(content) ?? { ...content, removed: [] };
  withoutRemoved.set(content, rest);
  return rest;
}

/** All documents, each as far as this person may see it. */
export async function listDocumentSummaries(context: OperationContext): Promise<DocumentSummary[]> {
  const { read } = context.store;
  const rows = await listDocuments(read);
  const items = await listItems(
    read,
    rows.map(({ id }) => id),
  );
  const rounds = new Map((await listCurrentRounds(read)).map((each) => [each.documentId, each]));
  return rows.map((row) => {
    const round = rounds.get(row.id);
    const subject = subjectOf(row);
    return {
      slug: row.slug,
      kind: row.kind,
      delegation: row.delegation,
      open: mayOnDocument(context.actor, "read", subject).allowed
        ? {
            title: row.title,
            state: row.state,
            items: items.filter((item) => item.documentId === row.id).length,
            updatedAt: row.updatedAt,
            mayEdit: mayOnDocument(context.actor, "edit", subject).allowed,
            round: round ? roundViewOf(round, context.now()) : null,
          }
        : null,
    };
  });
}

/**
 * The kept versions of a document, newest first. Those kept before a plan was first opened are only
 * for those who may see the history of a draft.
 */
export async function readHistory(
  context: OperationContext,
  slug: string,
): Promise<{ document: DocumentView; versions: VersionSummary[] }> {
  const { read } = context.store;
  const document = await readDocumentView(context, slug);
  if (!document.may.history) throw new Refused("role");
  const subject = subjectOf(document);
  const opened = await openingsOf(read, document.id);
  const names = new Map((await listPeople(read)).map((person) => [person.id, person.name]));
  const versions = await listVersions(read, document.id);
  return {
    document,
    versions: versions
      .filter(
        ({ createdAt }) =>
          mayOnDocumentSince(context.actor, "history", subject, createdAt, opened).allowed,
      )
      .map(({ id, reason, createdAt, createdBy }) => ({
        id,
        reason,
        createdAt,
        by: createdBy ? (names.get(createdBy) ?? null) : null,
      })),
  };
}

/** One kept version that the person may see, whole but for removed items. */
export async function readVersion(
  context: OperationContext,
  slug: string,
  versionId: string,
): Promise<{
  version: VersionSummary;
  content: DocumentContent;
  delegation: string | null;
  language: string;
  kind: DocumentView["kind"];
  documentId: string;
  /** What bringing it back would change, for whoever may do that. */
  changes: BringBackChanges | null;
}> {
  const { document, versions } = await readHistory(context, slug);
  const version = versions.find(({ id }) => id === versionId);
  const row = version && (await findVersion(context.store.read, version.id));
  const owner = row && (await findDocument(context.store.read, row.documentId));
  if (!version || !row || !owner) throw new Refused("not-found");
  const doc = new Y.Doc();
  Y.applyUpdate(doc, row.state);
  const content = readDocument(doc);
  doc.destroy();
  return {
    version,
    content: contentFor(document.may, content),
    delegation: document.delegation,
    language: owner.language,
    kind: document.kind,
    documentId: document.id,
    changes: document.may["bring-back"]
      ? bringBackChanges(document.content, content, document.delegation)
      : null,
  };
}
