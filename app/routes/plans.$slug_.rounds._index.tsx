/** The consultation rounds of a plan: GET lists them, POST does one thing to the one that runs. */
import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, Link, useLoaderData } from "@remix-run/react";
import { operationOf, orAnswer } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import { requirePerson } from "../accounts/require-person.server";
import { readDocumentView } from "../documents/read.server";
import { checked } from "../forms";
import { formatInZone } from "../i18n/format";
import { m } from "../i18n/messages";
import { readRounds } from "../plans/read-rounds.server";
import { audienceLine } from "../plans/round-wording";
import { type RoundAnswer, type RoundSpan, roundForm } from "../plans/rounds";
import { endRound, setRound } from "../plans/rounds.server";
import { ButtonLink, buttonClass } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { useLocale } from "../ui/root-data";
import { orLost } from "../workspace/lost-answer";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${m.rounds_title_of({ title: data?.title ?? "" })} · ${m.ui_app_name()}` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const { document, rounds } = await orAnswer(readRounds(operationOf(context), params.slug ?? ""));
  const { title, slug, language } = document;
  return { title, slug, language, rounds };
}

const answer = (result: RoundAnswer, status = 200) => data(result, { status });

export const action = formAction({
  sender: "person",
  read: (form) => checked(roundForm, Object.fromEntries(form)),
  async perform(form, { context, params }) {
    const operation = operationOf(context);
    const { id: documentId } = await readDocumentView(operation, params.slug ?? "");
    if (form.intent === "set") await setRound(operation, { ...form, documentId });
    else await endRound(operation, { ...form, documentId });
    return answer({ ok: true, intent: form.intent });
  },
  refused: ({ code, field = null, status }) => answer({ ok: false, code, field }, status),
});

/** A step whose answer was lost says so, and leaves the page and its form as they are. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return orLost(
    () => serverAction<typeof action>(),
    () => ({ ok: false, code: "unreachable", field: null }) satisfies RoundAnswer,
  );
}

export default function RoundsPage() {
  const { title, slug, language, rounds } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.rounds_title_of({ title })}
      lead={m.rounds_lead()}
      width="prose"
      actions={<ButtonLink to={`/plans/${slug}`}>{m.rounds_back()}</ButtonLink>}
    >
      {rounds.length === 0 ? (
        <Empty title={m.rounds_empty()}>{m.rounds_empty_text()}</Empty>
      ) : (
        <ol className="divide-y divide-line border-y border-line">
          {rounds.map((round) => (
            <Round key={round.number} round={round} slug={slug} language={language} />
          ))}
        </ol>
      )}
    </Page>
  );
}

function Round({ round, slug, language }: { round: RoundSpan; slug: string; language: string }) {
  const locale = useLocale();
  const { number, from, until, timeZone, note, audience, phase } = round;
  const date = formatInZone(locale, until, timeZone);
  return (
    <li className="grid gap-1 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg font-semibold">{m.rounds_number({ number })}</h2>
        <Link
          to={`/plans/${slug}/rounds/${number}`}
          className={buttonClass("quiet", "sm")}
          aria-label={m.rounds_report_of({ number })}
        >
          {m.rounds_read_report()}
        </Link>
      </div>
      <p className="text-sm">{audienceLine(audience)}</p>
      <p className="text-sm text-muted" suppressHydrationWarning>
        {m.rounds_began({ date: formatInZone(locale, from, timeZone) })}
      </p>
      <p className="text-sm text-muted" suppressHydrationWarning>
        {phase === "running" ? m.rounds_open_until({ date }) : m.rounds_closed_on({ date })}
      </p>
      {note !== "" && (
        <p lang={language} className="mt-1 break-words whitespace-pre-line">
          {note}
        </p>
      )}
    </li>
  );
}
