import { type KeyboardEvent, memo, useState } from "react";
import { m } from "../i18n/messages";
import { carriesText, keyOf } from "./disposition";
import { Objection } from "./Objection";
import type { NationalItemView, Whereabouts } from "./view";
import { dispositionName } from "./wording";

/** Longer texts are shown cut, with a button for the rest. */
const LONG_TEXT = 240;

interface NationalItemProps {
  item: NationalItemView;
  language: string;
  selectable: boolean;
  selected: boolean;
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
  onSelect,
  onBoxKey,
  onShowAgendaItem,
}: NationalItemProps) {
  const [open, setOpen] = useState(false);
  const key = keyOf(item);
  const long = item.text.length > LONG_TEXT || item.text.split("\n").length > 4;
  return (
    <li
      data-national-item={item.ref}
      data-status={item.status}
      className={`flex gap-3 rounded-md border px-3 py-2.5 [content-visibility:auto] [contain-intrinsic-size:auto_6rem] ${
        selected ? "border-accent bg-accent-soft" : "border-line bg-raised"
      }`}
    >
      {selectable && (
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
      )}
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-sm font-semibold tabular-nums">{item.ref}</span>
          <ItemWhereabouts item={item} onShowAgendaItem={onShowAgendaItem} />
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
      </div>
    </li>
  );
});

function ItemWhereabouts({
  item,
  onShowAgendaItem,
}: Pick<NationalItemProps, "item" | "onShowAgendaItem">) {
  if (item.status === "unplaced") {
    return (
      <span className="rounded bg-warning-soft px-1.5 text-sm text-warning">
        {m.agenda_one_unplaced()}
      </span>
    );
  }
  return (
    <ul className="contents text-sm">
      {item.whereabouts.map((where) => (
        <li key={where.agendaItem?.id ?? where.disposition} className="min-w-0 text-sm text-muted">
          <WhereItWent where={where} onShowAgendaItem={onShowAgendaItem} />
          <Objection where={where} itemRef={item.ref} />
        </li>
      ))}
    </ul>
  );
}

function WhereItWent({
  where,
  onShowAgendaItem,
}: {
  where: Whereabouts;
  onShowAgendaItem(): void;
}) {
  const { agendaItem, disposition, reason, drifted } = where;
  if (!agendaItem || !carriesText(disposition)) {
    return (
      <>
        <span className="rounded bg-sunken px-1.5">
          {m.agenda_one_set_aside()} – {dispositionName(disposition)}
        </span>
        <span className="mt-1 block whitespace-pre-line">
          <span className="font-semibold">{m.agenda_reason()}</span> – {reason}
        </span>
      </>
    );
  }
  return (
    <>
      <span className="text-success">{dispositionName(disposition)}</span>{" "}
      <a
        href={`#item-${agendaItem.id}`}
        onClick={onShowAgendaItem}
        className="font-semibold text-accent underline underline-offset-2"
      >
        {m.agenda_went_to({ ref: agendaItem.ref })}
      </a>
      {drifted && (
        <span className="ml-2 rounded bg-warning-soft px-1.5 text-warning">
          {m.agenda_changed_since()}
        </span>
      )}
    </>
  );
}
