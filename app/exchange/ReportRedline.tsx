import type { RedlineParagraph } from "../amendments/redline";
import { WordDiff } from "../ui/WordDiff";

/** What an amendment takes out and puts in, as a report tells it. */
export function ReportRedline({
  paragraphs,
  lang,
}: {
  paragraphs: readonly RedlineParagraph[];
  lang: string;
}) {
  if (paragraphs.length === 0) return null;
  const parts = paragraphs.flatMap(({ parts, list }, index) => [
    ...(index > 0 ? [{ kind: "same" as const, text: "\n" }] : []),
    ...(list ? [{ kind: "same" as const, text: "– " }] : []),
    ...parts.map(({ kind, text }) => ({
      kind: kind === "formatted" ? ("same" as const) : kind,
      text,
    })),
  ]);
  return (
    <div className="max-w-prose break-words">
      <WordDiff parts={parts} lang={lang} />
    </div>
  );
}
