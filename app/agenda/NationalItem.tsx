import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, memo, useContext, useId, useState } from "react";
import { m } from "../i18n/messages";
import { DragPartsContext } from "./DraggingContext";
import { keyOf } from "./disposition";
import { ItemDestinations } from "./ItemDestinations";
import { RelatedItems } from "./RelatedItems";
import type { NationalItemView } from "./view";

/** Longer texts are shown cut, with a button for the rest. */
const LONG_TEXT = 240;

interface NationalItemProps {
  item: NationalItemView;
  language: string;
  selectable: boolean;
  selected: boolean;
  /** Whether there are items of other delegations that it could belong with. */
  comparable: boolean;
  onSelect(key: string, selected: boolean): void;
  onBoxKey(event: KeyboardEvent<HTMLInputElement>): void;
  onShowAgendaItem(): void;
}

/** One national item: its number, its words, and where it went. */
export const NationalItem = memo(function NationalItem({
  item,
  language,
  selectable,
  selected,
  comparable,
  onSelect,
  onBoxKey,
  onShowAgendaItem,
}: NationalItemProps) {
  const dragParts = useContext(DragPartsContext);
  const [open, setOpen] = useState(false);
  const [comparing, setComparing] = useState(false);
  const relatedId = useId();
  const key = keyOf(item);
  const long = item.text.length > LONG_TEXT || item.text.split("\n").length > 4;
  return (
    <li
      data-national-item={item.ref}
      data-national-key={key}
      data-status={item.status}
      tabIndex={-1}
      className={`flex gap-3 rounded-md border scroll-my-32 px-3 py-2.5 group-data-long/list:[content-visibility:auto] group-data-long/list:[contain-intrinsic-size:auto_6rem] ${
        selected ? "border-accent bg-accent-soft" : "border-line bg-raised"
      }`}
    >
      {selectable && (
        <div className="flex shrink-0 flex-col items-center gap-1.5">
          <input
            type="checkbox"
            data-selects-item={key}
            aria-label={m.agenda_select({ ref: item.ref })}
            aria-describedby="agenda-select-hint"
            checked={selected}
            onKeyDown={onBoxKey}
            onChange={(event) => onSelect(key, event.target.checked)}
            className="mt-1 size-4.5 shrink-0 scroll-my-32 accent-accent"
          />
          {dragParts && <dragParts.DragHandle itemKey={key} />}
        </div>
      )}
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-sm font-semibold tabular-nums">{item.ref}</span>
          <ItemDestinations item={item} onShowAgendaItem={onShowAgendaItem} />
        </div>
        <p
          lang={language}
          className={`mt-0.5 font-serif whitespace-pre-line ${long && !open ? "line-clamp-4" : ""}`}
        >
          {item.text}
        </p>
        {long && (
          <button
            type="button"
            aria-expanded={open}
            aria-label={
              open ? m.agenda_show_less({ ref: item.ref }) : m.agenda_show_more({ ref: item.ref })
            }
            onClick={() => setOpen(!open)}
            className="mt-0.5 text-sm font-semibold text-accent hover:underline"
          >
            {open ? m.agenda_less() : m.agenda_more()}
          </button>
        )}
        {comparable && (
          <button
            type="button"
            aria-expanded={comparing}
            aria-controls={comparing ? relatedId : undefined}
            aria-label={m.related_of({ ref: item.ref })}
            onClick={() => setComparing(!comparing)}
            className="mt-1 flex min-h-6 items-center gap-0.5 text-sm text-accent hover:underline print:hidden"
          >
            {comparing ? (
              <ChevronDown size={15} aria-hidden />
            ) : (
              <ChevronRight size={15} aria-hidden />
            )}
            {m.related_title()}
          </button>
        )}
        {comparing && <RelatedItems id={relatedId} item={item} />}
      </div>
    </li>
  );
});
