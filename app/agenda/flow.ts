/**
 * The flow from the national plans to the agenda as bands: by delegation and area on one side, by
 * area of the agenda, "set aside" and "unplaced" on the other. Pure geometry; the picture draws it.
 */
import type { Concordance } from "./concordance";
import type { Coverage } from "./coverage";

/** Where a band ends: an area of the agenda by its number, or what became of the items instead. */
export type FlowTarget = number | "set-aside" | "unplaced";

export interface FlowSource {
  delegation: string;
  area: number;
}

/** How many national items go from one place to the other; an item carried to two areas is in both. */
export interface Flow extends FlowSource {
  target: FlowTarget;
  count: number;
}

/**
 * Counts the flows. Items of plans that are not the reader's to read are in the coverage alone, as
 * far as they are not named as sources, and are taken from there.
 */
export function flowsOf(
  { national }: Pick<Concordance, "national">,
  coverage: Coverage,
  readable: ReadonlySet<string>,
): Flow[] {
  const flows = new Map<string, Flow>();
  const add = (flow: Flow) => {
    if (flow.count === 0) return;
    const key = `${flow.delegation} ${flow.area} ${flow.target}`;
    const known = flows.get(key);
    if (known) known.count += flow.count;
    else flows.set(key, { ...flow });
  };
  for (const row of national) {
    if (row.visibility === "removed") continue;
    const source = { delegation: row.delegation, area: row.areaNumber, count: 1 };
    if (row.status !== "placed") add({ ...source, target: row.status });
    else {
      const areas = new Set(row.carried.map(({ areaNumber }) => areaNumber));
      for (const target of areas) add({ ...source, target });
    }
  }
  for (const { number: area, tallies } of coverage.areas) {
    tallies.forEach(({ setAside, unplaced }, column) => {
      const delegation = coverage.delegations[column];
      if (delegation === undefined || readable.has(delegation)) return;
      add({ delegation, area, target: "set-aside", count: setAside });
      add({ delegation, area, target: "unplaced", count: unplaced });
    });
  }
  return [...flows.values()];
}

/** A place on one side; its height is that of all its bands. */
export interface FlowNode<Place> {
  place: Place;
  count: number;
  y: number;
  height: number;
}

export interface FlowBand extends Flow {
  /** Upper edges on both sides. */
  fromY: number;
  toY: number;
  height: number;
}

export interface FlowLayout {
  sources: FlowNode<FlowSource>[];
  targets: FlowNode<FlowTarget>[];
  bands: FlowBand[];
  height: number;
}

const targetRank = (target: FlowTarget) =>
  target === "unplaced"
    ? Number.POSITIVE_INFINITY
    : target === "set-aside"
      ? Number.MAX_SAFE_INTEGER
      : target;

/**
 * Lays the bands out, in any unit of length.
 * @param order codes of the delegations in their order.
 * @param unit height of one item.
 * @param gap between two places; a place is at least as high as its label, which the gap leaves room for.
 */
export function layFlow(
  flows: readonly Flow[],
  order: readonly string[],
  { unit, gap }: { unit: number; gap: number },
): FlowLayout {
  const rank = (code: string) => {
    const index = order.indexOf(code);
    return index < 0 ? order.length : index;
  };
  const sorted = [...flows].sort(
    (a, b) =>
      rank(a.delegation) - rank(b.delegation) ||
      (a.delegation < b.delegation ? -1 : a.delegation > b.delegation ? 1 : 0) ||
      a.area - b.area ||
      compareTargets(a.target, b.target),
  );
  const sourceKey = ({ delegation, area }: FlowSource) => `${delegation} ${area}`;
  const sources = stack(sorted, sourceKey, ({ delegation, area }) => ({ delegation, area }), {
    unit,
    gap,
  });
  const byTarget = [...sorted].sort((a, b) => compareTargets(a.target, b.target));
  const targets = stack(
    byTarget,
    ({ target }) => String(target),
    ({ target }) => target,
    {
      unit,
      gap,
    },
  );
  // On each side a band begins where the one before it ended.
  const nextFrom = new Map(sources.map((node) => [sourceKey(node.place), node.y]));
  const nextTo = new Map(targets.map((node) => [String(node.place), node.y]));
  const bands = sorted.map((flow): FlowBand => {
    const height = flow.count * unit;
    const [from, to] = [sourceKey(flow), String(flow.target)];
    const band = { ...flow, fromY: nextFrom.get(from) ?? 0, toY: nextTo.get(to) ?? 0, height };
    nextFrom.set(from, band.fromY + height);
    nextTo.set(to, band.toY + height);
    return band;
  });
  const ends = [...sources, ...targets].map(({ y, height }) => y + height);
  return { sources, targets, bands, height: Math.max(0, ...ends) };
}

function compareTargets(a: FlowTarget, b: FlowTarget): number {
  const [left, right] = [targetRank(a), targetRank(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** One place below the other, in the order of their first flow. */
function stack<Place>(
  flows: readonly Flow[],
  keyOf: (flow: Flow) => string,
  placeOf: (flow: Flow) => Place,
  { unit, gap }: { unit: number; gap: number },
): FlowNode<Place>[] {
  const nodes = new Map<string, FlowNode<Place>>();
  for (const flow of flows) {
    const node = nodes.get(keyOf(flow)) ?? { place: placeOf(flow), count: 0, y: 0, height: 0 };
    node.count += flow.count;
    node.height += flow.count * unit;
    nodes.set(keyOf(flow), node);
  }
  let y = 0;
  for (const node of nodes.values()) {
    node.y = y;
    y += node.height + gap;
  }
  return [...nodes.values()];
}
