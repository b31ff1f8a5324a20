import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { requirePerson } from "~/accounts/require-person.server";
import { ComparePage } from "~/adoption/ComparePage";
import { DraftPage } from "~/adoption/DraftPage";
import { draftName } from "~/adoption/draft-name";
import { readCompared, readPosition } from "~/adoption/drafts-address";
import { comparedName } from "~/adoption/drafts-wording";
import { readComparison, readDraft } from "~/adoption/read-drafts.server";
import { m } from "~/i18n/messages";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const position = readPosition(params.position ?? "");
  const asked = new URL(request.url).searchParams.get("with");
  const other = asked === null ? null : readCompared(asked);
  if (position === null || (asked !== null && other === null)) {
    throw new Response(null, { status: 404 });
  }
  const operation = operationOf(context);
  return other === null
    ? { shown: "text" as const, ...(await orAnswer(readDraft(operation, position))) }
    : {
        shown: "comparison" as const,
        ...(await orAnswer(readComparison(operation, position, other))),
      };
}

export const headers = () => ({ "Cache-Control": "no-store" });

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return [{ title: m.ui_app_name() }];
  const title =
    data.shown === "text"
      ? `${draftName(data.draft)} · ${data.content.title}`
      : m.drafts_compare_title({ from: comparedName(data.from), to: comparedName(data.to) });
  return [{ title: `${title} · ${m.ui_app_name()}` }];
};

export default function Draft() {
  const data = useLoaderData<typeof loader>();
  return data.shown === "text" ? <DraftPage {...data} /> : <ComparePage {...data} />;
}
