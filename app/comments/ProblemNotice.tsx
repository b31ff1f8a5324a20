import { m } from "../i18n/messages";
import type { LimitName } from "../limits";
import { limitText } from "../ui/limit-text";
import { Notice } from "../ui/Notice";
import type { Problem } from "./useSend";

const SENTENCES: Record<Exclude<Problem, LimitName>, () => string> = {
  "signed-out": () => m.comments_problem_signed_out(),
  hidden: () => m.comments_problem_right(),
  role: () => m.comments_problem_right(),
  delegation: () => m.comments_problem_right(),
  state: () => m.comments_problem_state(),
  "not-found": () => m.comments_problem_not_found(),
  invalid: () => m.comments_problem_invalid(),
  mentions: () => m.comments_problem_mentions(),
  "moved-on": () => m.comments_problem_moved_on(),
  "already-done": () => m.comments_problem_failed(),
  "too-many": () => m.limits_too_fast(),
  unavailable: () => m.limits_unavailable(),
  offline: () => m.comments_problem_offline(),
  failed: () => m.comments_problem_failed(),
};

const isSentence = (problem: Problem): problem is keyof typeof SENTENCES =>
  Object.hasOwn(SENTENCES, problem);

function textOf(problem: Problem): string {
  if (isSentence(problem)) return SENTENCES[problem]();
  return limitText({ code: "limit", field: problem }) ?? m.comments_problem_invalid();
}

/** Says why a comment was not sent, and what to do. */
export function ProblemNotice({ problem }: { problem: Problem | null }) {
  return problem === null ? null : (
    <Notice tone="danger" role="alert">
      <p className="text-sm">{textOf(problem)}</p>
    </Notice>
  );
}
