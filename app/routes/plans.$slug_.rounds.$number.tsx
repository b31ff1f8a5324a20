import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { requirePerson } from "~/accounts/require-person.server";
import { numberOf } from "~/exchange/export-answer.server";
import { RoundReportPage } from "~/exchange/RoundReportPage";
import { readRoundReport } from "~/exchange/round-report.server";
import { reportWords } from "~/exchange/round-report-words";
import { m } from "~/i18n/messages";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.report.title ?? ""} · ${m.ui_app_name()}` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const slug = params.slug ?? "";
  const number = numberOf(params.number ?? "");
  const report = await orAnswer(readRoundReport(operationOf(context), slug, number));
  return {
    // Written here, so that the page in the browser shows the same dates as its first drawing.
    report: reportWords(report, context.locale),
    slug,
    number,
    language: report.plan.language,
  };
}

export default function RoundReportRoute() {
  const { report, slug, number, language } = useLoaderData<typeof loader>();
  return (
    <RoundReportPage report={report} base={`/plans/${slug}`} number={number} language={language} />
  );
}
