/** Sending what people do with amendments, and what came of it. */
import { usePlainForm } from "../ui/usePlainForm";
import type { AmendmentIntent } from "./input";
import type { AmendmentAnswer } from "./view";

type Fields = { intent: AmendmentIntent } & Record<
  string,
  string | readonly string[] | null | undefined
>;
type Done = Extract<AmendmentAnswer, { ok: true }>;

export function useAmend(documentId: string) {
  const { send, ...form } = usePlainForm<Done>(
    `/documents/${encodeURIComponent(documentId)}/amendments`,
  );
  return { ...form, send: (fields: Fields) => send(fields) };
}
