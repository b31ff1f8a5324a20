/** Packing large data for its page; `packed.ts` says what for. */
import { deflateRawSync } from "node:zlib";
import { jsonBytes } from "./json-bytes.server";
import { type Packed, WHOLE } from "./packed";

/** A better level takes more time than it saves. */
const LEVEL = 1;

/** In one piece: the many small ones of the usual size have to be put together again. */
const PIECE = 512 * 1024;

/**
 * Only for data that JSON keeps as it is.
 * @param sent what goes in its place, for the page to make the value of.
 */
export function pack<T>(value: T): Packed<T>;
export function pack<T, Sent>(value: T, sent: Sent): Packed<T, Sent>;
export function pack<T>(value: T, sent: unknown = value): Packed<T> {
  const bytes = jsonBytes(sent);
  const packed = deflateRawSync(bytes, { level: LEVEL, chunkSize: PIECE }).toString("base64");
  // Not enumerable, so that it stays on the server: the page is drawn there without unpacking.
  return Object.defineProperty({ packed }, WHOLE, { value });
}

const kept = new WeakMap<object, Packed<unknown>>();

/** The same for an object that is shared between requests and never changed: it is packed once. */
export function packShared<T extends object>(value: T): Packed<T> {
  const packed = (kept.get(value) as Packed<T> | undefined) ?? pack(value);
  kept.set(value, packed);
  return packed;
}
