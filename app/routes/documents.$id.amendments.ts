/** The amendments of a document: GET gives them, POST does one thing to them. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { NO_STORE, operationOf, refusalAnswer } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import {
  changeAmendment,
  proposeAmendment,
  supportAmendment,
  withdrawAmendment,
} from "../amendments/amendments.server";
import { acceptAmendments, rejectAmendments } from "../amendments/deciding.server";
import { type AmendmentForm, readAmendmentForm } from "../amendments/input";
import { readAmendments } from "../amendments/read.server";
import { suggest } from "../amendments/suggesting.server";
import { undoDecision } from "../amendments/undoing.server";
import type { AmendmentAnswer, AmendmentsAnswer } from "../amendments/view";
import type { OperationContext } from "../context";

export async function loader({ params, context }: LoaderFunctionArgs) {
  try {
    const found = await readAmendments(operationOf(context), params.id ?? "", "read-amendments");
    return Response.json({ ok: true, ...found } satisfies AmendmentsAnswer, { headers: NO_STORE });
  } catch (error) {
    return refusalAnswer(error);
  }
}

export const action = formAction({
  sender: "person",
  read: (form, { params }) => readAmendmentForm(params.id ?? "", form),
  async perform(form, { context }) {
    const done = await perform(operationOf(context), form);
    return Response.json({ ok: true, ...done } satisfies AmendmentAnswer);
  },
  refused: refusalAnswer,
});

async function perform(context: OperationContext, form: AmendmentForm) {
  switch (form.intent) {
    case "propose":
      return proposeAmendment(context, form.input);
    case "change":
      return changeAmendment(context, form.input);
    case "suggest":
      return suggest(context, form.input);
    case "withdraw":
      return withdrawAmendment(context, form.input);
    case "support":
      return supportAmendment(context, form.input, true);
    case "unsupport":
      return supportAmendment(context, form.input, false);
    case "accept":
      return acceptAmendments(context, form.input);
    case "reject":
      return rejectAmendments(context, form.input);
    case "undo":
      return undoDecision(context, form.input);
  }
}
