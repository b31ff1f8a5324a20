/** The two sides of the concordance as tables. */
import { Link } from "@remix-run/react";
import { memo } from "react";
import { m } from "../i18n/messages";
import { DelegationTag } from "../ui/DelegationTag";
import { useProgressiveCount } from "../ui/useProgressiveCount";
import type { AgendaRow, NationalRow } from "./concordance";
import { keyOf } from "./disposition";
import { Objection } from "./Objection";
import { dispositionName } from "./wording";

const HEAD =
  "sticky top-0 z-10 border-b-2 border-line-strong bg-paper px-2 py-2 text-left text-sm font-semibold print:static";
const CELL = "border-b border-line px-2 py-2.5 align-top break-words";
const LINK = "font-semibold text-accent tabular-nums underline underline-offset-2";
const BADGE = "rounded bg-warning-soft px-1.5 text-sm text-warning";

interface Languages {
  languages: Record<string, string>;
}

/** Every national item, and what became of it. */
export const NationalTable = memo(function NationalTable({
  rows,
  languages,
}: Languages & { rows: readonly NationalRow[] }) {
  const drawn = useProgressiveCount(rows.length);
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{m.agenda_concordance_national()}</caption>
      <thead>
        <tr>
          <th scope="col" className={`${HEAD} w-1/2`}>
            {m.agenda_concordance_item()}
          </th>
          <th scope="col" className={HEAD}>
            {m.agenda_disposition()}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, drawn).map((row) => (
          <tr key={keyOf(row)} data-concordance={row.ref} className="print:break-inside-avoid">
            <th scope="row" className={`${CELL} text-left font-normal`}>
              <p className="flex flex-wrap items-baseline gap-x-2">
                <DelegationTag code={row.delegation} nameless />
                <NationalRef row={row} />
              </p>
              {row.visibility === "internal" ? (
                <p className="text-sm text-muted italic">{m.agenda_source_internal()}</p>
              ) : row.visibility === "removed" ? (
                <span className={BADGE}>{m.agenda_removed_since()}</span>
              ) : (
                <p lang={languages[row.planId]} className="font-serif whitespace-pre-line">
                  {row.text}
                </p>
              )}
            </th>
            <td className={CELL}>
              <Fate row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function NationalRef({ row }: { row: NationalRow }) {
  if (row.visibility !== "listed") {
    return <span className="font-semibold tabular-nums">{row.ref}</span>;
  }
  return (
    <Link to={`/plans/${row.planSlug}#item-${row.itemId}`} className={LINK}>
      {row.ref}
    </Link>
  );
}

function Fate({ row }: { row: NationalRow }) {
  if (row.status === "unplaced") return <span className={BADGE}>{m.agenda_one_unplaced()}</span>;
  if (row.aside) {
    return (
      <>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold">{dispositionName(row.aside.disposition)}</span>
          {row.aside.drifted && <span className={BADGE}>{m.drift_since_aside()}</span>}
        </p>
        <p className="text-sm whitespace-pre-line text-muted">{row.aside.reason}</p>
        <Objection where={row.aside} itemRef={row.ref} />
      </>
    );
  }
  return (
    <ul className="grid gap-0.5">
      {row.carried.map((to) => (
        <li key={to.agendaItemId} className="flex flex-wrap items-baseline gap-x-2">
          <Link to={`/agenda#item-${to.agendaItemId}`} className={LINK}>
            {to.ref}
          </Link>
          <span>{dispositionName(to.disposition)}</span>
          {to.drifted && row.visibility === "listed" && (
            <span className={BADGE}>{m.agenda_changed_since()}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Every agenda item, and the national items it comes from. */
export const AgendaTable = memo(function AgendaTable({
  rows,
  language,
}: {
  rows: readonly AgendaRow[];
  language: string | undefined;
}) {
  const drawn = useProgressiveCount(rows.length);
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{m.agenda_concordance_regional()}</caption>
      <thead>
        <tr>
          <th scope="col" className={`${HEAD} w-1/2`}>
            {m.agenda_add_item()}
          </th>
          <th scope="col" className={HEAD}>
            {m.agenda_sources()}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, drawn).map((row) => (
          <tr key={row.id} data-concordance={row.ref} className="print:break-inside-avoid">
            <th scope="row" className={`${CELL} text-left font-normal`}>
              <Link to={`/agenda#item-${row.id}`} className={LINK}>
                {row.ref}
              </Link>
              <p lang={language} className="font-serif whitespace-pre-line">
                {row.text}
              </p>
            </th>
            <td className={CELL}>
              {row.sources.length === 0 ? (
                <p className="text-muted">{m.agenda_sources_none()}</p>
              ) : (
                <ul className="grid gap-0.5">
                  {row.sources.map((source) => (
                    <li key={keyOf(source)} className="flex flex-wrap items-baseline gap-x-2">
                      {source.readable && !source.removed ? (
                        <Link
                          to={`/plans/${source.planSlug}#item-${source.itemId}`}
                          className={LINK}
                        >
                          {source.ref}
                        </Link>
                      ) : (
                        <span className="font-semibold tabular-nums">{source.ref}</span>
                      )}
                      <span>{dispositionName(source.disposition)}</span>
                      {source.removed && !source.drifted && (
                        <span className="text-muted">{m.drafting_removed_kept()}</span>
                      )}
                      {source.drifted && (
                        <span className={BADGE}>
                          {source.removed ? m.agenda_removed_since() : m.agenda_changed_since()}
                        </span>
                      )}
                    </li>
                  ))}
                </ul>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});
