/**
 * The tables. Times are milliseconds since the epoch (UTC); ids are random strings made by the
 * operations, never by the database. The text of a document is only in `document_updates` and
 * `document_snapshots`; `areas` and `items` are projections of it that can be rebuilt at will.
 */
export * from "./schema/accounts";
export * from "./schema/adoption";
export * from "./schema/agenda";
export * from "./schema/amendments";
export * from "./schema/comments";
export * from "./schema/consultations";
export * from "./schema/documents";
export * from "./schema/glossary";
export * from "./schema/notifications";
export * from "./schema/workspace";
