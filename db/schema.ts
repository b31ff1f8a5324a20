/**
 * The tables. Times are milliseconds since the epoch (UTC); ids are random strings made by the
 * operations, never by the database. The text of a document is only in `document_updates` and
 * `document_snapshots`; `areas` and `items` are projections of it that can be rebuilt at will.
 */
import { sql } from "drizzle-orm";
import {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** The delegations of this consultation: data, not code. */
export const delegations = sqliteTable("delegations", {
  code: text("code").primaryKey(),
  slug: text("slug").notNull().unique(),
  /** Position in lists and colour slot of the interface, from 0. */
  position: integer("position").notNull(),
  nameEn: text("name_en").notNull(),
  nameFr: text("name_fr").notNull(),
  nameEs: text("name_es").notNull(),
  /** Language in which the delegation drafts. */
  language: text("language", { enum: ["en", "fr", "es"] }).notNull(),
});

export const people = sqliteTable("people", {
  id: text("id").primaryKey(),
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  passwordHash: text("password_hash").notNull(),
  role: text("role", {
    enum: ["convener", "drafter", "member", "observer", "secretariat"],
  }).notNull(),
  /** Null for the secretariat and for observers. */
  delegation: text("delegation").references(() => delegations.code),
  locale: text("locale", { enum: ["en", "fr", "es"] }),
  demo: integer("demo", { mode: "boolean" }).notNull().default(false),
  createdAt: integer("created_at").notNull(),
  /** Set when access was withdrawn; the person stays as the author of what they wrote. */
  withdrawnAt: integer("withdrawn_at"),
});

/**
 * `id` is the SHA-256 of the session id in the cookie. `expiresAt` alone is in seconds, which is
 * how Lucia's adapter writes it.
 */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [index("sessions_user").on(t.userId)],
);

/** Single-use, expiring links that carry role and delegation. `tokenHash` is a SHA-256. */
export const invitations = sqliteTable("invitations", {
  id: text("id").primaryKey(),
  tokenHash: text("token_hash").notNull().unique(),
  role: text("role", {
    enum: ["convener", "drafter", "member", "observer", "secretariat"],
  }).notNull(),
  delegation: text("delegation").references(() => delegations.code),
  /** Whom the link was made for, as a reminder to the one who sends it. */
  note: text("note").notNull().default(""),
  /** Null for the first link, printed by the server on an empty database. */
  createdBy: text("created_by").references(() => people.id),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
  usedBy: text("used_by").references(() => people.id),
  revokedAt: integer("revoked_at"),
});

/** Who did what, when. Rows are only ever added. */
export const auditEntries = sqliteTable(
  "audit_entries",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    at: integer("at").notNull(),
    personId: text("person_id"),
    action: text("action").notNull(),
    documentId: text("document_id"),
    detail: text("detail", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    requestId: text("request_id"),
  },
  (t) => [index("audit_document").on(t.documentId, t.id)],
);

