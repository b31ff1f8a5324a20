import { nanoid } from "nanoid";
import { useRef } from "react";
import type { LimitName } from "../limits";
import type { Failure } from "../refusal";
import { usePlainForm } from "../ui/usePlainForm";
import type { CommentForm } from "./input";

/** Why something was not sent: a name that cannot be named, a measure that is reached, or a refusal. */
export type Problem = Exclude<Failure["code"], "limit"> | "mentions" | LimitName;

export interface Sent {
  threadId: string;
  commentId: string | null;
}

type Fields = Omit<Partial<Record<string, string>>, "intent"> & { intent: CommentForm["intent"] };

/** Sends comments, and keeps what went wrong. */
export function useSend(documentId: string) {
  const form = usePlainForm<Sent>(`/documents/${encodeURIComponent(documentId)}/comments`);
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
    const keyed = fields.intent === "open" || fields.intent === "reply";
    const sent = await form.send(
      keyed ? { ...fields, requestKey: requestKey(fields.body ?? "") } : fields,
    );
    if (sent) key.current = { body: "", value: "" };
    return sent;
  }

  const { problem } = form;
  return { ...form, problem: problem && problemOf(problem), send };
}

function problemOf({ code, field }: Failure): Problem {
  if (field === "mentions") return "mentions";
  if (code !== "limit") return code;
  return (["threads", "comments"] as const).find((name) => name === field) ?? "form";
}
