import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  data as clientData,
  type ShouldRevalidateFunction,
  useLoaderData,
} from "@remix-run/react";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { requirePerson } from "~/accounts/require-person.server";
import { GlossaryPage } from "~/agenda/GlossaryPage";
import type { GlossaryResult } from "~/agenda/glossary";
import { readGlossary, removeConcept, saveConcept } from "~/agenda/glossary.server";
import { parseGlossaryRequest } from "~/agenda/glossary-requests";
import { m } from "~/i18n/messages";
import { Refused } from "~/refusal";
import { orLost } from "~/workspace/lost-answer";

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  return orAnswer(readGlossary(operationOf(context)));
}

export async function action({ request, context }: ActionFunctionArgs) {
  requirePerson(context, request);
  const answer = (result: GlossaryResult, status = 200) => data(result, { status });
  const parsed = parseGlossaryRequest(await request.formData());
  if (!parsed) return answer({ ok: false, code: "invalid", field: null }, 400);
  try {
    if (parsed.intent === "save") await saveConcept(operationOf(context), parsed);
    else await removeConcept(operationOf(context), parsed);
    return answer({ ok: true, intent: parsed.intent });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return answer({ ok: false, code: error.code, field: error.field ?? null }, error.status);
  }
}

/** A change whose answer was lost says so, and leaves the page and its form as they are. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return orLost(
    () => serverAction<typeof action>(),
    () => {
      const lost: GlossaryResult = { ok: false, code: "unreachable", field: null };
      return clientData(lost, { status: 503 });
    },
  );
}

/** A change that came too late was made on old data: load the new. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  actionStatus,
  defaultShouldRevalidate,
}) => actionStatus === 404 || actionStatus === 409 || defaultShouldRevalidate;

export const headers = () => ({ "Cache-Control": "no-store" });

export const meta: MetaFunction = () => [{ title: `${m.glossary_title()} · ${m.ui_app_name()}` }];

export default function Glossary() {
  return <GlossaryPage view={useLoaderData<typeof loader>()} />;
}