/** One row per plan and one for the agenda. */
export const documents = sqliteTable("documents", {
  id: text("id").primaryKey(),
  kind: text("kind", { enum: ["plan", "agenda"] }).notNull(),
  slug: text("slug").notNull().unique(),
  delegation: text("delegation")
    .unique()
    .references(() => delegations.code),
  title: text("title").notNull(),
  language: text("language", { enum: ["en", "fr", "es"] }).notNull(),
  state: text("state", {
    enum: [
      "draft",
      "open",
      "approved",
      "submitted",
      "zero-draft",
      "revised-draft",
      "chairs-text",
      "adopted",
    ],
  }).notNull(),
  /** Hash of the text that was approved; null unless approved or submitted. */
  approvedHash: text("approved_hash"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/** The log: every Yjs update, in the order in which it was accepted. */
export const documentUpdates = sqliteTable(
  "document_updates",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    update: blob("update", { mode: "buffer" }).notNull(),
    authorId: text("author_id"),
    /** The process that wrote it, so that a server notices what another process wrote. */
    writer: text("writer").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("updates_document").on(t.documentId, t.seq)],
);

/** The compacted state of a document: everything of its log up to `seq`, written until `at`. */
export const documentSnapshots = sqliteTable("document_snapshots", {
  documentId: text("document_id")
    .primaryKey()
    .references(() => documents.id),
  seq: integer("seq").notNull(),
  state: blob("state", { mode: "buffer" }).notNull(),
  at: integer("at").notNull(),
});

/**
 * Who wrote in a document under which Yjs client id. It outlives the log, so who wrote a passage
 * can still be told after compaction: the one whose row of its client id is the earliest. No row:
 * the import wrote it, or the first text of a document.
 */
export const documentAuthors = sqliteTable(
  "document_authors",
  {
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    clientId: integer("client_id").notNull(),
    personId: text("person_id").notNull(),
    firstAt: integer("first_at").notNull(),
    lastAt: integer("last_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.clientId, t.personId] })],
);

/** States worth returning to, kept whole. */
export const documentVersions = sqliteTable(
  "document_versions",
  {
    id: text("id").primaryKey(),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    seq: integer("seq").notNull(),
    reason: text("reason", { enum: ["import", "approval", "submission", "manual"] }).notNull(),
    state: blob("state", { mode: "buffer" }).notNull(),
    createdBy: text("created_by"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("versions_document").on(t.documentId, t.createdAt)],
);

/** Projection. */
export const areas = sqliteTable(
  "areas",
  {
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    id: text("id").notNull(),
    title: text("title").notNull(),
    /** From 1. */
    number: integer("number").notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.id] })],
);

/** Projection. Removed items stay, with `removed` set and their last number. */
export const items = sqliteTable(
  "items",
  {
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    id: text("id").notNull(),
    areaId: text("area_id").notNull(),
    /** Number as shown, `CA 1.3` or `1.3`; empty when removed. */
    ref: text("ref").notNull(),
    areaNumber: integer("area_number").notNull(),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    /** SHA-256 of the words, formatting left out. */
    hash: text("hash").notNull(),
    lead: text("lead").notNull(),
    partners: text("partners").notNull(),
    due: text("due").notNull(),
    indicator: text("indicator").notNull(),
    removed: integer("removed", { mode: "boolean" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.id] }),
    index("items_order").on(t.documentId, t.areaNumber, t.number),
  ],
);

/** A comment thread on a selection of an item, or on the whole item (no anchor). */
export const threads = sqliteTable(
  "threads",
  {
    id: text("id").primaryKey(),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    itemId: text("item_id").notNull(),
    /** Yjs relative positions of the selection's ends, as JSON; null for the whole item. */
    anchorStart: text("anchor_start"),
    anchorEnd: text("anchor_end"),
    /** The words selected when the thread was opened, and the fallback when they are gone. */
    quote: text("quote").notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => people.id),
    createdAt: integer("created_at").notNull(),
    resolvedBy: text("resolved_by").references(() => people.id),
    resolvedAt: integer("resolved_at"),
  },
  (t) => [index("threads_document").on(t.documentId, t.createdAt)],
);

export const comments = sqliteTable(
  "comments",
  {
    id: text("id").primaryKey(),
    threadId: text("thread_id")
      .notNull()
      .references(() => threads.id),
    authorId: text("author_id")
      .notNull()
      .references(() => people.id),
    body: text("body").notNull(),
    createdAt: integer("created_at").notNull(),
    editedAt: integer("edited_at"),
    deletedAt: integer("deleted_at"),
  },
  (t) => [index("comments_thread").on(t.threadId, t.createdAt)],
);

/** One step of the merging, and what undoes it. */
export const agendaSteps = sqliteTable(
  "agenda_steps",
  {
    id: text("id").primaryKey(),
    agendaId: text("agenda_id")
      .notNull()
      .references(() => documents.id),
    kind: text("kind", {
      enum: ["compile", "add", "set-aside", "clear", "take-over", "keep"],
    }).notNull(),
    /** The agenda item that a `compile` made, an `add` went to, a `take-over` or `keep` was about. */
    agendaItemId: text("agenda_item_id"),
    /** What a `take-over` replaced, and the hash of what it wrote: undoing it needs both. */
    replaced: text("replaced", { mode: "json" }).$type<{ text: unknown; writtenHash: string }>(),
    personId: text("person_id")
      .notNull()
      .references(() => people.id),
    at: integer("at").notNull(),
    undoneAt: integer("undone_at"),
    undoneBy: text("undone_by").references(() => people.id),
  },
  (t) => [index("steps_agenda").on(t.agendaId, t.at)],
);

/**
 * What became of a national item in the agenda. With `agendaItemId` a row is provenance: the
 * item is carried there, from `basisText`. Without, it is set aside with `reason`. A row holds
 * from the step that made it until the step that ended it, so every step can be undone.
 */
