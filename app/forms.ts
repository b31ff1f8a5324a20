/** What the forms of several features have in common, and how one is checked. */
import { z } from "zod";
import { printable } from "./letters";
import { WORKSPACE_LIMITS } from "./limits";
import { Refused } from "./refusal";

/** Words as they can be shown, in the one Unicode form in which new words are kept: é is one letter, not two. */
export const readable = (text: string): string => printable(text).normalize("NFC");

export const idField = z.string().min(1).max(WORKSPACE_LIMITS.idLetters);

/** Words that someone may write or leave out. */
export const optionalWordsField = (limit: number) =>
  z.string().transform(readable).pipe(z.string().trim().max(limit));

/** Words that someone wrote: at least one, at most so many characters. */
export const wordsField = (limit: number) =>
  z.string().transform(readable).pipe(z.string().trim().min(1).max(limit));

/** A field that holds JSON. */
export const jsonField = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "not JSON" });
    return z.NEVER;
  }
});

/** Made by the page for one filled-in form: sending it twice does one thing. */
export const requestKeyField = z
  .string()
  .regex(/^[\w-]{8,64}$/)
  .optional();

/** The input as the schema has it; throws `Refused("invalid")` with the field at fault. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Refused("invalid", result.error.issues[0]?.path.map(String).join("."));
}
