/** The way of the agenda to adoption: drafts as issued, silence procedures, the consent that was given. */
import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { delegations, people } from "./accounts";
import { documents, documentVersions } from "./documents";

/**
 * A text of the agenda as it was issued to all: numbered, frozen, comparable with any other. Rows
 * are only ever added.
 */
export const agendaDrafts = sqliteTable(
  "agenda_drafts",
  {
    id: text("id").primaryKey(),
    agendaId: text("agenda_id")
      .notNull()
      .references(() => documents.id),
    kind: text("kind", {
      enum: ["zero-draft", "revised-draft", "chairs-text", "adopted"],
    }).notNull(),
    /** From 0 over drafts of all kinds, in the order of issue: which of two is the later. */
    position: integer("position").notNull(),
    /** Of a revised draft: n of Rev. n, from 1. Of a chair's text: from 1. Otherwise 0. */
    number: integer("number").notNull(),
    versionId: text("version_id")
      .notNull()
      .references(() => documentVersions.id),
    /** Hash of the whole text, as `documents.approved_hash`. */
    textHash: text("text_hash").notNull(),
    /** What the secretariat says of it to those who read it; may be empty. */
    note: text("note").notNull().default(""),
    issuedBy: text("issued_by").references(() => people.id),
    issuedAt: integer("issued_at").notNull(),
  },
  (t) => [uniqueIndex("agenda_drafts_position").on(t.agendaId, t.position)],
);

/**
 * A silence procedure on a chair's text: it is adopted at the deadline unless a delegation breaks
 * the silence before. It ends in one of four ways, once.
 */
export const silences = sqliteTable(
  "silences",
  {
    id: text("id").primaryKey(),
    agendaId: text("agenda_id")
      .notNull()
      .references(() => documents.id),
    draftId: text("draft_id")
      .notNull()
      .references(() => agendaDrafts.id),
    startedBy: text("started_by")
      .notNull()
      .references(() => people.id),
    startedAt: integer("started_at").notNull(),
    /** The first moment at which it is too late to break it. */
    deadline: integer("deadline").notNull(),
    /** IANA name of the zone in which the chair set the deadline, to show it in. */
    timeZone: text("time_zone").notNull(),
    outcome: text("outcome", { enum: ["broken", "called-off", "lapsed", "adopted"] }),
    endedAt: integer("ended_at"),
    /** Null where the deadline ended it. */
    endedBy: text("ended_by").references(() => people.id),
    /** Of a broken one: whose objection, and why. Of one that lapsed, `reason` says what changed. */
    brokenFor: text("broken_for").references(() => delegations.code),
    reason: text("reason").notNull().default(""),
  },
  (t) => [
    // One runs at a time.
    uniqueIndex("silences_running").on(t.agendaId).where(sql`outcome is null`),
  ],
);

/** The adoption: one row at most, never changed. */
export const adoptions = sqliteTable("adoptions", {
  agendaId: text("agenda_id")
    .primaryKey()
    .references(() => documents.id),
  draftId: text("draft_id")
    .notNull()
    .references(() => agendaDrafts.id),
  /** Null where all delegations had given their positions. */
  silenceId: text("silence_id").references(() => silences.id),
  /** SHA-256, in hex, of `record` as UTF-8. */
  fingerprint: text("fingerprint").notNull(),
  /** The adopted words with their reservations, as plain text: what the fingerprint is of. */
  record: text("record").notNull(),
  /** Null where the deadline of a silence procedure adopted it. */
  adoptedBy: text("adopted_by").references(() => people.id),
  adoptedAt: integer("adopted_at").notNull(),
});

/** To what a delegation consented, item by item, when the agenda was adopted. Rows are only ever added. */
export const consents = sqliteTable(
  "consents",
  {
    agendaId: text("agenda_id")
      .notNull()
      .references(() => documents.id),
    itemId: text("item_id").notNull(),
    delegation: text("delegation")
      .notNull()
      .references(() => delegations.code),
    /** `silent`: it had no position on the words, and did not break the silence. */
    consent: text("consent", {
      enum: ["agreed", "agreed-ad-referendum", "reservation", "silent"],
    }).notNull(),
    /** Text of the reservation. */
    note: text("note").notNull().default(""),
    /** Whether the position was given on the words that were adopted; a reservation is kept even so. */
    current: integer("current", { mode: "boolean" }).notNull(),
    personId: text("person_id").references(() => people.id),
    /** When the position was given; of a silent one, the deadline. */
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.agendaId, t.itemId, t.delegation] })],
);

/** Files of the adopted agenda as they left the workspace, by which a copy can be recognised. */
export const issuedFiles = sqliteTable(
  "issued_files",
  {
    /** SHA-256 of the file's bytes, in hex. */
    sha256: text("sha256").primaryKey(),
    agendaId: text("agenda_id")
      .notNull()
      .references(() => documents.id),
    format: text("format", { enum: ["pdf", "json", "txt"] }).notNull(),
    /** What it was asked for with: version, paper, annexes. */
    options: text("options", { mode: "json" }).$type<Record<string, string>>().notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("issued_files_agenda").on(t.agendaId)],
);
