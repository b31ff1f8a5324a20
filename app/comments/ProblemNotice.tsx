import { m } from "../i18n/messages";
import { Notice } from "../ui/Notice";
import type { Problem } from "./useSend";

const SENTENCES: Record<Problem, () => string> = {
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
  "too-many": () => m.comments_problem_too_many(),
  offline: () => m.comments_problem_offline(),
  failed: () => m.comments_problem_failed(),
};

/** Says why a comment was not sent, and what to do. */
export function ProblemNotice({ problem }: { problem: Problem | null }) {
  return problem === null ? null : (
    <Notice tone="danger" role="alert">
      <p className="text-sm">{SENTENCES[problem]()}</p>
    </Notice>
  );
}
