/** Proposed changes of a plan, what was decided about each, and who supports them. */
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts";
import { documents } from "./documents";

/** Nothing is deleted: a proposal that is over says how it ended. */
export const amendments = sqliteTable(
  "amendments",
  {
    id: text("id").primaryKey(),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    /** Of the text of an item, its details, a new item, an item's removal, its move. */
    kind: text("kind", { enum: ["text", "details", "new", "removal", "move"] }).notNull(),
    /** Whether it was proposed as a whole, or comes of writing in the text while suggesting. */
    origin: text("origin", { enum: ["proposal", "suggestion"] })
      .notNull()
      .default("proposal"),
    /** The item it is about; for a new item the one that came of it, null until it is accepted. */
    itemId: text("item_id"),
    /** Where a new or moved item is to stand: its area, and after which item; null for the first place. */
    areaId: text("area_id"),
    afterItemId: text("after_item_id"),
    /** The item's text, or details, when it was proposed, as JSON; null for a new item. */
    basisText: text("basis_text"),
    /** The text or details proposed, as JSON; null for a removal and a move. */
    proposedText: text("proposed_text"),
    /**
     * The two as they read on the text that came of accepting another; null while what was proposed
     * still stands as it was written.
     */
    carriedBasis: text("carried_basis"),
    carriedText: text("carried_text"),
    /** Number of the item when it was proposed, to name it by when it is gone. */
    basisRef: text("basis_ref").notNull(),
    justification: text("justification").notNull(),
    state: text("state", {
      enum: ["proposed", "withdrawn", "accepted", "accepted-modified", "rejected", "superseded"],
    })
      .notNull()
      .default("proposed"),
    proposedBy: text("proposed_by")
      .notNull()
      .references(() => people.id),
    proposedAt: integer("proposed_at").notNull(),
    /** When the proposer last changed it; null if never. */
    editedAt: integer("edited_at"),
    /** Who ended it: decided, or withdrew it. */
    decidedBy: text("decided_by").references(() => people.id),
    decidedAt: integer("decided_at"),
    /** Why; a rejection has one. */
    reason: text("reason").notNull().default(""),
    /** Of one that was accepted: the item's text, details or place just before and just after, as JSON. */
    decidedFrom: text("decided_from"),
    decidedTo: text("decided_to"),
    /** Amendments decided in one step have one id of it. */
    decisionId: text("decision_id"),
  },
  (t) => [
    index("amendments_document").on(t.documentId, t.proposedAt),
    index("amendments_item").on(t.documentId, t.itemId),
  ],
);

export const amendmentSupport = sqliteTable(
  "amendment_support",
  {
    amendmentId: text("amendment_id")
      .notNull()
      .references(() => amendments.id),
    personId: text("person_id")
      .notNull()
      .references(() => people.id),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.amendmentId, t.personId] })],
);
