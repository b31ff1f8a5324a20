import { ChevronRight } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type * as Y from "yjs";
import { m } from "../../i18n/messages";
import { DelegationTag } from "../../ui/DelegationTag";
import { useRootData } from "../../ui/root-data";
import { bracketsIn, type PlacedBracket, tallyBrackets } from "../brackets";
import { readDocument } from "../document";
import { PREAMBLE_ID } from "./preamble-id";

/** Reading a long document takes some milliseconds: not at every keystroke. */
const PAUSE_MS = 300;

function useBrackets(doc: Y.Doc, code: string | null): readonly PlacedBracket[] {
  const [brackets, setBrackets] = useState<readonly PlacedBracket[]>([]);
  const read = useCallback(() => {
    const next = bracketsIn(readDocument(doc), code);
    setBrackets((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
  }, [doc, code]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        read();
      }, PAUSE_MS);
    };
    read();
    doc.on("update", later);
    return () => {
      clearTimeout(timer);
      doc.off("update", later);
    };
  }, [doc, read]);
  return brackets;
}

/** How many brackets are left, who holds them, and the way to each. */
export function BracketsLeft({ doc, code }: { doc: Y.Doc; code: string | null }) {
  const brackets = useBrackets(doc, code);
  const order = useRootData()?.delegations.map((delegation) => delegation.code) ?? [];
  const { total, held } = tallyBrackets(brackets, order);
  if (total === 0) return null;
  return (
    <details className="group mb-5 rounded-md border border-line bg-raised px-3 py-2 text-sm print:hidden">
      <summary className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <ChevronRight
          size={16}
          aria-hidden
          className="text-muted transition-transform group-open:rotate-90"
        />
        <span className="font-semibold" role="status">
          {m.brackets_left({ count: total })}
        </span>
        {held.map(({ delegation, count }) => (
          <span key={delegation} className="inline-flex items-center gap-1.5">
            <DelegationTag code={delegation} /> {count}
          </span>
        ))}
      </summary>
      <ol className="mt-2 grid grid-cols-1 gap-1.5">
        {brackets.map(({ id, item, text, delegations }) => (
          <li key={`${item?.id ?? PREAMBLE_ID}/${id}`} className="flex items-baseline gap-2">
            <a
              href={item ? `#item-${item.id}` : `#${PREAMBLE_ID}`}
              className="shrink-0 font-semibold text-accent tabular-nums underline underline-offset-2"
            >
              {item ? item.ref : m.plans_preamble_label()}
            </a>
            <span className="min-w-0 flex-1 truncate font-serif">[{text}]</span>
            <span className="shrink-0 text-muted">{delegations.join(", ")}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
