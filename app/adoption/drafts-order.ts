/** Which of the drafts that were issued are worth comparing first. */
import type { DraftKind } from "./adoption";

/**
 * With which earlier draft the newest is compared unless another is chosen: the one before it. The
 * adopted text has the words of the chair's text, so it is compared with what came before that.
 * @param drafts newest first.
 */
export function comparedWith<Draft extends { kind: DraftKind }>(
  drafts: readonly Draft[],
): Draft | undefined {
  const [newest, ...earlier] = drafts;
  const other =
    newest?.kind === "adopted" ? earlier.find(({ kind }) => kind !== "chairs-text") : undefined;
  return other ?? earlier[0];
}
