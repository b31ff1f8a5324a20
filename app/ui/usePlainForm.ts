/** Forms that are sent by a plain request and not by the router. */
import { useRevalidator } from "@remix-run/react";
import { useRef, useState } from "react";
import type { Failure } from "../refusal";

type Fields = Record<string, string | readonly string[] | null | undefined>;

/**
 * Sends a form once and says what came of it.
 * @param keepalive whether it is sent though the page is being left.
 */
export async function postForm<Done>(
  path: string,
  fields: Fields,
  keepalive = false,
): Promise<{ ok: true; done: Done } | { ok: false; failure: Failure }> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each) body.append(name, each);
  }
  const failed = (code: Failure["code"]) => ({ ok: false as const, failure: { code } });
  let response: Response;
  try {
    const headers = { Accept: "application/json" };
    response = await fetch(path, { method: "POST", body, headers, keepalive });
  } catch {
    return failed("offline");
  }
  try {
    const answer = (await response.json()) as ({ ok: true } & Done) | ({ ok: false } & Failure);
    if (answer.ok) return { ok: true, done: answer };
    return { ok: false, failure: { code: answer.code, field: answer.field } };
  } catch {
    // Not that route's answer: a sign-in page, a limit of requests, or an error page.
    if (response.redirected || response.status === 401) return failed("signed-out");
    if (response.status === 413) return failed("limit");
    if (response.status === 503) return failed("unavailable");
    return failed(response.status === 429 ? "too-many" : "failed");
  }
}

/**
 * Sends forms, one at a time, and keeps what went wrong. The router's own show an error page when
 * the connection is lost, and the text being written would go with the page.
 */
export function usePlainForm<Done>(path: string) {
  const { revalidate } = useRevalidator();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  const running = useRef(false);

  /** Resolves to null when nothing was done; `problem` says why. */
  async function send(fields: Fields): Promise<Done | null> {
    if (running.current) return null;
    running.current = true;
    setPending(true);
    setProblem(null);
    const answer = await postForm<Done>(path, fields);
    running.current = false;
    setPending(false);
    if (!answer.ok) {
      setProblem(answer.failure);
      // It was sent upon what is no longer so: show how things are.
      const { code } = answer.failure;
      if (code === "already-done" || code === "moved-on") revalidate();
      return null;
    }
    revalidate();
    return answer.done;
  }
  return { send, pending, problem };
}
