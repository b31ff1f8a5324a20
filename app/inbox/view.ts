/** Notices as pages and mails receive them, and how they are put together in a list. */

import type { AmendmentState } from "../amendments/rules";
import { wallTime } from "../i18n/time-zones";
import type { Choices } from "../notifications/choices";
import type { NoticeKind } from "../notifications/rules";
import type { RefusalCode } from "../refusal";

/** Most notices that the page shows, read and unread together. */
export const SHOWN = 200;

export interface NoticeView {
  id: string;
  kind: NoticeKind;
  at: number;
  read: boolean;
  document: {
    id: string;
    kind: "plan" | "agenda";
    title: string;
    language: string;
    /** Code; null for the agenda. */
    delegation: string | null;
  };
  /** Who did it; null for the clock. */
  actor: { name: string; delegation: string | null } | null;
  /** Number of the item it is about; empty where there is none. */
  ref: string;
  /** The first words of what was said, roles in it as in a comment; empty where nothing was. */
  words: string;
  /** Code of the delegation to which it is internal; null for all who read it. */
  internalTo: string | null;
  /** Of a decision: what became of the amendment, and whether it is the reader's own. */
  decision: { state: AmendmentState; own: boolean } | null;
  /** Of a deadline: when it is, in which zone it was set, and of what. */
  deadline: { at: number; timeZone: string; of: "round" | "silence" } | null;
  /** Where it is, with the exact place. */
  path: string;
}

export interface Inbox {
  notices: NoticeView[];
  choices: Pick<Choices, "timeZone">;
}

/** What the page is answered when it marks notices. */
export type MarkAnswer =
  /** `changed`: those that were not so before, for the way back. */
  { ok: true; intent: "read" | "unread"; changed: string[] } | { ok: false; code: RefusalCode };

/** The part of an address that names a thing of which people are told. */
const PLACE = /^#(comment|amendment|round)-([\w-]{1,64})$/;

/** What the place in an address is, where people can have been told of it. */
export function placeOf(
  hash: string,
): { subject: "comment" | "amendment" | "round"; subjectId: string } | null {
  const [, subject, subjectId] = PLACE.exec(hash) ?? [];
  if (!subject || !subjectId) return null;
  return { subject: subject as "comment" | "amendment" | "round", subjectId };
}

/** Where a thing is that people are told of. */
export function pathOf(
  document: { kind: "plan" | "agenda"; slug: string },
  subject: "comment" | "amendment" | "round",
  subjectId: string,
): string {
  const page = document.kind === "agenda" ? "/agenda" : `/plans/${document.slug}`;
  if (subject === "amendment") return `${page}/amendments#amendment-${subjectId}`;
  if (subject === "comment") return `${page}#comment-${subjectId}`;
  return `${document.kind === "agenda" ? `${page}/adoption` : page}#round-${subjectId}`;
}

/** Most characters of what was said that a list shows. */
const WORDS = 160;

/** The first words of a text: one line, cut between words where it is too long. */
export function firstWords(text: string, most = WORDS): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most - 1);
  const end = cut.lastIndexOf(" ");
  const shortened = end > most / 2 ? cut.slice(0, end) : cut;
  // Half a character, which two code units may be, is shown by nothing; half a name neither.
  return `${shortened.replace(/(?:[\uD800-\uDBFF]|@\[[^\]]*)$/, "")}…`;
}

export interface Day {
  /** The date in the reader's zone, `2026-12-01`. */
  date: string;
  /** A moment of it, to write it by. */
  at: number;
  groups: { document: NoticeView["document"]; notices: NoticeView[] }[];
}

/**
 * Notices by day and in each by document, in the order in which they come: newest first.
 * @param timeZone in which days begin and end.
 */
export function byDay(notices: readonly NoticeView[], timeZone: string): Day[] {
  const days: Day[] = [];
  for (const notice of notices) {
    const date = wallTime(notice.at, timeZone).slice(0, 10);
    let day = days.find((each) => each.date === date);
    if (!day) {
      day = { date, at: notice.at, groups: [] };
      days.push(day);
    }
    const group = day.groups.find(({ document }) => document.id === notice.document.id);
    if (group) group.notices.push(notice);
    else day.groups.push({ document: notice.document, notices: [notice] });
  }
  return days;
}

/** How many there are of each kind. */
export function countByKind(notices: readonly NoticeView[]): Map<NoticeKind, number> {
  const counts = new Map<NoticeKind, number>();
  for (const { kind } of notices) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
