import { Link } from "@remix-run/react";
import { ChevronRight } from "lucide-react";
import { positionName } from "../agenda/position-wording";
import { m } from "../i18n/messages";
import { DelegationTag } from "../ui/DelegationTag";
import { Empty } from "../ui/Empty";
import { useRootData } from "../ui/root-data";
import { Time } from "../ui/Time";
import type { AdoptionView, SaidView } from "./view";

const HEAD = "border-b-2 border-line-strong px-2 py-1.5 text-left text-sm font-semibold";
const CELL = "border-b border-line px-2 py-2 align-top break-words";

/** Who agreed to what, when, item by item: for each delegation a table, folded until asked for. */
export function ConsentRecord({ view }: { view: AdoptionView }) {
  const adopted = view.adoption !== null;
  return (
    <section aria-labelledby="adoption-record">
      <h2 id="adoption-record" className="text-xl font-semibold">
        {m.adoption_record()}
      </h2>
      <p className="mb-2 max-w-prose text-muted">
        {adopted ? m.adoption_record_adopted_text() : m.adoption_record_text()}
      </p>
      {view.items.length === 0 ? (
        <Empty title={m.adoption_record_none()} />
      ) : (
        <div className="grid gap-2">
          {view.record.map(({ delegation, rows }) => (
            <details
              key={delegation}
              data-record={delegation}
              className="group rounded-md border border-line bg-raised px-3 py-2"
            >
              <summary className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <ChevronRight
                  size={16}
                  aria-hidden
                  className="text-muted transition-transform group-open:rotate-90"
                />
                <DelegationTag code={delegation} />
                <span className="text-sm text-muted">
                  {m.adoption_record_said({
                    count: rows.filter(counts).length,
                    total: rows.length,
                  })}
                </span>
              </summary>
              <RecordTable view={view} delegation={delegation} rows={rows} />
            </details>
          ))}
        </div>
      )}
    </section>
  );
}

const counts = ({ said, current }: SaidView) => said !== null && said !== "silent" && current;

function RecordTable({
  view,
  delegation,
  rows,
}: {
  view: AdoptionView;
  delegation: string;
  rows: readonly SaidView[];
}) {
  const name = useRootData()?.delegations.find(({ code }) => code === delegation)?.name;
  const items = new Map(view.items.map((item) => [item.id, item]));
  return (
    <table className="mt-2 w-full table-fixed border-collapse">
      <caption className="sr-only">
        {m.adoption_record_caption({ delegation: name ?? delegation })}
      </caption>
      <thead>
        <tr>
          <th scope="col" className={`${HEAD} sm:w-1/2`}>
            {m.adoption_column_item()}
          </th>
          <th scope="col" className={HEAD}>
            {m.adoption_column_position()}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const item = items.get(row.itemId);
          return (
            <tr key={row.itemId}>
              <th scope="row" className={`${CELL} text-left font-normal`}>
                <Link
                  to={`/agenda#item-${row.itemId}`}
                  className="font-semibold text-accent tabular-nums underline underline-offset-2"
                >
                  {item?.ref}
                </Link>
                <p lang={view.agenda.language} className="line-clamp-3 font-serif">
                  {item?.words}
                </p>
              </th>
              <td className={CELL}>
                <Said row={row} adopted={view.adoption !== null} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Said({ row, adopted }: { row: SaidView; adopted: boolean }) {
  if (row.said === null) return <p className="text-muted">{m.positions_missing()}</p>;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">
          {row.said === "silent" ? m.adoption_silent() : positionName(row.said)}
        </span>
        {!row.current && (
          <span className="rounded bg-warning-soft px-1 text-sm text-warning">
            {adopted ? m.adoption_earlier_words() : m.positions_to_confirm()}
          </span>
        )}
      </p>
      {row.note && <p className="whitespace-pre-line">{row.note}</p>}
      {row.at !== null && (
        <p className="text-sm text-muted">
          {row.person && `${row.person}, `}
          <Time at={row.at} />
        </p>
      )}
    </>
  );
}
