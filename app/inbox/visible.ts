/** What of a person's notices is shown, and said in a mail: rights are asked anew each time. */
import { type Actor, mayOnDocument, type Openings, type Subject } from "../accounts/policy";
import {
  type AmendmentFacts,
  type AmendmentState,
  isDecided,
  isPending,
  mayReadAmendment,
} from "../amendments/rules";
import { mayReadComment, mayReadThread, type Readable } from "../comments/rules";
import type { NoticeKind } from "../notifications/rules";

/** What a notice is about, as that is now. */
export type About =
  | {
      subject: "comment";
      deleted: boolean;
      thread: Readable;
      written: { threadId: string; createdAt: number; editedAt: number | null };
    }
  | ({ subject: "amendment"; state: AmendmentState } & AmendmentFacts)
  /** `over` once it has ended in another way than by its deadline. */
  | { subject: "deadline"; over: boolean };

/**
 * Whether a notice still says something that is so, to someone who may read what it is about: not
 * of what was deleted, withdrawn or called off since, nor of a decision that was taken back.
 */
export function isShown(
  actor: Actor,
  subject: Subject,
  kind: NoticeKind,
  about: About,
  opened: Openings,
): boolean {
  switch (about.subject) {
    case "comment":
      return (
        !about.deleted &&
        mayReadThread(actor, subject, about.thread, opened).allowed &&
        mayReadComment(actor, subject, about.written, opened).allowed
      );
    case "amendment":
      return (
        (kind === "decision" ? isDecided(about) : isPending(about) || isDecided(about)) &&
        mayReadAmendment(actor, subject, about, opened).allowed
      );
    case "deadline":
      return !about.over && mayOnDocument(actor, "read", subject).allowed;
  }
}
