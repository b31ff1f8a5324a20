/** The trilingual glossary. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { people } from "./accounts";

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
