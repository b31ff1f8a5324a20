/**
 * The view of the agenda on its way to the page, in parts that stay the same objects for as long as what
 * is in them does: the national items of an area, an area of the agenda. Words that the view holds twice
 * are in it once: most sources still say what was taken from them, which is among the national items.
 */
import { memoizeByIdentity } from "../ui/memoize";
import { keyOf } from "./disposition";
import type {
  AgendaAreaView,
  AgendaItemView,
  AgendaSource,
  AgendaView,
  ItemPositionsView,
  NationalItemView,
  PositionsView,
} from "./view";

/** A source whose words are null where the national item of the same view says just them. */
type SourceSent = Omit<AgendaSource, "basisText"> & { basisText: string | null };
type ItemSent = Omit<AgendaItemView, "sources"> & { sources: SourceSent[] };

/** All that is not in the other parts. */
interface AboutPart {
  kind: "about";
  view: Omit<AgendaView, "areas" | "items" | "positions">;
  areas: Omit<AgendaAreaView, "items">[];
  positions: PositionsView;
}

interface NationalPart {
  kind: "national";
  items: readonly NationalItemView[];
}

interface AreaPart {
  kind: "area";
  id: string;
  items: ItemSent[];
  positions: (ItemPositionsView | null)[];
}

export type ViewPart = AboutPart | NationalPart | AreaPart;

/** What goes to the page. */
export function partsOfView(view: AgendaView): ViewPart[] {
  const { areas, items, positions, ...rest } = view;
  const words = wordsOf(items);
  const left = { ...positions.items };
  const inAreas = areas.flatMap((area): AreaPart[] => {
    const said = area.items.map(({ id }) => left[id] ?? null);
    for (const { id } of area.items) delete left[id];
    const [first] = area.items;
    const isSaid = area.items.flatMap(({ sources }) =>
      sources.map((source) => words.get(keyOf(source)) === source.basisText),
    );
    return first ? [areaPart(first, area.id, area.items, isSaid, said)] : [];
  });
  return [
    {
      kind: "about",
      view: rest,
      areas: areas.map(({ id, number, title }) => ({ id, number, title })),
      positions: { ...positions, items: left },
    },
    ...runsOf(items).flatMap((run) => (run[0] ? [nationalPart(run[0], run)] : [])),
    ...inAreas,
  ];
}

const wordsOf = (items: readonly NationalItemView[]) =>
  new Map(items.map((item) => [keyOf(item), item.text]));

/** Items that stand together and are of one area of one plan. */
function runsOf(items: readonly NationalItemView[]): NationalItemView[][] {
  const runs: NationalItemView[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (before?.planId === item.planId && before.areaNumber === item.areaNumber) run?.push(item);
    else runs.push([item]);
  }
  return runs;
}

const nationalPart = memoizeByIdentity(
  (_: NationalItemView, items: readonly NationalItemView[]): NationalPart => ({
    kind: "national",
    items,
  }),
);

/** @param isSaid of the sources of all items, in their order: whether their words are in the view. */
const areaPart = memoizeByIdentity(
  (
    _: AgendaItemView,
    id: string,
    items: readonly AgendaItemView[],
    isSaid: readonly boolean[],
    positions: (ItemPositionsView | null)[],
  ): AreaPart => {
    let at = 0;
    const sent = (source: AgendaSource): SourceSent =>
      isSaid[at++] ? { ...source, basisText: null } : source;
    return {
      kind: "area",
      id,
      items: items.map((item) => ({ ...item, sources: item.sources.map(sent) })),
      positions,
    };
  },
);

/** The view that `partsOfView` was given. */
export function viewOfParts(parts: readonly ViewPart[]): AgendaView | null {
  const about = parts.find((part) => part.kind === "about");
  if (!about) return null;
  const items = parts.flatMap((part) => (part.kind === "national" ? part.items : []));
  const words = wordsOf(items);
  const inFull = ({ basisText, ...source }: SourceSent): AgendaSource => ({
    ...source,
    basisText: basisText ?? words.get(keyOf(source)) ?? "",
  });
  const inAreas = parts.filter((part) => part.kind === "area");
  const positions = inAreas.flatMap((area) =>
    area.items.map(({ id }, at) => [id, area.positions[at]] as const),
  );
  return {
    ...about.view,
    items,
    areas: about.areas.map((area) => ({
      ...area,
      items: inAreas
        .filter(({ id }) => id === area.id)
        .flatMap((part) =>
          part.items.map((item) => ({ ...item, sources: item.sources.map(inFull) })),
        ),
    })),
    positions: {
      ...about.positions,
      items: {
        ...about.positions.items,
        ...Object.fromEntries(positions.flatMap(([id, said]) => (said ? [[id, said]] : []))),
      },
    },
  };
}
