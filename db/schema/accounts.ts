/** The delegations, who takes part for them, and the record of what was done. */
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
