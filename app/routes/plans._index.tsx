import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CalendarClock, Lock, PencilLine } from "lucide-react";
import { operationOf } from "../accounts/answer.server";
import { requirePerson } from "../accounts/require-person.server";
import { listDocumentSummaries } from "../documents/read.server";
import { StateBadge } from "../documents/StateBadge";
import type { DocumentSummary, RoundView } from "../documents/view";
import { formatInZone } from "../i18n/format";
import { m } from "../i18n/messages";
import { DelegationTag } from "../ui/DelegationTag";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { useLocale } from "../ui/root-data";
import { Time } from "../ui/Time";

export const meta: MetaFunction = () => [
  { title: `${m.plans_index_title()} · ${m.ui_app_name()}` },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  return { documents: await listDocumentSummaries(operationOf(context)) };
}

export default function Plans() {
  const { documents } = useLoaderData<typeof loader>();
  const plans = documents.filter(({ kind }) => kind === "plan");
  const agenda = documents.find(({ kind }) => kind === "agenda");
  return (
    <Page title={m.plans_index_title()} lead={m.plans_index_lead()}>
      {plans.length === 0 && (
        <Empty title={m.plans_index_empty()}>{m.plans_index_empty_text()}</Empty>
      )}
      {plans.length > 0 && (
        <section aria-labelledby="national">
          <h2 id="national" className="mb-3 text-lg font-semibold">
            {m.plans_index_national()}
          </h2>
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {plans.map((plan) => (
              <li key={plan.slug}>
                <Card document={plan} to={`/plans/${plan.slug}`} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {agenda && (
        <section aria-labelledby="regional" className="mt-10">
          <h2 id="regional" className="mb-3 text-lg font-semibold">
            {m.plans_index_regional()}
          </h2>
          <Card document={agenda} to="/agenda" />
        </section>
      )}
    </Page>
  );
}

function Card({ document, to }: { document: DocumentSummary; to: string }) {
  const { open, delegation } = document;
  return (
    <div className="relative flex h-full flex-col gap-3 rounded-lg border border-line bg-raised p-5 has-[a:hover]:border-line-strong">
      <div className="flex flex-wrap items-center justify-between gap-2">
        {delegation ? <DelegationTag code={delegation} /> : <span />}
        {open && <StateBadge state={open.state} over={open.round?.over} />}
      </div>
      {open ? (
        <>
          <h3 className="font-serif text-xl leading-snug font-semibold">
            <Link to={to} className="after:absolute after:inset-0">
              {open.title}
            </Link>
          </h3>
          <p className="mt-auto flex flex-wrap gap-x-3 text-sm text-muted">
            <span>{m.plans_index_items({ count: open.items })}</span>
            <span>
              {m.plans_index_changed()} <Time at={open.updatedAt} style="relative" />
            </span>
          </p>
          {open.round && !open.round.over && <RoundLine round={open.round} />}
          {open.mayEdit && (
            <p className="flex items-center gap-1.5 text-sm font-semibold text-accent">
              <PencilLine size={15} aria-hidden />
              {m.plans_index_you_edit()}
            </p>
          )}
        </>
      ) : (
        <p className="mt-auto flex items-center gap-2 text-muted">
          <Lock size={16} aria-hidden />
          {m.plans_index_internal()}
        </p>
      )}
    </div>
  );
}

function RoundLine({ round: { closesAt, timeZone } }: { round: RoundView }) {
  const locale = useLocale();
  const date = formatInZone(locale, closesAt, timeZone);
  return (
    <p className="flex items-start gap-1.5 text-sm" suppressHydrationWarning>
      <CalendarClock size={15} aria-hidden className="mt-0.5 shrink-0" />
      {m.rounds_index_until({ date })}
    </p>
  );
}
