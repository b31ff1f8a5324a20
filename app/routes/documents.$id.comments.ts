/** The comments of a document: GET gives its threads, POST does one thing to them. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { NO_STORE, operationOf, refusalAnswer } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import {
  deleteComment,
  editComment,
  openThread,
  reopenThread,
  reply,
  resolveThread,
} from "../comments/comments.server";
import { type CommentForm, readCommentForm } from "../comments/input";
import { readThreadsAlone } from "../comments/read.server";
import type { ThreadsAnswer } from "../comments/threads";
import type { OperationContext } from "../context";

export async function loader({ params, context }: LoaderFunctionArgs) {
  try {
    const threads = await readThreadsAlone(context.app, context.person, params.id ?? "");
    return Response.json({ ok: true, ...threads } satisfies ThreadsAnswer, { headers: NO_STORE });
  } catch (error) {
    return refusalAnswer(error);
  }
}

export const action = formAction({
  sender: "person",
  read: (form, { params }) => readCommentForm(params.id ?? "", form),
  async perform(form, { context }) {
    const done = await perform(operationOf(context), form);
    return Response.json({ ok: true, ...done });
  },
  refused: refusalAnswer,
});

function perform(context: OperationContext, form: CommentForm) {
  switch (form.intent) {
    case "open":
      return openThread(context, form);
    case "reply":
      return reply(context, form);
    case "edit":
      return editComment(context, form);
    case "delete":
      return deleteComment(context, form);
    case "resolve":
      return resolveThread(context, form);
    case "reopen":
      return reopenThread(context, form);
  }
}
