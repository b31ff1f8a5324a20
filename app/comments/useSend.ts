import { nanoid } from "nanoid";
import { useRef } from "react";
import type { Trouble } from "../refusal";
import { usePlainForm } from "../ui/usePlainForm";
import type { CommentForm } from "./input";

/** Why something was not sent; `mentions` is a name that cannot be named. */
export type Problem = Trouble["code"] | "mentions";

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

const problemOf = ({ code, field }: Trouble): Problem => (field === "mentions" ? "mentions" : code);
