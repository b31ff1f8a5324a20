/** The comments of a document: GET gives its threads, POST does one thing to them. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { formOf, NO_STORE, operationOf, refusalAnswer } from "../accounts/answer.server";
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

export async function action({ request, params, context }: ActionFunctionArgs) {
  try {
    const form = readCommentForm(params.id ?? "", await formOf(request));
    return Response.json({ ok: true, ...(await perform(operationOf(context), form)) });
  } catch (error) {
    return refusalAnswer(error);
  }
}

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
