/** Consultation rounds: for how long, and to whom, a plan is open for comment. */
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts";
import { documents } from "./documents";

/** At most one of a plan is not ended. A change of its date or audience ends it and begins another. */
export const consultationRounds = sqliteTable(
  "consultation_rounds",
  {
    id: text("id").primaryKey(),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    /** From 1 in each plan; rounds that were changed keep their number. */
    number: integer("number").notNull(),
    audience: text("audience", { enum: ["members", "all"] }).notNull(),
    startedBy: text("started_by")
      .notNull()
      .references(() => people.id),
    startedAt: integer("started_at").notNull(),
    /** The first moment at which it is too late to comment. */
    closesAt: integer("closes_at").notNull(),
    /** IANA name of the zone in which it was set, to show it in. */
    timeZone: text("time_zone").notNull(),
    /** What the convener asks of those who comment; may be empty. */
    note: text("note").notNull().default(""),
    /** When it made way for another, or the plan was closed or approved; null while it counts. */
    endedAt: integer("ended_at"),
    endedBy: text("ended_by").references(() => people.id),
  },
  (t) => [index("consultation_rounds_document").on(t.documentId, t.startedAt)],
);
