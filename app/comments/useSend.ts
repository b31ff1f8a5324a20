import { useRevalidator } from "@remix-run/react";
import { nanoid } from "nanoid";
import { useRef, useState } from "react";
import type { RefusalCode } from "../refusal";
import type { CommentForm } from "./input";

/** Why something was not sent: the server's reason, a name that cannot be named, no connection, or an error on its side. */
export type Problem = RefusalCode | "mentions" | "offline" | "failed";

export interface Sent {
  threadId: string;
  commentId: string | null;
}

type Answer = ({ ok: true } & Sent) | { ok: false; code: RefusalCode; field?: string };

type Fields = Omit<Partial<Record<string, string>>, "intent"> & { intent: CommentForm["intent"] };

async function post(documentId: string, fields: Fields): Promise<Answer | { problem: Problem }> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) body.set(name, value);
  let response: Response;
  try {
    response = await fetch(`/documents/${encodeURIComponent(documentId)}/comments`, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
  } catch {
    return { problem: "offline" };
  }
  try {
    return (await response.json()) as Answer;
  } catch {
    // Not this route's answer: a sign-in page, a limit of requests, or an error page.
    if (response.redirected || response.status === 401) return { problem: "signed-out" };
    return { problem: response.status === 429 ? "too-many" : "failed" };
  }
}

const problemOf = (
  answer: { problem: Problem } | { code: RefusalCode; field?: string },
): Problem => {
  if ("problem" in answer) return answer.problem;
  return answer.field === "mentions" ? "mentions" : answer.code;
};

/**
 * Sends comments, and keeps what went wrong. It is a plain request and not one of the router's:
 * those show an error page when the connection is lost, and the text being written would go with
 * the page.
 */
export function useSend(documentId: string) {
  const { revalidate } = useRevalidator();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const key = useRef({ body: "", value: "" });

  /** The same words sent again after a failure are the same comment. */
  function requestKey(body: string): string {
    if (key.current.body !== body || key.current.value === "") {
      key.current = { body, value: nanoid() };
    }
    return key.current.value;
  }

  /** Resolves to null when nothing was sent; `problem` says why. */
  async function send(fields: Fields): Promise<Sent | null> {
    if (running.current) return null;
    running.current = true;
    setPending(true);
    setProblem(null);
    const keyed = fields.intent === "open" || fields.intent === "reply";
    const answer = await post(
      documentId,
      keyed ? { ...fields, requestKey: requestKey(fields.body ?? "") } : fields,
    );
    running.current = false;
    setPending(false);
    if ("problem" in answer || !answer.ok) {
      setProblem(problemOf(answer));
      return null;
    }
    key.current = { body: "", value: "" };
    revalidate();
    return { threadId: answer.threadId, commentId: answer.commentId };
  }

  return { send, pending, problem };
}
