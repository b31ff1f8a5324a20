/** Who is told of what. Whether they may read it is asked of the rules of the thing itself. */
import { type Actor, headsDelegation, mayOnDocument, type Subject } from "../accounts/policy";

export const NOTICE_KINDS = [
  "mention",
  "reply",
  "thread",
  "amendment",
  "decision",
  "deadline",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something that happened, or is about to, with the people whom it makes a difference to. */
export type News =
  /** A thread was begun. */
  | { kind: "thread" }
  /** Someone wrote in a thread in which these have written before. */
  | { kind: "reply"; writers: readonly string[] }
  /** These people are named in a comment. */
  | { kind: "mention"; mentioned: readonly string[] }
  | { kind: "amendment" }
  /** Amendments of these people, or ones that they support, were decided. */
  | { kind: "decision"; concerned: readonly string[] }
  /** The time to comment on a plan ends soon, or that to break the silence on the agenda. */
  | { kind: "deadline"; of: "round" | "silence" };

/** How long before a deadline people are told of it, in milliseconds. */
export const AHEAD = 24 * 3_600_000;

/** A person as far as being told is concerned. */
export interface Recipient extends Actor {
  /** Access was withdrawn. */
  withdrawn: boolean;
  /** What they do not want to be told of. */
  muted: readonly string[];
}

/** Whether this makes a difference to a person, before anything else is asked. */
export function concerns(news: News, person: Actor, subject: Subject): boolean {
  switch (news.kind) {
    case "thread":
    case "amendment":
      return subject.kind === "plan" && headsDelegation(person, subject.delegation);
    case "reply":
      return news.writers.includes(person.id);
    case "mention":
      return news.mentioned.includes(person.id);
    case "decision":
      return news.concerned.includes(person.id);
    case "deadline":
      return mayOnDocument(person, news.of === "round" ? "comment" : "break-silence", subject)
        .allowed;
  }
}

/**
 * The people who are told: those concerned who want to know, and may read it; never who did it.
 * @param by who did it; null for the clock.
 * @param mayRead the rule of the thing that it is about.
 */
export function toldOf<Person extends Recipient>(
  news: News,
  {
    by,
    subject,
    people,
    mayRead,
  }: {
    by: string | null;
    subject: Subject;
    people: readonly Person[];
    mayRead(person: Person): boolean;
  },
): Person[] {
  return people.filter(
    (person) =>
      person.id !== by &&
      !person.withdrawn &&
      !person.muted.includes(news.kind) &&
      concerns(news, person, subject) &&
      mayRead(person),
  );
}
