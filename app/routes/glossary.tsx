import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  data as clientData,
  type ShouldRevalidateFunction,
  useLoaderData,
} from "@remix-run/react";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { formAction } from "~/accounts/form-action.server";
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

const answer = (result: GlossaryResult, status = 200) => data(result, { status });

export const action = formAction({
  sender: "person-or-sign-in",
  read(form) {
    const parsed = parseGlossaryRequest(form);
    if (!parsed) throw new Refused("invalid");
    return parsed;
  },
  async perform(request, { context }) {
    if (request.intent === "save") await saveConcept(operationOf(context), request);
    else await removeConcept(operationOf(context), request);
    return answer({ ok: true, intent: request.intent });
  },
  refused: ({ code, field = null, status }) => answer({ ok: false, code, field }, status),
});

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
