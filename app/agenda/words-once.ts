/**
 * The view of the agenda on its way to the page, with words that it holds twice in it once: most sources
 * still say what was taken from them, and what they say is among the national items.
 */
import { keyOf } from "./disposition";
import type { AgendaAreaView, AgendaItemView, AgendaSource, AgendaView } from "./view";

/** A source whose words are null where the national item of the same view says just them. */
type SourceSent = Omit<AgendaSource, "basisText"> & { basisText: string | null };

type Area<Source> = Omit<AgendaAreaView, "items"> & {
  items: (Omit<AgendaItemView, "sources"> & { sources: Source[] })[];
};

export type AgendaSent = Omit<AgendaView, "areas"> & { areas: Area<SourceSent>[] };

const wordsOf = ({ items }: Pick<AgendaView, "items">) =>
  new Map(items.map((item) => [keyOf(item), item.text]));

/** What goes to the page. */
export function wordsOnce(view: AgendaView): AgendaSent {
  const words = wordsOf(view);
  return {
    ...view,
    areas: changed(
      view.areas,
      (source: AgendaSource): SourceSent =>
        words.get(keyOf(source)) === source.basisText ? { ...source, basisText: null } : source,
    ),
  };
}

/** The view that `wordsOnce` was given. */
export function wordsInFull(sent: AgendaSent): AgendaView {
  const words = wordsOf(sent);
  return {
    ...sent,
    areas: changed(
      sent.areas,
      ({ basisText, ...source }: SourceSent): AgendaSource => ({
        ...source,
        basisText: basisText ?? words.get(keyOf(source)) ?? "",
      }),
    ),
  };
}

const changed = <From, To>(
  areas: readonly Area<From>[],
  change: (source: From) => To,
): Area<To>[] =>
  areas.map((area) => ({
    ...area,
    items: area.items.map((item) => ({ ...item, sources: item.sources.map(change) })),
  }));
