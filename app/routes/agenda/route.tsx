import {
  type ActionFunctionArgs,
  type AppLoadContext,
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
import { requirePerson } from "~/accounts/require-person.server";
import { AgendaPage } from "~/agenda/AgendaPage";
import { addToItem, compileItems } from "~/agenda/place.server";
import { readAgenda } from "~/agenda/read.server";
import { parseStepRequest, type StepRequest, type StepResult } from "~/agenda/requests";
import { clearDisposition, setAside } from "~/agenda/set-aside.server";
import { undoStep } from "~/agenda/undo.server";
import type { AgendaView } from "~/agenda/view";
import type { OperationContext } from "~/context";
import { m } from "~/i18n/messages";
import { Refused } from "~/refusal";
import { Empty } from "~/ui/Empty";
import { Page } from "~/ui/Page";

const operationContext = (context: AppLoadContext): OperationContext => ({
  ...context.app,
  actor: context.person,
  requestId: context.requestId,
});

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePerson(context, request);
  return data(
    { view: await readAgenda(operationContext(context)) },
    { headers: { "Cache-Control": "no-store" } },
  );
}

export const meta: MetaFunction = () => [{ title: `${m.agenda_title()} · ${m.ui_app_name()}` }];

type StepOutcome = { stepId: string; agendaItemId?: string };

function take(context: OperationContext, request: StepRequest): Promise<StepOutcome> {
  switch (request.intent) {
    case "compile":
      return compileItems(context, request);
    case "add":
      return addToItem(context, request);
    case "set-aside":
      return setAside(context, request);
    case "clear":
      return clearDisposition(context, request);
    case "undo":
      return undoStep(context, request);
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  requirePerson(context, request);
  const parsed = parseStepRequest(await request.formData());
  if (!parsed.ok) {
    const refused: StepResult = { ok: false, code: "invalid", field: parsed.field };
    return data(refused, { status: 400 });
  }
  try {
    const { stepId, agendaItemId = null } = await take(operationContext(context), parsed.request);
    const { intent } = parsed.request;
    const count = "items" in parsed.request ? parsed.request.items.length : 0;
    const done: StepResult = { ok: true, intent, stepId, count, agendaItemId };
    return data(done);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const refused: StepResult = { ok: false, code: error.code, field: error.field ?? null };
    return data(refused, { status: error.status });
  }
}

/** A step whose answer was lost says so, and leaves the page and its form as they are. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  try {
    return await serverAction<typeof action>();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const lost: StepResult = { ok: false, code: "unreachable", field: null };
    return clientData(lost, { status: 503 });
  }
}

/** A step that came too late was taken on old data: load the new. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  actionStatus,
  defaultShouldRevalidate,
}) => actionStatus === 404 || actionStatus === 409 || defaultShouldRevalidate;

export default function Agenda() {
  const { view } = useLoaderData<typeof loader>() as { view: AgendaView | null };
  if (!view) {
    return (
      <Page title={m.agenda_title()}>
        <Empty title={m.agenda_absent()}>{m.agenda_absent_text()}</Empty>
      </Page>
    );
  }
  return <AgendaPage view={view} />;
}
