/** Sending what people do with amendments, and what came of it. */
import { useRevalidator } from "@remix-run/react";
import { useRef, useState } from "react";
import type { AmendmentIntent } from "./input";
import type { AmendmentAnswer, Problem } from "./view";

export type Fields = { intent: AmendmentIntent } & Record<
  string,
  string | readonly string[] | null | undefined
>;
export type Done = Extract<AmendmentAnswer, { ok: true }>;

async function post(documentId: string, fields: Fields): Promise<Done | Problem> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each) body.append(name, each);
  }
  let response: Response;
  try {
    response = await fetch(`/documents/${encodeURIComponent(documentId)}/amendments`, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
  } catch {
    return { code: "offline" };
  }
  try {
    const answer = (await response.json()) as AmendmentAnswer;
    return answer.ok ? answer : { code: answer.code, field: answer.field };
  } catch {
    // Not this route's answer: a sign-in page, a limit of requests, or an error page.
    if (response.redirected || response.status === 401) return { code: "signed-out" };
    return { code: response.status === 429 ? "too-many" : "failed" };
  }
}

/**
 * A plain request and not one of the router's: those show an error page when the connection is
 * lost, and the text being written would go with the page.
 */
export function useAmend(documentId: string) {
  const { revalidate } = useRevalidator();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);

  /** Resolves to null when nothing was done; `problem` says why. */
  async function send(fields: Fields): Promise<Done | null> {
    if (running.current) return null;
    running.current = true;
    setPending(true);
    setProblem(null);
    const answer = await post(documentId, fields);
    running.current = false;
    setPending(false);
    if ("code" in answer) {
      setProblem(answer);
      // It was decided upon what is no longer so: show how things are.
      if (answer.code === "already-done" || answer.code === "moved-on") revalidate();
      return null;
    }
    revalidate();
    return answer;
  }
  return { send, pending, problem };
}
