/**
 * Large data on its way from a loader to its page. The router's own encoding keeps what JSON cannot,
 * at a price for every single value, on the server and in the browser; for the tens of thousands of a
 * large agenda JSON is several times as fast. Besides, data that comes again as it was is the same
 * object again, so that what shows it is not drawn anew.
 */
import { useMemo } from "react";

/** The JSON of a value, which knows its type. */
export interface Packed<T> {
  json: string;
  /** Never there. */
  of?: T;
}

/** Only for data that JSON keeps as it is. */
export function pack<T>(value: T): Packed<T> {
  return { json: JSON.stringify(value) };
}

export function useUnpacked<T>({ json }: Packed<T>): T {
  return useMemo(() => JSON.parse(json) as T, [json]);
}
