import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { useEffect } from "react";
import { operationOf, orAnswer } from "../accounts/answer.server";
import { requirePerson } from "../accounts/require-person.server";
import { RedlineView } from "../amendments/RedlineView";
import { readAmendments } from "../amendments/read.server";
import { isAccepted } from "../amendments/rules";
import type { AmendmentView } from "../amendments/view";
import { amendmentStateName, amendmentTitle } from "../amendments/wording";
import { readHistory } from "../documents/read.server";
import { versionLine } from "../documents/version-line";
import type { VersionSummary } from "../documents/view";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { ButtonLink, buttonClass } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Notice } from "../ui/Notice";
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
  const { title, slug, kind, language } = document;
  const { amendments } = await orAnswer(readAmendments(operationOf(context), document.id, "read"));
  return {
    title,
    slug,
    kind,
    language,
    versions,
    mayBringBack: document.may["bring-back"],
    amended: amendments.filter(isAccepted),
  };
}

export default function HistoryPage() {
  const { title, slug, kind, language, versions, amended, mayBringBack } =
    useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const broughtBack = search.has("brought-back");
  const announce = useAnnounce();
  useEffect(() => {
    if (!broughtBack) return;
    // The button that was pressed is on a page that is left: whoever uses a keyboard begins here.
    document.getElementById("content")?.focus({ preventScroll: true });
    announce(m.plans_bring_back_done());
  }, [broughtBack, announce]);
  const entries = [
    ...versions.map((version) => ({ at: version.createdAt, version, amendment: null })),
    ...amended.map((amendment) => ({
      at: amendment.decided?.at ?? 0,
      version: null,
      amendment,
    })),
  ].sort((a, b) => b.at - a.at);
  return (
    <Page
      title={m.plans_history_title({ title })}
      lead={kind === "plan" ? m.amendments_history_lead() : m.plans_history_lead()}
      width="prose"
      actions={
        <ButtonLink to={kind === "agenda" ? "/agenda" : `/plans/${slug}`}>
          {kind === "agenda" ? m.agenda_concordance_back() : m.plans_history_back()}
        </ButtonLink>
      }
    >
      {broughtBack && (
        <div className="mb-6">
          <Notice>{m.plans_bring_back_done()}</Notice>
        </div>
      )}
      {entries.length === 0 ? (
        <Empty title={m.plans_history_empty()}>{m.plans_history_empty_text()}</Empty>
      ) : (
        <ol className="divide-y divide-line border-y border-line">
          {entries.map(({ at, version, amendment }) => (
            <li
              key={version?.id ?? amendment?.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3"
            >
              {version && (
                <VersionEntry at={at} slug={slug} version={version} mayBringBack={mayBringBack} />
              )}
              {amendment && (
                <AmendmentEntry at={at} slug={slug} language={language} amendment={amendment} />
              )}
            </li>
          ))}
        </ol>
      )}
    </Page>
  );
}

/** When it was, and what. */
function When({ at, children }: { at: number; children: string }) {
  return (
    <div className="min-w-0 grow basis-72">
      <p className="font-semibold">
        <Time at={at} />
      </p>
      <p className="text-muted">{children}</p>
    </div>
  );
}

function VersionEntry({
  at,
  slug,
  version,
  mayBringBack,
}: {
  at: number;
  slug: string;
  version: VersionSummary;
  mayBringBack: boolean;
}) {
  return (
    <>
      <When at={at}>{versionLine(version)}</When>
      <div className="flex flex-wrap gap-2">
        <Link
          to={`/plans/${slug}/history/${version.id}`}
          className={buttonClass("secondary", "sm")}
          aria-label={`${m.plans_history_read()}: ${versionLine(version)}`}
        >
          {m.plans_history_read()}
        </Link>
        {mayBringBack && (
          <Link
            to={`/plans/${slug}/history/${version.id}?bring-back=1`}
            className={buttonClass("secondary", "sm")}
            aria-label={`${m.plans_bring_back()} ${versionLine(version)}`}
          >
            {m.plans_bring_back()}
          </Link>
        )}
      </div>
    </>
  );
}

/** Words that came into the text by an amendment: whose they were, and who decided. */
function AmendmentEntry({
  at,
  slug,
  language,
  amendment,
}: {
  at: number;
  slug: string;
  language: string;
  amendment: AmendmentView;
}) {
  const { id, proposedBy, decided, state } = amendment;
  return (
    <>
      <When at={at}>
        {m.amendments_history({
          title: amendmentTitle(amendment),
          name: proposedBy.delegation
            ? `${proposedBy.name} (${proposedBy.delegation})`
            : proposedBy.name,
          state: amendmentStateName(state),
          by: decided?.by?.name ?? "",
        })}
      </When>
      <Link
        to={`/plans/${slug}/amendments?show=all#amendment-${id}`}
        className={buttonClass("secondary", "sm")}
        aria-label={`${m.plans_history_read()}: ${amendmentTitle(amendment)}, ${proposedBy.name}`}
      >
        {m.plans_history_read()}
      </Link>
      <div className="w-full">
        <RedlineView paragraphs={amendment.redline} lang={language} />
      </div>
    </>
  );
}
