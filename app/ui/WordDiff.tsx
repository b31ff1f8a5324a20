import { Fragment } from "react";
import { m } from "../i18n/messages";
import { useLocale } from "./root-data";

interface Part {
  kind: "same" | "removed" | "added";
  text: string;
}

const LOOKS = {
  removed: "rounded-xs bg-danger-soft text-danger line-through decoration-2",
  added:
    "rounded-xs bg-success-soft font-semibold text-success no-underline border-b-2 border-current",
} as const;

/**
 * A text with what was taken out struck through and what was put in underlined; a screen reader is
 * told of both in words.
 * @param lang of the text.
 */
export function WordDiff({ parts, lang }: { parts: readonly Part[]; lang: string }) {
  return (
    <p lang={lang} className="font-serif whitespace-pre-line text-ink">
      {parts.map(({ kind, text }, index) => {
        // A part has no other name than its place.
        const key = index;
        if (kind === "same") return <Fragment key={key}>{text}</Fragment>;
        const Mark = kind === "removed" ? "del" : "ins";
        return (
          <Mark key={key} className={LOOKS[kind]}>
            <Aside>{`[${kind === "removed" ? m.ui_diff_removed() : m.ui_diff_added()} `}</Aside>
            {text}
            <Aside>]</Aside>
          </Mark>
        );
      })}
    </p>
  );
}

/** Said to a screen reader in the reader's language, and not shown. */
function Aside({ children }: { children: string }) {
  return (
    <span lang={useLocale()} className="sr-only">
      {children}
    </span>
  );
}
