/** What a page sends when a delegation objects to a disposition, and what it is answered. */
import { z } from "zod";
import { idField as id, wordsField } from "../forms";
import { CONTRIBUTION_LIMITS } from "../limits";
import type { RefusalCode } from "../refusal";

const request = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("object"),
    dispositionId: id,
    reason: wordsField(CONTRIBUTION_LIMITS.reasonLetters),
  }),
  z.object({ intent: z.literal("withdraw"), objectionId: id }),
]);
export type ObjectionRequest = z.infer<typeof request>;

export type ObjectionResult =
  | { ok: true; intent: ObjectionRequest["intent"] }
  // "unreachable" is what the page tells itself when no answer came.
  | { ok: false; code: RefusalCode | "unreachable"; field: string | null };

/** Whether a form that the agenda's page receives is about an objection, and not a step. */
export function isObjectionForm(form: FormData): boolean {
  const intent = form.get("intent");
  return intent === "object" || intent === "withdraw";
}

/** Reads a form; what is wrong with it is named by its field. */
export function parseObjectionRequest(
  form: FormData,
): { ok: true; request: ObjectionRequest } | { ok: false; field: string | null } {
  const parsed = request.safeParse(Object.fromEntries(form));
  if (parsed.success) return { ok: true, request: parsed.data };
  const field = parsed.error.issues[0]?.path[0];
  return { ok: false, field: typeof field === "string" ? field : null };
}
