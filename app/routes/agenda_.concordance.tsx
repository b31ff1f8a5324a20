import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { type ShouldRevalidateFunction, useLoaderData } from "@remix-run/react";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { requirePerson } from "~/accounts/require-person.server";
import { ConcordancePage } from "~/agenda/ConcordancePage";
import { type ConcordanceView, concordanceView } from "~/agenda/concordance";
import { readMerging } from "~/agenda/read.server";
import { m } from "~/i18n/messages";
import { Empty } from "~/ui/Empty";
import { Page } from "~/ui/Page";
import { useDecompressed } from "~/ui/payload";
import { compress } from "~/ui/payload.server";
import { useNewsOf } from "~/workspace/useNewsOf";

export const meta: MetaFunction = () => [
  { title: `${m.agenda_concordance()} · ${m.ui_app_name()}` },
];

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const merging = await orAnswer(readMerging(operationOf(context)));
  return data(compress(merging && concordanceView(merging.view)), {
    headers: { "Cache-Control": "no-store" },
  });
}

/** A refused objection was made on old data; a filter changes nothing that is loaded. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  actionStatus,
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}) => {
  if (actionStatus === 404 || actionStatus === 409) return true;
  if (!formMethod && currentUrl.search !== nextUrl.search) return false;
  return defaultShouldRevalidate;
};

export default function ConcordanceRoute() {
  const view = useDecompressed(useLoaderData<typeof loader>());
  if (!view) {
    return (
      <Page title={m.agenda_concordance()}>
        <Empty title={m.agenda_absent()}>{m.agenda_absent_text()}</Empty>
      </Page>
    );
  }
  return <LiveConcordance view={view} />;
}

function LiveConcordance({ view }: { view: ConcordanceView }) {
  return (
    <>
      <News view={view} />
      <ConcordancePage view={view} />
    </>
  );
}

/** By itself, so that its coming to life draws nothing of a page that is still doing so. */
function News({ view }: { view: ConcordanceView }) {
  useNewsOf(view.agendaId);
  return null;
}
