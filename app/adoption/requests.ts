/** What the pages send to take a step to adoption, and what they are answered. */
import { z } from "zod";
import { idField as id, optionalWordsField } from "../forms";
import { CONTRIBUTION_LIMITS } from "../limits";
import type { RefusalCode } from "../refusal";

/** Where steps are sent. */
export const ADOPTION_PATH = "/agenda/adoption";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const note = optionalWordsField(CONTRIBUTION_LIMITS.reasonLetters).default("");

// There is no delegation in it: it is always the sender's own.
const request = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("issue-draft"), hash, note }),
  z.object({ intent: z.literal("put-forward"), hash, note }),
  z.object({ intent: z.literal("take-back") }),
  z.object({
    intent: z.literal("silence"),
    hash,
    /** `2026-12-01T18:00`, in the zone. */
    deadline: z.string().max(40),
    timeZone: z.string().max(100),
  }),
  z.object({
    intent: z.literal("break-silence"),
    silenceId: id,
    reason: optionalWordsField(CONTRIBUTION_LIMITS.reasonLetters),
  }),
  z.object({ intent: z.literal("call-off"), silenceId: id }),
  z.object({ intent: z.literal("adopt"), hash }),
]);
export type AdoptionRequest = z.infer<typeof request>;
export type AdoptionIntent = AdoptionRequest["intent"];

export type AdoptionResult =
  | { ok: true; intent: AdoptionIntent }
  // "unreachable" is what the page tells itself when no answer came.
  | {
      ok: false;
      intent: AdoptionIntent | null;
      code: RefusalCode | "unreachable";
      field: string | null;
    };

/** Reads a form; what is wrong with it is named by its field. */
export function parseAdoptionRequest(
  form: FormData,
): { ok: true; request: AdoptionRequest } | { ok: false; field: string | null } {
  const parsed = request.safeParse(Object.fromEntries(form));
  if (parsed.success) return { ok: true, request: parsed.data };
  const field = parsed.error.issues[0]?.path[0];
  return { ok: false, field: typeof field === "string" ? field : null };
}
