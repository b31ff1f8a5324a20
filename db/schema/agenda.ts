/** Merging and negotiating: what becomes of national items, and what delegations say of agenda items. */
import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { delegations, people } from "./accounts";
import { documents } from "./documents";

/** One step of the merging, and what undoes it. */
export const agendaSteps = sqliteTable(
  "agenda_steps",
  {
    id: text("id").primaryKey(),
    agendaId: text("agenda_id")
      .notNull()
      .references(() => documents.id),
    kind: text("kind", {
      enum: ["compile", "add", "set-aside", "clear", "take-over", "keep", "compile-many"],
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
    /** Of the basis text; marked where the item was removed and that has been seen (`agenda/drift.ts`). */
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
