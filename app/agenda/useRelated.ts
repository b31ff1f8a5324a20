/** Asking the server for what belongs together. */
import { useEffect, useState } from "react";
import type { RefusalCode } from "../refusal";

export type Asked<T> =
  /** `before` is the answer at another address, for what may be shown until the new one comes. */
  | { state: "waiting"; before: T | null }
  | { state: "failed"; code: RefusalCode | "unreachable" }
  | { state: "there"; answer: T };

type Answer<T> = ({ ok: true } & T) | { ok: false; code: RefusalCode };

async function ask<T>(url: string, signal: AbortSignal): Promise<Asked<T>> {
  try {
    const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
    const answer = (await response.json()) as Answer<T>;
    return answer.ok ? { state: "there", answer } : { state: "failed", code: answer.code };
  } catch {
    // No connection, or an answer that is not this route's.
    return { state: "failed", code: "unreachable" };
  }
}

/**
 * Asks at an address, and again when the address or `anew` is another; what was there stays until
 * the new answer comes. It is a plain request and not one of the router's: those show an error page
 * when the connection is lost.
 */
export function useRelated<T>(url: string, anew: unknown): Asked<T> {
  const [asked, setAsked] = useState<{ url: string; result: Asked<T> } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void ask<T>(url, abort.signal).then((result) => {
      if (!abort.signal.aborted) setAsked({ url, result });
    });
    return () => abort.abort();
  }, [url, anew]);
  if (asked?.url === url) return asked.result;
  return { state: "waiting", before: asked?.result.state === "there" ? asked.result.answer : null };
}
