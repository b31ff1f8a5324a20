/**
 * What was said and proposed in a consultation round, and what came of it, by item in the order of
 * the plan. It is put together from what one person may read; others may have another report.
 */
import type { Role } from "../accounts/policy";
import { type DetailsProposal, detailsRedline } from "../amendments/details";
import { type RedlineParagraph, redline } from "../amendments/redline";
import { AMENDMENT_STATES, type AmendmentState } from "../amendments/rules";
import type { AmendmentView } from "../amendments/view";
import type { Locale } from "../context";
import type { DocumentContent } from "../documents/document";
import { itemRef } from "../documents/numbering";
import { plainText, type RichText } from "../documents/rich-text";
import { isWithin, type RoundSpan } from "../plans/rounds";
import { memoizeByIdentity } from "../ui/memoize";

export interface ReportAuthor {
  name: string;
  role: Role;
  /** Code; null for the regional roles. */
  delegation: string | null;
}

/** Someone, or a delegation, that a comment names. */
export interface ReportName {
  /** As it stands in the comment. */
  token: string;
  names: Record<Locale, string>;
  /** Code; null for the regional roles. */
  delegation: string | null;
}

export interface ReportComment {
  author: ReportAuthor;
  at: number;
  editedAt: number | null;
  /** With tokens for names: which ones the report's language has for them, its words say. */
  body: string;
  named: ReportName[];
}

/** A thread that may be read, with its comments that are not deleted, oldest first. */
export interface ReadableThread {
  about: "item" | "area" | "document" | "amendment";
  /** Of what it is about. */
  itemId: string;
  quote: string;
  createdAt: number;
  internalTo: string | null;
  resolved: { at: number; by: ReportAuthor | null } | null;
  comments: ReportComment[];
}

export interface ReportThread extends Omit<ReadableThread, "about" | "itemId"> {
  type: "thread";
  /** Place in the report, from 1; what is said of an amendment has its number. */
  number: number;
}

export interface ReportAmendment
  extends Pick<
    AmendmentView,
    "kind" | "place" | "justification" | "state" | "decided" | "supporters"
  > {
  type: "amendment";
  number: number;
  author: ReportAuthor;
  at: number;
  /** What was proposed; nothing for a move. */
  proposed: RedlineParagraph[];
  /** What became of it, where that is something else. */
  accepted: RedlineParagraph[] | null;
  threads: ReportThread[];
}
export type ReportEntry = ReportThread | ReportAmendment;

export type ReportSection = { entries: ReportEntry[] } & (
  | { about: "document" }
  | { about: "area"; number: number; title: string }
  /** As its words are now. */
  | { about: "item"; ref: string; area: { number: number; title: string }; text: string }
  /** Something that is not in the plan any more, by the number it had, where that is known. */
  | { about: "gone"; ref: string }
);

export interface ReportCounts {
  threads: number;
  resolved: number;
  comments: number;
  amendments: number;
  byState: { state: AmendmentState; count: number }[];
  /** Comments and amendments of each delegation, and of the regional roles; the most first. */
  byOrigin: { delegation: string | null; role: Role | null; count: number }[];
}

export interface RoundReport {
  plan: {
    slug: string;
    title: string;
    language: Locale;
    delegation: { code: string; name: string };
  };
  /** Whose people may read this; null for the regional roles. */
  reader: { code: string; names: Record<Locale, string> } | null;
  round: RoundSpan;
  /** When the last thing in it happened. */
  asOf: number;
  counts: ReportCounts;
  sections: ReportSection[];
}

/**
 * A thread is of a round if anything in it was said while the round ran, an amendment if it was
 * proposed then, or something was said of it. What came of them later is told too.
 */
