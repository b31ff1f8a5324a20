import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { formOf, operationOf, orAnswer } from "../accounts/answer.server";
import { requirePerson } from "../accounts/require-person.server";
import { m } from "../i18n/messages";
import { ChoicesPage } from "../inbox/ChoicesPage";
import { chooseNotices, readChoices } from "../inbox/choices.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  return orAnswer(readChoices(operationOf(context)));
}

export async function action({ request, context }: ActionFunctionArgs) {
  requirePerson(context, request);
  const form = await orAnswer(formOf(request));
  const { wanted: _, ...rest } = Object.fromEntries(form);
  await orAnswer(chooseNotices(operationOf(context), { wanted: form.getAll("wanted"), ...rest }));
  return { saved: true };
}

export const headers = () => ({ "Cache-Control": "no-store" });

export const meta: MetaFunction = () => [{ title: `${m.inbox_choices()} · ${m.ui_app_name()}` }];

export default function Choices() {
  const answer = useActionData<typeof action>();
  return <ChoicesPage choices={useLoaderData<typeof loader>()} saved={answer} />;
}