export const dispositions = sqliteTable(
  "dispositions",
  {
    id: text("id").primaryKey(),
    agendaId: text("agenda_id")
      .notNull()
      .references(() => documents.id),
    planId: text("plan_id").notNull(),
    itemId: text("item_id").notNull(),
    disposition: text("disposition", {
      enum: ["carried-verbatim", "consolidated", "carried-in-part", "deferred", "not-carried"],
    }).notNull(),
    agendaItemId: text("agenda_item_id"),
    reason: text("reason").notNull().default(""),
    basisText: text("basis_text").notNull(),
    basisHash: text("basis_hash").notNull(),
    basisRef: text("basis_ref").notNull(),
    stepId: text("step_id")
      .notNull()
      .references(() => agendaSteps.id),
    endedByStepId: text("ended_by_step_id").references(() => agendaSteps.id),
    at: integer("at").notNull(),
  },
  (t) => [
    index("dispositions_agenda").on(t.agendaId),
    index("dispositions_item").on(t.planId, t.itemId),
    // An item can go to one agenda item only once at a time.
    uniqueIndex("dispositions_once")
      .on(t.planId, t.itemId, t.agendaItemId)
      .where(sql`ended_by_step_id is null`),
  ],
);

/**
 * What a delegation says against a disposition that set one of its items aside. It stands until it
 * is withdrawn and as long as the disposition holds: with that it ends, and comes back, by itself.
 */
export const objections = sqliteTable(
  "objections",
  {
    id: text("id").primaryKey(),
    dispositionId: text("disposition_id")
      .notNull()
      .references(() => dispositions.id),
    delegation: text("delegation")
      .notNull()
      .references(() => delegations.code),
    personId: text("person_id")
      .notNull()
      .references(() => people.id),
    reason: text("reason").notNull(),
    at: integer("at").notNull(),
    withdrawnAt: integer("withdrawn_at"),
    withdrawnBy: text("withdrawn_by").references(() => people.id),
  },
  (t) => [
    // A disposition is objected to once at a time.
    uniqueIndex("objections_once").on(t.dispositionId).where(sql`withdrawn_at is null`),
  ],
);

/**
 * What a delegation said of an agenda item, on which words. A row is the delegation's position
 * until another ends it; whether it still speaks of the words that stand, their hash tells.
 */
export const positions = sqliteTable(
  "positions",
  {
    id: text("id").primaryKey(),
    agendaId: text("agenda_id")
      .notNull()
      .references(() => documents.id),
    itemId: text("item_id").notNull(),
    delegation: text("delegation")
      .notNull()
      .references(() => delegations.code),
    position: text("position", {
      enum: ["agreed", "agreed-ad-referendum", "reservation", "objection"],
    }).notNull(),
    /** Text of the reservation, reason of the objection; empty for the others. */
    note: text("note").notNull().default(""),
    /** The words it was given on, and their hash as in `items`. */
    text: text("text").notNull(),
    textHash: text("text_hash").notNull(),
    personId: text("person_id")
      .notNull()
      .references(() => people.id),
    at: integer("at").notNull(),
    /** When it was replaced or withdrawn, and by whom. */
    endedAt: integer("ended_at"),
    endedBy: text("ended_by").references(() => people.id),
  },
  (t) => [
    index("positions_agenda").on(t.agendaId, t.itemId),
    uniqueIndex("positions_once")
      .on(t.agendaId, t.itemId, t.delegation)
      .where(sql`ended_at is null`),
  ],
);

/** A concept of the field; its terms in each language lead matching from one to the other. */
export const concepts = sqliteTable("concepts", {
  id: text("id").primaryKey(),
  updatedAt: integer("updated_at").notNull(),
  /** Null for those the workspace came with. */
  updatedBy: text("updated_by").references(() => people.id),
});

/** A word or phrase for a concept; the first of a language names the concept in it. */
export const terms = sqliteTable(
  "terms",
  {
    conceptId: text("concept_id")
      .notNull()
      .references(() => concepts.id, { onDelete: "cascade" }),
    language: text("language", { enum: ["en", "fr", "es"] }).notNull(),
    /** From 0, in the order in which they are listed. */
    position: integer("position").notNull(),
    term: text("term").notNull(),
  },
  (t) => [primaryKey({ columns: [t.conceptId, t.language, t.position] })],
);
