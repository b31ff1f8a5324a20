/** Rows of a whole table, read without the general mapping: thousands of them are read to open one page. */
import { getTableColumns } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";

/** @returns what makes a row of the values of a statement that selects all columns of `table` first. */
export function rowsOf<Table extends SQLiteTable>(
  table: Table,
): (values: readonly unknown[]) => Table["$inferSelect"] {
  const columns = Object.entries(getTableColumns(table)).map(([name, column]) => ({
    name,
    // Words and numbers are kept as they are.
    decode:
      column.dataType === "string" || column.dataType === "number"
        ? null
        : (value: unknown) => column.mapFromDriverValue(value),
  }));
  return (values) => {
    const row: Record<string, unknown> = {};
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at];
      if (!column) continue;
      const value = values[at];
      row[column.name] = column.decode && value !== null ? column.decode(value) : value;
    }
    return row;
  };
}
