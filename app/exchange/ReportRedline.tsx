import { RedlinePartView } from "../amendments/RedlineView";
import { useLocale } from "../ui/root-data";
import type { LineWords } from "./report-redline";

/** What an amendment takes out and puts in, as a report tells it. */
export function ReportRedline({ lines, lang }: { lines: readonly LineWords[]; lang: string }) {
  if (lines.length === 0) return null;
  return (
    <div lang={lang} className="grid max-w-prose gap-1.5 font-serif break-words">
      {lines.map(({ depth, pieces }, at) => {
        // A line of a comparison has no other name than its place, nor has what is in it.
        const key = at;
        return (
          <p key={key} className={depth === 0 ? "" : depth > 1 ? "pl-8" : "pl-4"}>
            {pieces.map(({ kind, text, marks }, i) => {
              const name = i;
              return kind === "form" ? (
                <FormWords key={name} text={text} />
              ) : (
                <RedlinePartView key={name} part={{ kind, text, marks }} />
              );
            })}
          </p>
        );
      })}
    </div>
  );
}

function FormWords({ text }: { text: string }) {
  return (
    <span lang={useLocale()} className="font-sans text-sm text-muted">
      {text}
    </span>
  );
}
