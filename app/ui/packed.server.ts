/** Packing large data for its page; `packed.ts` says what for. */
import { deflateRawSync } from "node:zlib";
import { type Packed, WHOLE } from "./packed";

/** A better level takes more time than it saves. */
const LEVEL = 1;

/** Only for data that JSON keeps as it is. */
export function pack<T>(value: T): Packed<T> {
  const packed = deflateRawSync(JSON.stringify(value), { level: LEVEL }).toString("base64");
  // Not enumerable, so that it stays on the server: the page is drawn there without unpacking.
  return Object.defineProperty({ packed }, WHOLE, { value });
}
