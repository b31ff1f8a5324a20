import { useMemo } from "react";
import { wordDiff } from "../documents/word-diff";
import { WordDiff } from "../ui/WordDiff";

/** What changed between the words a position was given on and those that stand. */
export function Difference({
  before,
  after,
  lang,
}: {
  before: string;
  after: string;
  lang: string;
}) {
  const parts = useMemo(() => wordDiff(before, after), [before, after]);
  return <WordDiff parts={parts} lang={lang} />;
}
