/** What the glossary's page sends. */
import { z } from "zod";
import { parseTerms } from "./glossary";

/** More than any glossary needs; what is too much for a concept is told by its own limits. */
const typed = z.string().max(20_000).default("").transform(parseTerms);

const seen = { id: z.string().min(1).max(200), updatedAt: z.coerce.number().int().nonnegative() };

const request = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("save"),
    id: z.string().max(200).default(""),
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
