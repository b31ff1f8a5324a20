/** What may be sent about comments, and its limits. */
import { z } from "zod";
import { checked, idField, requestKeyField, wordsField } from "../forms";
import { printable } from "../letters";
import { CONTRIBUTION_LIMITS, WORKSPACE_LIMITS } from "../limits";
import { ABOUT } from "./threads";

const body = wordsField(CONTRIBUTION_LIMITS.commentLetters);

const whole = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const yjsId = z.strictObject({ client: whole, clock: whole });
const relativePosition = z.strictObject({
  type: yjsId.optional(),
  tname: z.string().max(64).optional(),
  item: yjsId,
  assoc: z.union([z.literal(0), z.literal(-1)]),
});

/** One end of an anchor: the JSON of a Yjs relative position that names a character. */
const anchorEnd = z.string().refine((text) => {
  try {
    return relativePosition.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
});
const anchor = z
  .strictObject({ start: anchorEnd, end: anchorEnd })
  .refine(({ start, end }) => start.length + end.length <= CONTRIBUTION_LIMITS.anchorLetters);

export const openInput = z.object({
  documentId: idField,
  about: z.enum(ABOUT).default("item"),
  /** Of what it is about; empty for the whole document. */
  itemId: z.string().max(WORKSPACE_LIMITS.idLetters).default(""),
  anchor: anchor.nullable().default(null),
  /** The words selected, for finding the passage should they have been written anew meanwhile. */
  quote: z
    .string()
    .transform(printable)
    .pipe(z.string().max(CONTRIBUTION_LIMITS.quoteLetters))
    .default(""),
  /** Whether only the sender's delegation is to receive it, for good. */
  internal: z.boolean().default(false),
  body,
  requestKey: requestKeyField,
});
export const replyInput = z.object({
  documentId: idField,
  threadId: idField,
  body,
  requestKey: requestKeyField,
});
export const editInput = z.object({ documentId: idField, commentId: idField, body });
export const deleteInput = z.object({ documentId: idField, commentId: idField });
export const resolveInput = z.object({ documentId: idField, threadId: idField });

/** Who can be named: in a thread, or in one to be begun. */
export const mentionableInput = z.object({
  documentId: idField,
  threadId: idField.optional(),
  about: z.enum(ABOUT).default("item"),
  itemId: z.string().max(WORKSPACE_LIMITS.idLetters).default(""),
  internal: z.boolean().default(false),
});

/** The form of the comments' route: one of these, told apart by `intent`. */
export const commentForm = z.discriminatedUnion("intent", [
  openInput.extend({ intent: z.literal("open") }),
  replyInput.extend({ intent: z.literal("reply") }),
  editInput.extend({ intent: z.literal("edit") }),
  deleteInput.extend({ intent: z.literal("delete") }),
  resolveInput.extend({ intent: z.literal("resolve") }),
  resolveInput.extend({ intent: z.literal("reopen") }),
]);
export type CommentForm = z.output<typeof commentForm>;

/**
 * Reads a sent form. A selection arrives as the fields `anchorStart` and `anchorEnd`; both empty
 * or absent mean the whole item.
 */
export function readCommentForm(documentId: string, form: FormData): CommentForm {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const start = field("anchorStart");
  const end = field("anchorEnd");
  return checked(commentForm, {
    intent: field("intent"),
    documentId,
    about: field("about"),
    itemId: field("itemId"),
    threadId: field("threadId"),
    commentId: field("commentId"),
    anchor: start === undefined && end === undefined ? null : { start, end },
    quote: field("quote") ?? "",
    internal: field("internal") === "yes",
    body: field("body") ?? "",
    requestKey: field("requestKey"),
  });
}
