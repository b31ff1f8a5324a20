import type { Failure } from "../refusal";
import { Notice } from "../ui/Notice";
import { problemText } from "./wording";

/** Says why something was not done, and what to do. */
export function ProblemNotice({ problem }: { problem: Failure | null }) {
  return problem === null ? null : (
    <Notice tone="danger" role="alert">
      <p className="text-sm">{problemText(problem)}</p>
    </Notice>
  );
}
