/** What the glossary's page sends. */
import { z } from "zod";
import { idField, readable } from "../forms";
import { WORKSPACE_LIMITS } from "../limits";
import { parseTerms } from "./glossary";

/** Twice what the terms of one language can be: what is too much for a concept is told by its own limits. */
const TYPED_TERMS = 2 * WORKSPACE_LIMITS.termLetters * WORKSPACE_LIMITS.termsPerConcept;

const typed = z
  .string()
  .max(TYPED_TERMS)
  .default("")
  .transform((text) => parseTerms(readable(text)));

const seen = { id: idField, updatedAt: z.coerce.number().int().nonnegative() };

const request = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("save"),
    id: z.string().max(WORKSPACE_LIMITS.idLetters).default(""),
    updatedAt: z.coerce.number().int().nonnegative().default(0),
    en: typed,
    fr: typed,
    es: typed,
  }),
  z.object({ intent: z.literal("remove"), ...seen }),
]);

/** Reads a form; null if it is not one of this page's. */
export function parseGlossaryRequest(form: FormData) {
  const parsed = request.safeParse(Object.fromEntries(form));
  if (!parsed.success) return null;
  const { data } = parsed;
  if (data.intent === "remove") {
    return { intent: data.intent, seen: { id: data.id, updatedAt: data.updatedAt } };
  }
  const { id, updatedAt, en, fr, es } = data;
  return { intent: data.intent, seen: id ? { id, updatedAt } : null, terms: { en, fr, es } };
}