export function roundReport(
  known: Pick<RoundReport, "plan" | "reader" | "round"> & {
    content: DocumentContent;
    threads: readonly ReadableThread[];
    amendments: readonly AmendmentView[];
  },
): RoundReport {
  const { plan, reader, round, content } = known;
  const readable = new Set(known.amendments.map(({ id }) => id));
  const threads = known.threads.filter(
    ({ about, itemId, comments }) =>
      comments.some(({ at }) => isWithin(round, at)) &&
      (about !== "amendment" || readable.has(itemId)),
  );
  const ofAmendments = grouped(
    threads.filter(({ about }) => about === "amendment"),
    ({ itemId }) => itemId,
  );
  const amendments = known.amendments.filter(
    ({ id, proposedAt }) => isWithin(round, proposedAt) || ofAmendments.has(id),
  );
  const sections = sectionsOf(content, plan.delegation.code, { threads, amendments, ofAmendments });
  return {
    plan,
    reader,
    round,
    asOf: Math.max(round.from, ...moments(threads, amendments)),
    counts: countsOf(threads, amendments),
    sections,
  };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

interface Material {
  threads: readonly ReadableThread[];
  amendments: readonly AmendmentView[];
  ofAmendments: ReadonlyMap<string, readonly ReadableThread[]>;
}

function sectionsOf(content: DocumentContent, code: string, material: Material): ReportSection[] {
  const { threads, amendments, ofAmendments } = material;
  const left = new Set<ReadableThread | AmendmentView>([
    ...threads.filter(({ about }) => about !== "amendment"),
    ...amendments,
  ]);
  let number = 0;
  const entries = (belongs: (one: ReadableThread | AmendmentView) => boolean): ReportEntry[] => {
    const found = [...left].filter(belongs);
    for (const one of found) left.delete(one);
    return found
      .sort((a, b) => begunAt(a) - begunAt(b))
      .map((one) => {
        number += 1;
        return "proposedBy" in one
          ? amendmentEntry(one, number, ofAmendments.get(one.id) ?? [])
          : threadEntry(one, number);
      });
  };
  const threadOn =
    (about: ReadableThread["about"], id: string | null) =>
    (one: ReadableThread | AmendmentView): boolean =>
      "about" in one && one.about === about && (id === null || one.itemId === id);
  const isNewIn = (number: number) => (one: ReadableThread | AmendmentView) =>
    "proposedBy" in one && one.itemId === null && one.place?.area?.number === number;

  const sections: ReportSection[] = [
    { about: "document", entries: entries(threadOn("document", null)) },
  ];
  for (const { id, number: areaNumber, title, items } of content.areas) {
    const onArea = threadOn("area", id);
    const isNew = isNewIn(areaNumber);
    sections.push({
      about: "area",
      number: areaNumber,
      title,
      entries: entries((one) => onArea(one) || isNew(one)),
    });
    for (const item of items) {
      const onItem = threadOn("item", item.id);
      sections.push({
        about: "item",
        ref: itemRef(code, item.areaNumber, item.number),
        area: { number: areaNumber, title },
        text: plainText(item.text),
        entries: entries((one) => onItem(one) || ("proposedBy" in one && one.itemId === item.id)),
      });
    }
  }
  // What is left is about what is not there any more, each by itself.
  for (const id of new Set([...left].map(({ itemId }) => itemId))) {
    const ref = amendments.find((one) => id !== null && one.itemId === id)?.ref ?? "";
    sections.push({ about: "gone", ref, entries: entries((one) => one.itemId === id) });
  }
  return sections.filter((section) => section.entries.length > 0);
}

const begunAt = (one: ReadableThread | AmendmentView): number =>
  "proposedBy" in one ? one.proposedAt : one.createdAt;

function threadEntry({ about: _, itemId: __, ...thread }: ReadableThread, number: number) {
  return { type: "thread" as const, number, ...thread };
}

const NOTHING: RichText = { type: "doc", content: [] };

const sameJson = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Of texts that stay the same objects for as long as the amendment does. */
const proposedChange = memoizeByIdentity((proposed: RichText, basis: RichText) =>
  redline(basis, proposed),
);
const proposedDetails = memoizeByIdentity(({ basis, proposed }: DetailsProposal) =>
  detailsRedline(basis, proposed),
);

function amendmentEntry(
  one: AmendmentView,
  number: number,
  threads: readonly ReadableThread[],
): ReportAmendment {
  const { kind, place, justification, state, decided, supporters } = one;
  const { details } = one;
  const proposed = details
    ? proposedDetails(details)
    : kind === "move"
      ? []
      : proposedChange(one.proposed ?? NOTHING, one.basis ?? NOTHING);
  // The words of an item that was to go may have been others by the time it went.
  const otherwise = state === "accepted-modified" || (kind === "removal" && state === "accepted");
  return {
    type: "amendment",
    number,
    author: one.proposedBy,
    at: one.proposedAt,
    kind,
    place,
    justification,
    state,
    decided,
    supporters,
    proposed,
    accepted: otherwise && !sameJson(one.redline, proposed) ? one.redline : null,
    threads: threads.map((thread) => threadEntry(thread, number)),
  };
}

function countsOf(
  threads: readonly ReadableThread[],
  amendments: readonly AmendmentView[],
): ReportCounts {
  const authors = [
    ...threads.flatMap(({ comments }) => comments.map(({ author }) => author)),
    ...amendments.map(({ proposedBy }) => proposedBy),
  ];
  const origins = grouped(authors, ({ delegation, role }) => delegation ?? ` ${role}`);
  return {
    threads: threads.length,
    resolved: threads.filter(({ resolved }) => resolved !== null).length,
    comments: threads.reduce((sum, { comments }) => sum + comments.length, 0),
    amendments: amendments.length,
    byState: AMENDMENT_STATES.map((state) => ({
      state,
      count: amendments.filter((one) => one.state === state).length,
    })).filter(({ count }) => count > 0),
    byOrigin: [...origins.values()]
      .map((all) => {
        const delegation = all[0]?.delegation ?? null;
        const role = delegation === null ? (all[0]?.role ?? null) : null;
        return { delegation, role, count: all.length };
      })
      .sort((a, b) => b.count - a.count),
  };
}

function moments(
  threads: readonly ReadableThread[],
  amendments: readonly AmendmentView[],
): number[] {
  return [
    ...threads.flatMap(({ comments, resolved }) => [
      ...comments.map(({ at, editedAt }) => editedAt ?? at),
      resolved?.at ?? 0,
    ]),
    ...amendments.flatMap(({ proposedAt, editedAt, decided }) => [
      editedAt ?? proposedAt,
      decided?.at ?? 0,
    ]),
  ];
}
