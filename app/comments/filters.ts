/** Which threads are shown: by what they are to the reader, and by whose people wrote in them. */
import type { Actor } from "../accounts/policy";
import { homeOf, mentionedPeople, mentionsIn } from "./mentions";
import type { ThreadView } from "./threads";

export const FILTERS = ["open", "mine", "mentions", "resolved", "all"] as const;
export type Filter = (typeof FILTERS)[number];

/** In place of a delegation: the secretariat and observers. */
export const REGIONAL = "regional";

export interface Selection {
  filter: Filter;
  /** Code of a delegation, or `REGIONAL`: only threads in which one of its people wrote. */
  by: string | null;
}

/** Who reads, and what. */
export interface Reading {
  me: Actor;
  /** Code of the plan's delegation; null for the agenda. */
  delegation: string | null;
}

export const DEFAULT_SELECTION: Selection = { filter: "open", by: null };

/** What the address of a page says; what it does not know is as if it were not there. */
export function selectionIn(search: string): Selection {
  const query = new URLSearchParams(search);
  const filter = FILTERS.find((each) => each === query.get("comments")) ?? DEFAULT_SELECTION.filter;
  const by = query.get("by");
  return { filter, by: by && /^[A-Za-z-]{1,16}$/.test(by) ? by : null };
}

/** The address's query with this selection in it; the rest of it stays. */
export function withSelection(search: string, { filter, by }: Selection): string {
  const query = new URLSearchParams(search);
  query.delete("comments");
  query.delete("by");
  if (filter !== DEFAULT_SELECTION.filter) query.set("comments", filter);
  if (by !== null) query.set("by", by);
  const words = query.toString();
  return words && `?${words}`;
}

const said = ({ comments }: ThreadView) => comments.filter(({ deleted }) => !deleted);

function isOf(filter: Filter, thread: ThreadView, { me, delegation }: Reading): boolean {
  switch (filter) {
    case "open":
      return thread.resolved === null;
    case "mine":
      return said(thread).some(({ author }) => author.id === me.id);
    case "mentions": {
      const home = homeOf(thread, delegation);
      return said(thread).some(
        ({ body }) => mentionedPeople(mentionsIn(body), [me], home).length > 0,
      );
    }
    case "resolved":
      return thread.resolved !== null;
    case "all":
      return true;
  }
}

const sideOf = ({ delegation }: { delegation: string | null }) => delegation ?? REGIONAL;

const isBy = (by: string | null, thread: ThreadView): boolean =>
  by === null || said(thread).some(({ author }) => sideOf(author) === by);

/** Whether a thread is shown. */
export function matches({ filter, by }: Selection, thread: ThreadView, reading: Reading): boolean {
  return isBy(by, thread) && isOf(filter, thread, reading);
}

/** How many threads each filter would show, among those by the same people. */
export function countByFilter(
  threads: readonly ThreadView[],
  by: string | null,
  reading: Reading,
): Record<Filter, number> {
  const among = threads.filter((thread) => isBy(by, thread));
  return Object.fromEntries(
    FILTERS.map((filter) => [filter, among.filter((each) => isOf(filter, each, reading)).length]),
  ) as Record<Filter, number>;
}

/** The delegations whose people wrote in these threads, and `REGIONAL` if others did. */
export function sidesIn(threads: readonly ThreadView[]): string[] {
  return [
    ...new Set(threads.flatMap((thread) => said(thread).map(({ author }) => sideOf(author)))),
  ];
}
