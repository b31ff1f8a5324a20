/** What the forms of several features have in common, and how one is checked. */
import { z } from "zod";
import { Refused } from "./refusal";

/** Line ends as one character, and none of the control characters that nothing can show. */
export const readable = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cc}/gu, (control) => (control === "\n" || control === "\t" ? control : ""));

export const idField = z.string().min(1).max(64);

/** Words that someone wrote: at least one, at most so many characters. */
export const wordsField = (limit: number) =>
  z.string().transform(readable).pipe(z.string().trim().min(1).max(limit));

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
