/** What the agenda's page sends, and what it is answered. */
import { z } from "zod";
import { idField as id, jsonField as json, wordsField } from "../forms";
import { CONTRIBUTION_LIMITS, WORKSPACE_LIMITS } from "../limits";
import type { RefusalCode } from "../refusal";
import { CARRYING, ITEM_STATUSES, SETTING_ASIDE } from "./disposition";
import { DRIFT_ANSWERS, SEEN_REMOVED } from "./drift";
import { FIRST_FORMS } from "./first-text";

/** Made by the page for each form it opens: a form sent twice is one step. */
const key = z
  .string()
  .regex(/^[A-Za-z0-9_-]{10,64}$/)
  .optional();

/** `seen` is the status that was on the screen; the step is refused if it is another by now. */
const item = z.object({ planId: id, itemId: id, seen: z.enum(ITEM_STATUSES).optional() });

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const items = json.pipe(z.array(item).min(1).max(WORKSPACE_LIMITS.itemsPerStep));

const drafts = json.pipe(
  z
    .array(
      z.object({
        areaId: id,
        items: z
          .array(z.object({ planId: id, itemId: id, hash }))
          .min(1)
          .max(WORKSPACE_LIMITS.itemsPerStep),
        form: z.enum(FIRST_FORMS).optional(),
      }),
    )
    .min(1)
    .max(WORKSPACE_LIMITS.itemsPerZeroDraft),
);

const request = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("compile"),
    key,
    items,
    areaId: id,
    disposition: z.enum(CARRYING).optional(),
    form: z.enum(FIRST_FORMS).optional(),
  }),
  z.object({
    intent: z.literal("add"),
    key,
    items,
    agendaItemId: id,
    disposition: z.enum(CARRYING),
  }),
  z.object({
    intent: z.literal("set-aside"),
    key,
    items,
    disposition: z.enum(SETTING_ASIDE),
    reason: wordsField(CONTRIBUTION_LIMITS.reasonLetters),
  }),
  z.object({ intent: z.literal("clear"), key, items, agendaItemId: id.optional() }),
  z.object({
    intent: z.enum(DRIFT_ANSWERS),
    key,
    planId: id,
    itemId: id,
    agendaItemId: id,
    /** Hash of the national item's words that were on the screen. */
    seenHash: z.union([hash, z.literal(SEEN_REMOVED)]),
  }),
  z.object({ intent: z.literal("compile-many"), key, drafts }),
  z.object({ intent: z.literal("undo"), stepId: id }),
]);
export type StepRequest = z.infer<typeof request>;
export type StepIntent = StepRequest["intent"];

export type StepResult =
  | {
      ok: true;
      intent: StepIntent;
      stepId: string;
      /** How many national items the step concerned; of a zero draft, how many agenda items. */
      count: number;
      agendaItemId: string | null;
    }
  // "unreachable" is what the page tells itself when no answer came.
  | { ok: false; code: RefusalCode | "unreachable"; field: string | null };

/** Reads a form; what is wrong with it is named by its field. */
export function parseStepRequest(
  form: FormData,
): { ok: true; request: StepRequest } | { ok: false; field: string | null } {
  const parsed = request.safeParse(Object.fromEntries(form));
  if (parsed.success) return { ok: true, request: parsed.data };
  const field = parsed.error.issues[0]?.path[0];
  return { ok: false, field: typeof field === "string" ? field : null };
}
