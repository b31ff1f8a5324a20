/** Plans and the agenda: their log, what is kept of it, and the projection of areas and items. */
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { delegations } from "./accounts";

/** Why a version of a document was kept; those below before something that changes much. */
export const VERSION_REASONS = [
  "approval",
  "submission",
  "draft",
  "adoption",
  "manual",
  /** By the clock, while the document was worked on. */
  "timed",
  "import",
  "accept-several",
  "step",
  "removal",
  "bring-back",
] as const;

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
  /**
   * Of a plan that is open for comment until a date: whom the round is for, and whether its time is
   * over. Null where it is open without a date; `consultation_rounds` has the rest.
   */
  roundAudience: text("round_audience", { enum: ["members", "all"] }),
  roundOver: integer("round_over", { mode: "boolean" }).notNull().default(false),
  createdAt: integer("created_at").notNull(),
  /**
   * When its text was projected last, and by nothing else: a start projects again what was written
   * since, as a crash may have come between.
   */
  updatedAt: integer("updated_at").notNull(),
  /** Goes up with every change of its rows in `areas` and `items`: whether these are as they were. */
  rowsVersion: integer("rows_version").notNull().default(0),
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

/** What packed versions of a document have in common: each is kept as what differs from one of these. */
export const versionBases = sqliteTable(
  "version_bases",
  {
    id: text("id").primaryKey(),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    /** Compressed. */
    state: blob("state", { mode: "buffer" }).notNull(),
  },
  (t) => [index("version_bases_document").on(t.documentId)],
);

/** States worth returning to, each of which can be read whole (db/versions.ts). */
export const documentVersions = sqliteTable(
  "document_versions",
  {
    id: text("id").primaryKey(),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    seq: integer("seq").notNull(),
    reason: text("reason", {
      enum: VERSION_REASONS,
    }).notNull(),
    /** As `packing` says. */
    state: blob("state", { mode: "buffer" }).notNull(),
    /** `delta`: the compressed difference to the state of `base`. */
    packing: text("packing", { enum: ["none", "delta"] })
      .notNull()
      .default("none"),
    base: text("base").references(() => versionBases.id),
    createdBy: text("created_by"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    index("versions_document").on(t.documentId, t.createdAt),
    index("versions_base").on(t.base),
  ],
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

/**
 * Of each removed item the number that it had, when it was removed and by whom: recorded as the text
 * is projected. No row: nobody knows.
 */
export const itemRemovals = sqliteTable(
  "item_removals",
  {
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    itemId: text("item_id").notNull(),
    /** Number as it was shown; empty if it never was. */
    ref: text("ref").notNull(),
    at: integer("at").notNull(),
    /** Null for what no person did, such as an import. */
    personId: text("person_id"),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.itemId] })],
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
