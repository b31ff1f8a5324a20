import { type ReactNode, useMemo } from "react";
import { DETAIL_LABELS } from "../documents/editor/ItemDetailsLine";
import type { Mark, RichText } from "../documents/rich-text";
import { m } from "../i18n/messages";
import { useLocale } from "../ui/root-data";
import { formNoteText } from "./form-wording";
import { type RedlineParagraph, type RedlinePart, redline } from "./redline";
import { linesOf, type RedlinePiece } from "./redline-lines";

const LOOKS = {
  removed: "rounded-xs bg-danger-soft text-danger line-through decoration-2",
  added:
    "rounded-xs bg-success-soft font-semibold text-success no-underline border-b-2 border-current",
  formatted: "border-b-2 border-dotted border-current",
} as const;

/**
 * What a text was and what it is to be: words taken out struck through, words put in underlined,
 * new formatting dotted; a screen reader is told of each in words.
 * @param lang of the text.
 */
export function RedlineView({
  paragraphs,
  lang,
}: {
  paragraphs: readonly RedlineParagraph[];
  lang: string;
}) {
  const locale = useLocale();
  const lines = useMemo(() => linesOf(paragraphs), [paragraphs]);
  return (
    <div lang={lang} className="grid gap-1.5 font-serif [overflow-wrap:anywhere]">
      {lines.map(({ detail, depth, pieces }, at) => {
        // A line of a comparison has no other name than its place, nor has what is in it.
        const key = at;
        return (
          <p key={key} className={depth === 0 ? "" : depth > 1 ? "pl-8" : "pl-4"}>
            {detail && (
              <b lang={locale} className="font-sans text-sm font-semibold">
                {DETAIL_LABELS[detail]()}{" "}
              </b>
            )}
            {pieces.map((piece, i) => {
              const name = i;
              return <RedlinePieceView key={name} piece={piece} />;
            })}
          </p>
        );
      })}
    </div>
  );
}

/** What changed between two texts, worked out once for the two. */
export function TextChange({
  before,
  after,
  lang,
}: {
  before: RichText;
  after: RichText;
  lang: string;
}) {
  const paragraphs = useMemo(() => redline(before, after), [before, after]);
  return <RedlineView paragraphs={paragraphs} lang={lang} />;
}

/** Words of a comparison, the mark of a list, or what is said of a change of form. */
export function RedlinePieceView({ piece }: { piece: RedlinePiece }) {
  const locale = useLocale();
  if (piece.kind === "form") {
    return (
      <span lang={locale} className="font-sans text-sm text-muted">
        {` [${formNoteText(piece.note)}] `}
      </span>
    );
  }
  if (piece.kind !== "marker") return <RedlinePartView part={piece} />;
  const { change, text } = piece;
  // What becomes of it is said in words.
  if (change === "same") return <span aria-hidden>{text}</span>;
  const Tag = change === "removed" ? "del" : "ins";
  return (
    <Tag aria-hidden className={LOOKS[change]}>
      {text}
    </Tag>
  );
}

/** Words of a comparison, within a line. */
export function RedlinePartView({ part: { kind, text, marks } }: { part: RedlinePart }) {
  const words = marks.reduce<ReactNode>(marked, text);
  if (kind === "same") return <>{words}</>;
  if (kind === "formatted") {
    return (
      <span className={LOOKS.formatted}>
        <Said>{`[${m.amendments_formatted()} `}</Said>
        {words}
        <Said>]</Said>
      </span>
    );
  }
  const Tag = kind === "removed" ? "del" : "ins";
  return (
    <Tag className={LOOKS[kind]}>
      <Said>{`[${kind === "removed" ? m.ui_diff_removed() : m.ui_diff_added()} `}</Said>
      {words}
      <Said>]</Said>
    </Tag>
  );
}

function marked(words: ReactNode, mark: Mark): ReactNode {
  if (mark.type === "bold") return <strong>{words}</strong>;
  if (mark.type === "italic") return <em>{words}</em>;
  return mark.type === "link" ? <u title={mark.attrs.href}>{words}</u> : words;
}

/** Said to a screen reader in the reader's language, and not shown. */
function Said({ children }: { children: string }) {
  return (
    <span lang={useLocale()} className="sr-only">
      {children}
    </span>
  );
}
