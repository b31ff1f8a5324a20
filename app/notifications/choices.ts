/** What a person may choose of being told, and what everyone begins with. */
import { NOTICE_KINDS, type NoticeKind } from "./rules";

export const MAIL_TIMES = ["never", "daily", "weekly"] as const;
export type MailTimes = (typeof MAIL_TIMES)[number];

export interface Choices {
  muted: NoticeKind[];
  mail: MailTimes;
  /** Hour of the day at which a digest goes out, in `timeZone`. */
  mailHour: number;
  /** IANA name. */
  timeZone: string;
}

/** What the page of choices is given. */
export interface ChoicesView extends Choices {
  /** Whether this server sends mail at all. */
  mailed: boolean;
  /** Whether they were chosen, or are what everyone begins with. */
  chosen: boolean;
}

/**
 * The same whether this server sends mail or not: what stands in the form is kept with whatever else is
 * chosen there, and holds once mail is set up.
 */
export const FIRST_CHOICES: Choices = {
  muted: [],
  mail: "daily",
  mailHour: 8,
  timeZone: "UTC",
};

/** Of stored kinds those that there still are. */
export const knownKinds = (stored: readonly string[]): NoticeKind[] =>
  NOTICE_KINDS.filter((kind) => stored.includes(kind));
