/** The delta of a payload in parts: for a part that the page has already, only its index is sent. */
import { BETWEEN, type Payload } from "./payload";

/** For each part its letters, or its place among the parts that the page has. */
export type PartsDelta = readonly (string | number)[];

/** The parts of compressed values, one after the other: the places in a delta count in this order. */
export function lettersOf(values: readonly Payload<unknown>[]): string[] {
  return values.flatMap(({ compressed }) => compressed.split(BETWEEN));
}

export function deltaOf(compressed: string, known: ReadonlyMap<string, number>): PartsDelta {
  return compressed.split(BETWEEN).map((letters) => known.get(letters) ?? letters);
}

/** @throws if the delta names a part that is not there */
export function withDelta<Value extends Payload<unknown>>(
  delta: PartsDelta,
  known: readonly string[],
): Value {
  const parts = delta.map((part) => (typeof part === "string" ? part : known[part]));
  if (parts.includes(undefined)) throw new Error("a part is not there");
  return { compressed: parts.join(BETWEEN) } as Value;
}
