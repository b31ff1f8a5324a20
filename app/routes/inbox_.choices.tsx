import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { operationOf, orAnswer } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import { requirePerson } from "../accounts/require-person.server";
import { m } from "../i18n/messages";
import { ChoicesPage } from "../inbox/ChoicesPage";
import { chooseNotices, readChoices } from "../inbox/choices.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  return orAnswer(readChoices(operationOf(context)));
}

export const action = formAction({
  sender: "person-or-sign-in",
  read(form) {
    const { wanted: _, ...rest } = Object.fromEntries(form);
    return { wanted: form.getAll("wanted"), ...rest };
  },
  async perform(choices, { context }) {
    await chooseNotices(operationOf(context), choices);
    return { saved: true };
  },
  refused({ status }) {
    throw new Response(null, { status });
  },
});

export const headers = () => ({ "Cache-Control": "no-store" });

export const meta: MetaFunction = () => [{ title: `${m.inbox_choices()} · ${m.ui_app_name()}` }];

export default function Choices() {
  const answer = useActionData<typeof action>();
  return <ChoicesPage choices={useLoaderData<typeof loader>()} saved={answer} />;
}
