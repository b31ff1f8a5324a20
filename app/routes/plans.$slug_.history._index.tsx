import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { operationOf, orAnswer } from "../accounts/answer.server";
import { requirePerson } from "../accounts/require-person.server";
import { m } from "../i18n/messages";
import { readHistory } from "../plans/read.server";
import { versionLine } from "../plans/version-line";
import { ButtonLink } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { Time } from "../ui/Time";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${m.plans_history_title({ title: data?.title ?? "" })} · ${m.ui_app_name()}` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const { document, versions } = await orAnswer(
    readHistory(operationOf(context), params.slug ?? ""),
  );
  return { title: document.title, slug: document.slug, kind: document.kind, versions };
}

export default function HistoryPage() {
  const { title, slug, kind, versions } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.plans_history_title({ title })}
      lead={m.plans_history_lead()}
      width="prose"
      actions={
        <ButtonLink to={kind === "agenda" ? "/agenda" : `/plans/${slug}`}>
          {m.plans_history_back()}
        </ButtonLink>
      }
    >
      {versions.length === 0 ? (
        <Empty title={m.plans_history_empty()}>{m.plans_history_empty_text()}</Empty>
      ) : (
        <ol className="divide-y divide-line border-y border-line">
          {versions.map((version) => (
            <li key={version.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-3">
              <span className="font-semibold">
                <Time at={version.createdAt} />
              </span>
              <span className="text-muted">{versionLine(version)}</span>
              <Link
                to={`/plans/${slug}/history/${version.id}`}
                className="prose-link ml-auto"
                aria-label={`${m.plans_history_read()}: ${versionLine(version)}`}
              >
                {m.plans_history_read()}
              </Link>
            </li>
          ))}
        </ol>
      )}
    </Page>
  );
}
