/** The workspace as a whole. */
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row: which workspace this database is of, as the marker beside it says (db/workspace.ts). */
export const workspace = sqliteTable("workspace", { id: text("id").primaryKey() });
