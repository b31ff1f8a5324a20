/** The amendments of a plan on a page of their own. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { operationOf, orAnswer } from "../accounts/answer.server";
import { requirePerson } from "../accounts/require-person.server";
import { AmendmentsPage } from "../amendments/AmendmentsPage";
import { amendedDocument } from "../amendments/amended-document";
import { readAmendments } from "../amendments/read.server";
import { LinkedPage } from "../comments/CommentMenu";
import { readThreads } from "../comments/read.server";
import { ReadersProvider } from "../documents/ReadersNote";
import { readDocumentView } from "../documents/read.server";
import { m } from "../i18n/messages";
import { ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";
import { useRootData } from "../ui/root-data";
import { AmendmentTalkProvider } from "../workspace/AmendmentTalk";
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
  const { threads, permissions } = await orAnswer(
    readThreads(context.app, context.person, view.id),
  );
  const talk = threads.filter(({ about }) => about === "amendment");
  return { view, found, talk, permissions };
}

export default function AmendmentsOfPlan() {
  const { view, found, talk, permissions } = useLoaderData<typeof loader>();
  const person = useRootData()?.person;
  useNewsOf(view.id);
  const document = useMemo(() => amendedDocument(view, view.content), [view]);
  return (
    <Page
      title={m.amendments_page_title({ title: view.title })}
      lead={found.permissions.decide ? m.amendments_lead_convener() : m.amendments_lead()}
      width="prose"
      actions={<ButtonLink to={`/plans/${view.slug}`}>{m.amendments_back()}</ButtonLink>}
    >
      {person && (
        <LinkedPage.Provider value={`/plans/${view.slug}`}>
          <AmendmentTalkProvider
            document={document}
            threads={talk}
            permissions={permissions}
            me={person}
            activeThreadId={null}
            onActivate={stay}
            linked
          >
            <ReadersProvider value={view.readers}>
              <AmendmentsPage document={document} found={found} me={person.id} />
            </ReadersProvider>
          </AmendmentTalkProvider>
        </LinkedPage.Provider>
      )}
    </Page>
  );
}

/** All are in sight here. */
const stay = () => undefined;
