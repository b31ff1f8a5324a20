/**
 * JSON as bytes, piece by piece. In one string all letters are kept wide as soon as one of them is, an
 * apostrophe for instance, and turning a megabyte of those into bytes takes longer than all else; most
 * pieces have none.
 */

/** Lists and records are taken apart this deep: then a piece is about an entry of a list. */
const DEPTH = 3;

/** A letter takes so many bytes at most. */
const WIDEST = 3;

class Bytes {
  #bytes = Buffer.allocUnsafeSlow(16 * 1024);
  #length = 0;

  add(text: string): void {
    const most = this.#length + text.length * WIDEST;
    if (most > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(most, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(text, this.#length);
  }

  done(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function write(value: unknown, depth: number, to: Bytes): void {
  if (depth > 0 && Array.isArray(value)) {
    to.add("[");
    for (const [index, entry] of value.entries()) {
      if (index > 0) to.add(",");
      write(entry ?? null, depth - 1, to);
    }
    to.add("]");
  } else if (depth > 0 && isRecord(value)) {
    to.add("{");
    let first = true;
    for (const [name, part] of Object.entries(value)) {
      if (part === undefined) continue;
      to.add(`${first ? "" : ","}${JSON.stringify(name)}:`);
      write(part, depth - 1, to);
      first = false;
    }
    to.add("}");
  } else {
    to.add(JSON.stringify(value));
  }
}

/**
 * @param value only data: no functions, and nothing that would be written as something else.
 * @returns the bytes that `JSON.stringify` gives in UTF-8.
 */
export function jsonBytes(value: unknown): Buffer {
  const bytes = new Bytes();
  write(value, DEPTH, bytes);
  return bytes.done();
}
