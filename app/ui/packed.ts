/**
 * Large data on its way from a loader to its page. The router's own encoding keeps what JSON cannot,
 * at a price for every single value, on the server and in the browser; for the tens of thousands of a
 * large agenda JSON is several times as fast. Besides, of data that comes again the parts that are as
 * they were are the same objects again, so that what shows them is not drawn anew.
 */
import { useMemo, useRef } from "react";
import { shared } from "./shared";

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
  const last = useRef<unknown>(undefined);
  return useMemo(() => {
    const value = shared(last.current, JSON.parse(json) as T);
    last.current = value;
    return value;
  }, [json]);
}
