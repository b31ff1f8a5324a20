/** What an account is made of, and what the forms may send. */
import { z } from "zod";
import { WORKSPACE_LIMITS } from "../limits";

/** The one form in which an e-mail address is stored, compared and counted. */
export function normaliseEmail(raw: string): string {
  return raw.normalize("NFKC").trim().toLowerCase();
}

/** The same password typed on another keyboard can arrive in other code points. */
export function normalisePassword(raw: string): string {
  return raw.normalize("NFKC");
}

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** What is wrong with a field, for the page to say in the reader's language. */
export type FieldProblem =
  | "missing"
  | "not-an-email"
  | "too-short"
  | "too-long"
  | "is-the-email"
  | "taken";

export interface NewAccount {
  name: string;
  email: string;
  password: string;
}

const problem = (code: FieldProblem) => ({ error: code });

const name = z
  .string(problem("missing"))
  .transform((value) => value.normalize("NFC").replace(/\s+/gu, " ").trim())
  .pipe(
    z
      .string()
      .min(1, problem("missing"))
      .max(WORKSPACE_LIMITS.nameLetters, problem("too-long"))
      .regex(/^[^\p{Cc}\p{Cf}]*$/u, problem("missing")),
  );

const email = z
  .string(problem("missing"))
  .transform(normaliseEmail)
  .pipe(
    z
      .string()
      .min(1, problem("missing"))
      .max(WORKSPACE_LIMITS.emailLetters, problem("too-long"))
      .pipe(z.email(problem("not-an-email"))),
  );

const password = z
  .string(problem("missing"))
  .transform(normalisePassword)
  .pipe(
    z
      .string()
      .refine((value) => [...value].length >= PASSWORD_MIN, problem("too-short"))
      .refine((value) => [...value].length <= PASSWORD_MAX, problem("too-long")),
  );

/** A new account: name, e-mail address and password, checked and normalised. */
export const newAccountSchema = z.object({ name, email, password }).superRefine((value, issues) => {
  if (value.password.toLowerCase() === value.email) {
    issues.addIssue({ code: "custom", path: ["password"], message: "is-the-email" });
  }
});

export type FieldProblems = Partial<Record<keyof NewAccount, FieldProblem>>;

/** The account that a form asks for, or the first problem of each field. */
export function parseNewAccount(
  input: unknown,
):
  | { account: NewAccount; problems?: undefined }
  | { account?: undefined; problems: FieldProblems } {
  const parsed = newAccountSchema.safeParse(input);
  if (parsed.success) return { account: parsed.data };
  const problems: FieldProblems = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path[0] as keyof NewAccount;
    problems[field] ??= issue.message as FieldProblem;
  }
  return { problems };
}

/** What the sign-in form sends: whatever is in it, as long as it is not absurdly long. */
export const signInSchema = z.object({
  email: z
    .string()
    .max(4 * WORKSPACE_LIMITS.emailLetters)
    .transform(normaliseEmail)
    .pipe(z.string().min(1).max(WORKSPACE_LIMITS.emailLetters)),
  password: z
    .string()
    .min(1)
    .max(PASSWORD_MAX * 4)
    .transform(normalisePassword),
});
