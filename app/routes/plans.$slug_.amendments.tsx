/** The amendments of a plan on a page of their own. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { operationOf, orAnswer } from "../accounts/answer.server";
import { requirePerson } from "../accounts/require-person.server";
import { AmendmentsPage } from "../amendments/AmendmentsPage";
import { readAmendments } from "../amendments/read.server";
import { amendedDocument } from "../amendments/source";
import { m } from "../i18n/messages";
import { readDocumentView } from "../plans/read.server";
import { ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";
import { useNewsOf } from "../workspace/useNewsOf";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: `${m.amendments_page_title({ title: data?.view.title ?? "" })} · ${m.ui_app_name()}`,
  },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const operation = operationOf(context);
  const view = await orAnswer(readDocumentView(operation, params.slug ?? ""));
  if (view.kind !== "plan") throw new Response(null, { status: 404 });
  const found = await orAnswer(readAmendments(operation, view.id, "read-amendments"));
  return { view, found, me: context.person?.id ?? "" };
}

export default function AmendmentsOfPlan() {
  const { view, found, me } = useLoaderData<typeof loader>();
  useNewsOf(view, `/plans/${view.slug}`);
  const document = useMemo(() => amendedDocument(view, view.content), [view]);
  return (
    <Page
      title={m.amendments_page_title({ title: view.title })}
      lead={found.permissions.decide ? m.amendments_lead_convener() : m.amendments_lead()}
      width="prose"
      actions={<ButtonLink to={`/plans/${view.slug}`}>{m.amendments_back()}</ButtonLink>}
    >
      <AmendmentsPage document={document} found={found} me={me} />
    </Page>
  );
}
