/**
 * Where someone's caret is, as their page reports it: two Yjs relative positions as JSON. Every
 * other page resolves them inside each of its editors, and Yjs throws there on anything that is
 * not exactly one. So only what passes here is sent on.
 */

interface Id {
  client: number;
  clock: number;
}

interface Position {
  type: Id | null;
  item: Id | null;
  assoc: -1 | 0;
}

export interface Caret {
  anchor: Position;
  head: Position;
}

/** Reads a caret; null if it is none, or says that there is none. */
export function readCaret(value: unknown): Caret | null {
  const fields = fieldsOf(value, ["anchor", "head"]);
  const anchor = fields && readPosition(fields.anchor);
  const head = fields && readPosition(fields.head);
  return anchor && head ? { anchor, head } : null;
}

function readPosition(value: unknown): Position | null {
  const fields = fieldsOf(value, ["type", "tname", "item", "assoc"]);
  if (!fields) return null;
  // No editor stands on a root type, and resolving the name of one makes it where it is missing:
  // whoever sent new names would fill everyone's copy with them.
  if (fields.tname != null) return null;
  const type = readId(fields.type);
  const item = readId(fields.item);
  const { assoc = 0 } = fields;
  if (type === undefined || item === undefined || (assoc !== 0 && assoc !== -1)) return null;
  return type || item ? { type, item, assoc } : null;
}

/** Null where there is none, undefined for what is no id. */
function readId(value: unknown): Id | null | undefined {
  if (value == null) return null;
  const fields = fieldsOf(value, ["client", "clock"]);
  if (!fields || !isCount(fields.client) || !isCount(fields.clock)) return undefined;
  return { client: fields.client, clock: fields.clock };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** The fields of an object that has no others. */
function fieldsOf<Name extends string>(
  value: unknown,
  names: readonly Name[],
): Partial<Record<Name, unknown>> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const known = Object.keys(value).every((key) => (names as readonly string[]).includes(key));
  return known ? value : null;
}
