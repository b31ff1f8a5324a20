import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { NO_STORE, operationOf, orAnswer, refusalAnswer } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import { requirePerson } from "../accounts/require-person.server";
import { checked, idField } from "../forms";
import { m } from "../i18n/messages";
import { InboxPage } from "../inbox/InboxPage";
import { markNotices } from "../inbox/marks.server";
import { readInbox } from "../inbox/read.server";
import { type MarkAnswer, SHOWN } from "../inbox/view";

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  return orAnswer(readInbox(operationOf(context)));
}

const submission = z.object({
  intent: z.enum(["read", "unread"]),
  ids: z
    .array(idField)
    .min(1)
    .max(2 * SHOWN),
});

export const action = formAction({
  sender: "person",
  read: (form) => checked(submission, { intent: form.get("intent"), ids: form.getAll("id") }),
  async perform({ intent, ids }, { context }) {
    const changed = await markNotices(operationOf(context), { ids, read: intent === "read" });
    const answer: MarkAnswer = { ok: true, intent, changed };
    return Response.json(answer, { headers: NO_STORE });
  },
  refused: refusalAnswer,
});

export const headers = () => ({ "Cache-Control": "no-store" });

export const meta: MetaFunction = () => [{ title: `${m.inbox_title()} · ${m.ui_app_name()}` }];

export default function Inbox() {
  return <InboxPage {...useLoaderData<typeof loader>()} />;
}
