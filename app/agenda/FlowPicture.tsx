import { useMemo, useState } from "react";
import { m } from "../i18n/messages";
import type { ConcordanceView } from "./concordance";
import {
  type ConcordanceFilter,
  filterConcordance,
  NO_CONCORDANCE_FILTER,
  writeConcordanceFilter,
} from "./concordance-filter";
import { type Flow, type FlowBand, type FlowTarget, layFlow } from "./flow";
import { statusName } from "./wording";

const LEFT = 72;
const RIGHT = 240;
const WIDTH = 366;
const GAP = 20;
/** What all bands together should take, whatever the number of items. */
const BANDS_HEIGHT = 260;
const THICKEST = 7;
/** How many numbers are named for a band. */
const NAMED = 40;

const COLOURS = { "set-aside": "fill-warning", unplaced: "fill-line-strong" } as const;

const sourceName = ({ delegation, area }: Pick<Flow, "delegation" | "area">) =>
  `${delegation} ${area}`;
const targetName = (target: FlowTarget) =>
  typeof target === "number" ? m.agenda_area_number({ number: target }) : statusName(target);

const filterOf = ({ delegation, area, target }: Flow): ConcordanceFilter => ({
  ...NO_CONCORDANCE_FILTER,
  delegation,
  area,
  ...(typeof target === "number" ? { into: target } : { outcome: target }),
});
const addressOf = (flow: Flow) => `?${writeConcordanceFilter(filterOf(flow))}`;

function bandText(flow: Flow): string {
  const [from, to] = [sourceName(flow), targetName(flow.target)];
  return m.agenda_flow_band({ from, to, count: flow.count });
}

/**
 * Where the items of each delegation and area went, as bands; the same as a table below.
 * @param onShow filters the concordance to the items of a band.
 */
export function FlowPicture({
  view,
  onShow,
}: {
  view: ConcordanceView;
  onShow(filter: ConcordanceFilter): void;
}) {
  const [named, setNamed] = useState<Flow | null>(null);
  const layout = useMemo(() => {
    const items = view.flows.reduce((sum, { count }) => sum + count, 0);
    const unit = Math.min(THICKEST, BANDS_HEIGHT / Math.max(1, items));
    return layFlow(view.flows, view.delegations, { unit, gap: GAP });
  }, [view.flows, view.delegations]);
  if (layout.bands.length === 0) return null;

  const refs = named ? filterConcordance(view, filterOf(named)).national.map(({ ref }) => ref) : [];
  const choose = (flow: Flow) => (event: { preventDefault(): void }) => {
    event.preventDefault();
    onShow(filterOf(flow));
  };
  return (
    <section aria-labelledby="concordance-flow" className="mb-8 print:hidden">
      <h2 id="concordance-flow" className="text-xl font-semibold">
        {m.agenda_flow()}
      </h2>
      <p className="mb-3 max-w-prose text-sm text-muted">{m.agenda_flow_hint()}</p>
      <div className="overflow-x-auto rounded-md border border-line bg-raised p-3">
        {/* biome-ignore lint/a11y/useSemanticElements: a picture whose bands are links */}
        <svg
          role="group"
          aria-labelledby="concordance-flow"
          viewBox={`0 -4 ${WIDTH} ${layout.height + GAP}`}
          className="mx-auto w-full min-w-72 max-w-xl"
        >
          {layout.bands.map((band) => (
            <a
              key={`${sourceName(band)} ${band.target}`}
              href={addressOf(band)}
              aria-label={bandText(band)}
              className="opacity-45 hover:opacity-90 focus-visible:opacity-90"
              onClick={choose(band)}
              onMouseEnter={() => setNamed(band)}
              onFocus={() => setNamed(band)}
            >
              <title>{bandText(band)}</title>
              <path
                d={bandPath(band)}
                className={typeof band.target === "number" ? "fill-accent" : COLOURS[band.target]}
              />
            </a>
          ))}
          <g fontSize="13" className="fill-ink">
            {layout.sources.map(({ place, y, height, count }) => (
              <g key={sourceName(place)}>
                <rect x={LEFT - 4} y={y} width="4" height={height} />
                <text x={LEFT - 10} y={y + height / 2 + 4} textAnchor="end">
                  {sourceName(place)} · {count}
                </text>
              </g>
            ))}
            {layout.targets.map(({ place, y, height, count }) => (
              <g key={place}>
                <rect x={RIGHT} y={y} width="4" height={height} />
                <text x={RIGHT + 10} y={y + height / 2 + 4}>
                  {targetName(place)} · {count}
                </text>
              </g>
            ))}
          </g>
        </svg>
        <p className="mt-2 min-h-12 text-sm">
          {named && (
            <>
              <span className="font-semibold">{bandText(named)}</span>{" "}
              <span className="text-muted">
                {refs.slice(0, NAMED).join(" · ")}
                {refs.length > NAMED && " …"}
              </span>
            </>
          )}
        </p>
      </div>
      <details className="mt-2">
        <summary className="w-fit text-sm text-accent hover:underline">
          {m.agenda_flow_table()}
        </summary>
        <table className="mt-2 border-collapse text-sm">
          <caption className="sr-only">{m.agenda_flow()}</caption>
          <thead>
            <tr className="border-b border-line-strong text-left">
              <th scope="col" className="py-1 pr-6">
                {m.agenda_concordance_item()}
              </th>
              <th scope="col" className="py-1 pr-6">
                {m.agenda_disposition()}
              </th>
              <th scope="col" className="py-1">
                {m.agenda_flow_items()}
              </th>
            </tr>
          </thead>
          <tbody>
            {layout.bands.map((band) => (
              <tr key={`${sourceName(band)} ${band.target}`} className="border-b border-line">
                <th scope="row" className="py-1 pr-6 text-left font-normal">
                  {sourceName(band)}
                </th>
                <td className="py-1 pr-6">{targetName(band.target)}</td>
                <td className="py-1">
                  <a
                    href={addressOf(band)}
                    aria-label={bandText(band)}
                    onClick={choose(band)}
                    className="text-accent tabular-nums underline underline-offset-2"
                  >
                    {band.count}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function bandPath({ fromY, toY, height }: FlowBand): string {
  const middle = (LEFT + RIGHT) / 2;
  return [
    `M${LEFT} ${fromY}`,
    `C${middle} ${fromY} ${middle} ${toY} ${RIGHT} ${toY}`,
    `V${toY + height}`,
    `C${middle} ${toY + height} ${middle} ${fromY + height} ${LEFT} ${fromY + height}`,
    "Z",
  ].join(" ");
}
