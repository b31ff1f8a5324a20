/** What the page sends to give or withdraw a position, and what it is answered. */
import { z } from "zod";
import { idField as itemId, jsonField as json, optionalWordsField } from "../forms";
import { CONTRIBUTION_LIMITS, WORKSPACE_LIMITS } from "../limits";
import type { RefusalCode } from "../refusal";
import { POSITIONS } from "./positions";

/** Where positions are sent. */
export const POSITIONS_PATH = "/agenda/positions";

const textHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Items as JSON, each with the hash of the words that were on the screen. */
const rest = json.pipe(
  z.array(z.object({ itemId, textHash })).min(1).max(WORKSPACE_LIMITS.itemsPerAgreement),
);

// There is no delegation in it: it is always the sender's own.
const request = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("give"),
    itemId,
    position: z.enum(POSITIONS),
    note: optionalWordsField(CONTRIBUTION_LIMITS.reasonLetters).default(""),
    /** Of the words that were on the screen. */
    textHash,
  }),
  z.object({ intent: z.literal("withdraw"), itemId }),
  z.object({ intent: z.literal("agree-rest"), items: rest }),
]);
export type PositionRequest = z.infer<typeof request>;
export type PositionIntent = PositionRequest["intent"];

export type PositionResult =
  | { ok: true; intent: PositionIntent }
  // "unreachable" is what the page tells itself when no answer came.
  | { ok: false; code: RefusalCode | "unreachable"; field: string | null };

/** Reads a form; what is wrong with it is named by its field. */
export function parsePositionRequest(
  form: FormData,
): { ok: true; request: PositionRequest } | { ok: false; field: string | null } {
  const parsed = request.safeParse(Object.fromEntries(form));
  if (parsed.success) return { ok: true, request: parsed.data };
  const field = parsed.error.issues[0]?.path[0];
  return { ok: false, field: typeof field === "string" ? field : null };
}
