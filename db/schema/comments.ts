/** What is said beside the text. */
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { delegations, people } from "./accounts";
import { documents } from "./documents";

/**
 * A comment thread: on a selection of an item or the whole item (no anchor), on an area, on the
 * document, or on an amendment.
 */
export const threads = sqliteTable(
  "threads",
  {
    id: text("id").primaryKey(),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    about: text("about", { enum: ["item", "area", "document", "amendment"] })
      .notNull()
      .default("item"),
    /** Of what it is about; empty for the whole document. */
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
    /** Who opened it again last; stays when it is resolved once more. */
    reopenedBy: text("reopened_by").references(() => people.id),
    reopenedAt: integer("reopened_at"),
    /** Code of the delegation whose people alone ever receive it; null for all who read comments. */
    internalTo: text("internal_to").references(() => delegations.code),
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

/** Whom a comment names: they are told. Replaced when the comment is edited. */
export const mentions = sqliteTable(
  "mentions",
  {
    commentId: text("comment_id")
      .notNull()
      .references(() => comments.id),
    kind: text("kind", { enum: ["person", "delegation", "role"] }).notNull(),
    /** Id of the person, code of the delegation, name of the role. */
    value: text("value").notNull(),
  },
  (t) => [primaryKey({ columns: [t.commentId, t.kind, t.value] })],
);
