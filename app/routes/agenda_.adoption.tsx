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
import { AdoptionPage } from "~/adoption/AdoptionPage";
import { issueDraft, putForward, takeBack } from "~/adoption/drafts.server";
import { readAdoption } from "~/adoption/read.server";
import {
  type AdoptionRequest,
  type AdoptionResult,
  parseAdoptionRequest,
} from "~/adoption/requests";
import { adoptInSession } from "~/adoption/session.server";
import { breakSilence, callOffSilence, startSilence } from "~/adoption/silence.server";
import type { AdoptionView } from "~/adoption/view";
import type { OperationContext } from "~/context";
import { m } from "~/i18n/messages";
import { Refused } from "~/refusal";
import { Empty } from "~/ui/Empty";
import { Page } from "~/ui/Page";
import { orLost } from "~/workspace/lost-answer";
import { useNewsOf } from "~/workspace/useNewsOf";

export const meta: MetaFunction = () => [{ title: `${m.adoption_title()} · ${m.ui_app_name()}` }];

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const view = await orAnswer(readAdoption(operationOf(context)));
  return data(view, { headers: { "Cache-Control": "no-store" } });
}

async function take(context: OperationContext, request: AdoptionRequest): Promise<unknown> {
  switch (request.intent) {
    case "issue-draft":
      return issueDraft(context, request);
    case "put-forward":
      return putForward(context, request);
    case "take-back":
      return takeBack(context);
    case "silence":
      return startSilence(context, request);
    case "break-silence":
      return breakSilence(context, request);
    case "call-off":
      return callOffSilence(context, request);
    case "adopt":
      return adoptInSession(context, request);
  }
}

const answer = (result: AdoptionResult, status = 200) => data(result, { status });

export const action = formAction({
  sender: "person-or-sign-in",
  read(form) {
    const parsed = parseAdoptionRequest(form);
    if (!parsed.ok) throw new Refused("invalid", parsed.field ?? undefined);
    return parsed.request;
  },
  async perform(request, { context }) {
    const { intent } = request;
    try {
      await take(operationOf(context), request);
      return answer({ ok: true, intent });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, field = null } = error;
      return answer({ ok: false, intent, code, field }, error.status);
    }
  },
  refused: ({ code, field = null, status }) =>
    answer({ ok: false, intent: null, code, field }, status),
});

/** A step whose answer was lost says so, and leaves the page and its form as they are. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return orLost(
    () => serverAction<typeof action>(),
    () => {
      const lost: AdoptionResult = { ok: false, intent: null, code: "unreachable", field: null };
      return clientData(lost, { status: 503 });
    },
  );
}

/** A refused step was taken on old data: load the new. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  actionStatus,
  defaultShouldRevalidate,
}) => actionStatus === 409 || defaultShouldRevalidate;

export default function AdoptionRoute() {
  const view = useLoaderData<typeof loader>();
  if (!view) {
    return (
      <Page title={m.adoption_title()}>
        <Empty title={m.agenda_absent()}>{m.agenda_absent_text()}</Empty>
      </Page>
    );
  }
  return <LiveAdoption view={view} />;
}

function LiveAdoption({ view }: { view: AdoptionView }) {
  useNewsOf(view.agenda.id);
  return <AdoptionPage view={view} />;
}
