/**
 * The compressed payload of a loader, for large data. The router's own encoding looks at every value by
 * itself, and the HTML then carries the result escaped; for the tens of thousands of values of a large
 * agenda, both take longer than all else. A payload is compressed JSON in base64, which nothing has to
 * escape. When a payload comes again, unchanged parts stay the same objects (`reuse-unchanged.ts`), so
 * that React does not render them again.
 */
import { inflateSync, strFromU8 } from "fflate";
import { useMemo, useRef } from "react";
import { reuseUnchanged } from "./reuse-unchanged";

/** Where the value itself is, on the server that compressed it. */
export const WHOLE = Symbol("whole");

/** A value as compressed JSON in base64, with its type and the type of what was sent. */
export interface Payload<T, Sent = T> {
  compressed: string;
  [WHOLE]?: T;
  /** Nowhere: the type alone. */
  sent?: Sent;
}

/** The same of what was sent in parts, each compressed by itself. */
export type PayloadParts<T, Part> = Payload<T, Part[]>;

/** Stands between parts: no letter of theirs. */
export const BETWEEN = ".";

let notCompressedYet = 0;

/** Wraps a value that the page has already, so that it stands where a payload is expected. */
export function uncompressed<T, Sent = T>(value: T): Payload<T, Sent> {
  notCompressedYet += 1;
  return Object.defineProperty({ compressed: `value ${notCompressedYet}` }, WHOLE, { value });
}

/** Makes the value of what was sent, where that was not the value itself. */
type Receive<T, Sent> = (sent: Sent) => T;

/** @throws if it was not compressed here. */
export function decompress<T>(data: Payload<T>): T;
export function decompress<T, Sent>(data: Payload<T, Sent>, receive: Receive<T, Sent>): T;
export function decompress<T>(data: Payload<T>, receive: Receive<T, T> = (sent) => sent): T {
  if (WHOLE in data) return data[WHOLE] as T;
  return receive(read(data.compressed));
}

function read<T>(letters: string): T {
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  return JSON.parse(strFromU8(inflateSync(bytes))) as T;
}

/**
 * @param known parts as they were read before, by their letters; those of this time take their place.
 * @throws if it was not compressed here.
 */
export function decompressParts<T, Part>(
  data: PayloadParts<T, Part>,
  receive: Receive<T, Part[]>,
  known: Map<string, Part> = new Map(),
): T {
  if (WHOLE in data) return data[WHOLE] as T;
  const parts = data.compressed
    .split(BETWEEN)
    .filter((letters) => letters !== "")
    .map((letters): [string, Part] => [letters, known.get(letters) ?? read(letters)]);
  known.clear();
  for (const [letters, part] of parts) known.set(letters, part);
  return receive(parts.map(([, part]) => part));
}

/** The same of what was sent in parts: what came before is not read again. */
export function useDecompressedParts<T, Part>(
  data: PayloadParts<T, Part>,
  receive: Receive<T, Part[]>,
): T {
  const last = useRef<{ value: unknown; parts: Map<string, Part> }>({
    value: undefined,
    parts: new Map(),
  });
  return useMemo(() => {
    const value = reuseUnchanged(
      last.current.value,
      decompressParts(data, receive, last.current.parts),
    );
    last.current.value = value;
    return value;
  }, [data.compressed]);
}

/** @param receive the same function at each drawing. */
export function useDecompressed<T>(data: Payload<T>): T;
export function useDecompressed<T, Sent>(data: Payload<T, Sent>, receive: Receive<T, Sent>): T;
export function useDecompressed<T>(data: Payload<T>, receive: Receive<T, T> = (sent) => sent): T {
  const last = useRef<unknown>(undefined);
  // Once for the same words: a page that is drawn again asks again.
  return useMemo(() => {
    const value = reuseUnchanged(last.current, decompress(data, receive));
    last.current = value;
    return value;
  }, [data.compressed]);
}
