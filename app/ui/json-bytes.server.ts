/**
 * JSON as bytes, piece by piece. In one string all letters are kept wide as soon as one of them is, an
 * apostrophe for instance, and turning a megabyte of those into bytes takes longer than all else; most
 * pieces have none.
 */

/** Longer lists and records are taken apart, and what they are in; others are written in one piece. */
const LONG = 20;

/** A letter takes so many bytes at most. */
const WIDEST = 3;

interface Bytes {
  buffer: Buffer;
  length: number;
}

function add(text: string, to: Bytes): void {
  const most = to.length + text.length * WIDEST;
  if (most > to.buffer.length) {
    const larger = Buffer.allocUnsafeSlow(Math.max(most, to.buffer.length * 2));
    to.buffer.copy(larger, 0, 0, to.length);
    to.buffer = larger;
  }
  to.length += to.buffer.write(text, to.length);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** As deep as this it is looked for what is long. */
const DEPTH = 3;

function isLong(value: unknown, depth = DEPTH): boolean {
  if (typeof value !== "object" || value === null) return false;
  const isList = Array.isArray(value);
  if (!isList && !isRecord(value)) return false;
  const parts: unknown[] = isList ? value : Object.values(value);
  return parts.length > LONG || (depth > 0 && parts.some((part) => isLong(part, depth - 1)));
}

function write(value: unknown, to: Bytes): void {
  if (!isLong(value)) {
    add(JSON.stringify(value), to);
  } else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      add(index === 0 ? "[" : ",", to);
      write(entry ?? null, to);
    }
    add("]", to);
  } else {
    let before = "{";
    for (const [name, part] of Object.entries(value as Record<string, unknown>)) {
      if (part === undefined) continue;
      add(`${before}${JSON.stringify(name)}:`, to);
      write(part, to);
      before = ",";
    }
    add(before === "{" ? "{}" : "}", to);
  }
}

/**
 * @param value only data: no functions, and nothing that would be written as something else.
 * @returns the bytes that `JSON.stringify` gives in UTF-8.
 */
export function jsonBytes(value: unknown): Buffer {
  const bytes = { buffer: Buffer.allocUnsafeSlow(16 * 1024), length: 0 };
  write(value, bytes);
  return bytes.buffer.subarray(0, bytes.length);
}
