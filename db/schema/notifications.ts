/** What people are told of, in the inbox and by mail. The words are read when shown, never kept here. */
import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./accounts";
import { documents } from "./documents";

export const notifications = sqliteTable(
  "notifications",
  {
    id: text("id").primaryKey(),
    personId: text("person_id")
      .notNull()
      .references(() => people.id),
    kind: text("kind", {
      enum: ["mention", "reply", "thread", "amendment", "decision", "deadline"],
    }).notNull(),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id),
    /** What it is about: a comment, an amendment or a round, by its id. */
    subject: text("subject", { enum: ["comment", "amendment", "round"] }).notNull(),
    subjectId: text("subject_id").notNull(),
    /** Who did it; null for the clock. */
    actorId: text("actor_id").references(() => people.id),
    at: integer("at").notNull(),
    readAt: integer("read_at"),
    /** When it went out in a digest; also set when it was left out of one because it had been read. */
    mailedAt: integer("mailed_at"),
  },
  (t) => [
    index("notifications_person").on(t.personId, t.at),
    // Asked every second or two for everyone who has a page open.
    index("notifications_unread").on(t.personId, t.at).where(sql`read_at is null`),
    uniqueIndex("notifications_once").on(t.personId, t.kind, t.subjectId),
  ],
);

/** What a person wants to be told, and how often by mail. No row: what everyone begins with. */
export const notificationChoices = sqliteTable("notification_choices", {
  personId: text("person_id")
    .primaryKey()
    .references(() => people.id),
  /** Kinds that are not wanted, as JSON. */
  muted: text("muted", { mode: "json" }).$type<string[]>().notNull(),
  mail: text("mail", { enum: ["never", "daily", "weekly"] }).notNull(),
  /** Hour of the day at which a digest goes out, in `timeZone`. */
  mailHour: integer("mail_hour").notNull(),
  timeZone: text("time_zone").notNull(),
  lastDigestAt: integer("last_digest_at"),
});
