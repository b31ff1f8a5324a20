/** Compresses the payload of a loader; `payload.ts` says what for. */
import { deflateRawSync } from "node:zlib";
import { jsonBytes } from "./json-bytes.server";
import { BETWEEN, type Payload, type PayloadParts, WHOLE } from "./payload";

/** A better level takes more time than it saves. */
const LEVEL = 1;

/** What is compressed once for many is worth more: a tenth smaller. */
const LEVEL_SHARED = 6;

/** In one piece: the many small ones of the usual size have to be put together again. */
const PIECE = 512 * 1024;

/**
 * Only for data that JSON keeps as it is.
 * @param sent what goes in its place, for the page to make the value of.
 */
export function compress<T>(value: T): Payload<T>;
export function compress<T, Sent>(value: T, sent: Sent): Payload<T, Sent>;
export function compress<T>(value: T, sent: unknown = value): Payload<T> {
  return withWhole(lettersOf(sent), value);
}

function lettersOf(sent: unknown, level = LEVEL): string {
  const bytes = jsonBytes(sent);
  return deflateRawSync(bytes, { level, chunkSize: PIECE }).toString("base64");
}

/** Not enumerable, so that it stays on the server: the page is drawn there without decompressing. */
const withWhole = <T>(compressed: string, value: T): Payload<T, never> =>
  Object.defineProperty({ compressed }, WHOLE, { value });

/** Cache of compressed parts, by the object: for objects that requests share and nobody changes. */
const compressedPayloads = new WeakMap<object, string>();

function lettersOfShared(sent: object): string {
  const letters = compressedPayloads.get(sent) ?? lettersOf(sent, LEVEL_SHARED);
  compressedPayloads.set(sent, letters);
  return letters;
}

/**
 * The same for what is sent in parts: of these, the ones that are the objects of an earlier request are
 * not compressed again.
 * @param own parts before these that are made for this request alone.
 */
export function compressParts<T, Part extends object>(
  value: T,
  parts: readonly Part[],
  own: readonly Part[] = [],
): PayloadParts<T, Part> {
  const letters = [...own.map((part) => lettersOf(part)), ...parts.map(lettersOfShared)];
  return withWhole(letters.join(BETWEEN), value);
}
