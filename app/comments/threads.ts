/** Threads as pages receive them, and the order in which they are shown. */
import type { ReadersNow, Role } from "../accounts/policy";
import type { RefusalCode } from "../refusal";
import type { Anchor } from "./anchor";

/** What a thread can be about. */
export const ABOUT = ["item", "area", "document", "amendment"] as const;
export type About = (typeof ABOUT)[number];

export interface AuthorView {
  id: string;
  name: string;
  role: Role;
  /** Code; null for the regional roles. */
  delegation: string | null;
}

export interface CommentView {
  id: string;
  author: AuthorView;
  /** Plain text with the tokens of names in it (mentions.ts); empty when deleted. */
  body: string;
  /** The people it names, as they are called now. */
  mentioned: AuthorView[];
  createdAt: number;
  editedAt: number | null;
  /** The text of a deleted comment is never sent. */
  deleted: boolean;
  may: { change: boolean };
}

/** Who resolved or reopened a thread, and when. */
export interface Settled {
  at: number;
  by: AuthorView | null;
}

export interface ThreadView {
  id: string;
  about: About;
  /** Of what it is about: an item, an area, an amendment; empty for the whole document. */
  itemId: string;
  /** The item that the amendment is about; null for one of a new item, and for any other thread. */
  amendedItemId: string | null;
  /** Null for a thread that is not on a passage. */
  anchor: Anchor | null;
  /** The words selected when the thread was opened; empty for a thread that is on none. */
  quote: string;
  /** Code of the delegation whose people alone receive it; null for all who read comments. */
  internalTo: string | null;
  createdAt: number;
  /** Whether words in it were written while the plan was closed again and are not let out. */
  heldBack: boolean;
  /** Who reads an answer in it; null where that goes without saying. */
  readers: ReadersNow | null;
  resolved: Settled | null;
  /** When it was last reopened; it stays when it is resolved again. */
  reopened: Settled | null;
  comments: CommentView[];
  may: { resolve: boolean; reply: boolean };
}

export interface Threads {
  threads: ThreadView[];
  permissions: CommentPermissions;
}

/** What a person may do to the comments of a document as a whole. */
export interface CommentPermissions {
  comment: boolean;
  /** To settle any thread, not only their own. */
  resolve: boolean;
  /** To begin a thread that only their delegation receives. */
  internal: boolean;
}

/** What `GET /documents/:id/comments` answers, as JSON. */
export type ThreadsAnswer = ({ ok: true } & Threads) | { ok: false; code: RefusalCode };

/**
 * Open threads first, then in the order of the document, then by age.
 * @param position place of a thread in the document, smallest first; several may share one.
 */
export function inOrder(
  threads: readonly ThreadView[],
  position: (thread: ThreadView) => number,
): ThreadView[] {
  const placed = threads.map((thread) => ({ thread, at: position(thread) }));
  placed.sort(
    (a, b) =>
      Number(a.thread.resolved !== null) - Number(b.thread.resolved !== null) ||
      a.at - b.at ||
      a.thread.createdAt - b.thread.createdAt ||
      (a.thread.id < b.thread.id ? -1 : 1),
  );
  return placed.map(({ thread }) => thread);
}

/** Comments that were not there before and that someone else wrote: what a page reads out. */
export function newByOthers(
  known: ReadonlySet<string>,
  threads: readonly ThreadView[],
  me: string,
): { thread: ThreadView; comment: CommentView }[] {
  return threads.flatMap((thread) =>
    thread.comments
      .filter(({ id, deleted, author }) => !known.has(id) && !deleted && author.id !== me)
      .map((comment) => ({ thread, comment })),
  );
}
