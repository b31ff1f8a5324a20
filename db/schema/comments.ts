/** What is said beside the text. */
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts";
import { documents } from "./documents";

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
