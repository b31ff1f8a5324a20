import { m } from "../i18n/messages";
import { DelegationTag } from "../ui/DelegationTag";
import { accountedShare, type Coverage, type Tally } from "./coverage";
import { restText } from "./wording";

/**
 * How many national items the agenda accounts for: areas down, delegations across.
 * @param onShow shows the items behind a cell; only for delegations in `shown`.
 */
export function CoverageTable({
  coverage,
  shown,
  onShow,
}: {
  coverage: Coverage;
  shown: ReadonlySet<string>;
  onShow(cell: { area: number | null; delegation: string | null }): void;
}) {
  const cell = (tally: Tally, area: number | null, delegation: string | null) => (
    <CoverageCell
      tally={tally}
      onShow={
        tally.total > 0 && (delegation === null || shown.has(delegation))
          ? () => onShow({ area, delegation })
          : undefined
      }
    />
  );
  return (
    <div className="min-w-0 overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{m.agenda_coverage_caption()}</caption>
        <thead>
          <tr className="border-b border-line">
            <td />
            {coverage.delegations.map((code) => (
              <th key={code} scope="col" className="px-2 py-1 max-sm:px-1 text-left font-normal">
                <span className="sm:hidden">
                  <DelegationTag code={code} nameless />
                </span>
                <span className="hidden sm:inline">
                  <DelegationTag code={code} />
                </span>
              </th>
            ))}
            <th scope="col" className="px-2 py-1 max-sm:px-1 text-left font-semibold">
              {m.agenda_coverage_all()}
            </th>
          </tr>
        </thead>
        <tbody>
          {coverage.areas.map((area) => (
            <tr key={area.number} className="border-b border-line">
              <th scope="row" className="py-1.5 pr-2 text-left font-normal whitespace-nowrap">
                {m.agenda_area_number({ number: area.number })}
              </th>
              {area.tallies.map((tally, column) => {
                const delegation = coverage.delegations[column] ?? null;
                return (
                  <td key={delegation} className="align-top">
                    {cell(tally, area.number, delegation)}
                  </td>
                );
              })}
              <td className="align-top">{cell(area.all, area.number, null)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <th scope="row" className="py-1.5 pr-2 text-left">
              {m.agenda_coverage_all()}
            </th>
            {coverage.byDelegation.map((tally, column) => {
              const delegation = coverage.delegations[column] ?? null;
              return (
                <td key={delegation} className="align-top">
                  {cell(tally, null, delegation)}
                </td>
              );
            })}
            <td className="align-top">{cell(coverage.all, null, null)}</td>
          </tr>
        </tfoot>
      </table>
      <CoverageLegend />
    </div>
  );
}

function CoverageCell({ tally, onShow }: { tally: Tally; onShow?: () => void }) {
  if (tally.total === 0) {
    return (
      <span className="block px-2 py-1 max-sm:px-1 font-normal text-muted">
        {m.agenda_coverage_nothing()}
      </span>
    );
  }
  const rest = restText(tally);
  const content = (
    <>
      <span className="block whitespace-nowrap tabular-nums">
        {m.agenda_coverage_placed({ placed: tally.placed, total: tally.total })}{" "}
        <span className="font-normal max-sm:sr-only">{m.agenda_coverage_placed_word()}</span>
      </span>
      <CoverageBar tally={tally} />
      <span className="sr-only">{m.agenda_legend_share({ share: accountedShare(tally) })}. </span>
      {rest.length > 0 && <span className="block font-normal text-muted">{rest.join(" · ")}</span>}
    </>
  );
  if (!onShow) return <span className="block px-2 py-1 max-sm:px-1">{content}</span>;
  return (
    <button
      type="button"
      title={m.agenda_coverage_show()}
      onClick={onShow}
      className="block w-full rounded px-2 py-1 max-sm:px-1 text-left hover:bg-sunken"
    >
      {content}
    </button>
  );
}

/**
 * Placed at full height, then set aside at half, then the rest as a line: shapes as well as colours.
 * The numbers beside it say the same.
 */
export function CoverageBar({ tally }: { tally: Tally }) {
  const placed = (tally.placed / tally.total) * 100;
  const aside = (tally.setAside / tally.total) * 100;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      className="my-1 h-3 w-full"
    >
      <rect y="10" width="100" height="2" className="fill-line-strong" />
      <rect x={placed} y="6" width={aside} height="6" className="fill-warning" />
      <rect width={placed} height="12" className="fill-accent" />
    </svg>
  );
}

const ONE: Tally = { placed: 0, setAside: 0, unplaced: 0, total: 1 };

function CoverageLegend() {
  const entries = [
    { tally: { ...ONE, placed: 1 }, text: m.agenda_legend_placed() },
    { tally: { ...ONE, setAside: 1 }, text: m.agenda_legend_aside() },
    { tally: { ...ONE, unplaced: 1 }, text: m.agenda_legend_unplaced() },
  ];
  return (
    <ul
      aria-label={m.agenda_coverage_legend()}
      className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted"
    >
      {entries.map(({ tally, text }) => (
        <li key={text} className="inline-flex items-center gap-2">
          <span className="w-8">
            <CoverageBar tally={tally} />
          </span>
          {text}
        </li>
      ))}
    </ul>
  );
}
