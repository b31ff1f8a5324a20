/** What is wrong with a field, as a sentence. */
import { m } from "../i18n/messages";
import { type FieldProblem, PASSWORD_MIN } from "./credentials";

const SENTENCES: Record<FieldProblem, () => string> = {
  missing: () => m.accounts_problem_missing(),
  "not-an-email": () => m.accounts_problem_not_an_email(),
  "too-short": () => m.accounts_problem_too_short({ min: PASSWORD_MIN }),
  "too-long": () => m.accounts_problem_too_long(),
  "is-the-email": () => m.accounts_problem_is_the_email(),
  taken: () => m.accounts_problem_taken(),
};

export function fieldProblem(problem: FieldProblem | undefined): string | undefined {
  return problem && SENTENCES[problem]();
}
