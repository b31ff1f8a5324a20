import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  type ClientLoaderFunctionArgs,
  data as clientData,
  Link,
  type ShouldRevalidateFunction,
  useLoaderData,
} from "@remix-run/react";
import { type ReactNode, useCallback, useEffect, useMemo } from "react";
import { operationOf } from "~/accounts/answer.server";
import { formAction } from "~/accounts/form-action.server";
import { type AgendaState, isFinal } from "~/accounts/policy";
import { requirePerson } from "~/accounts/require-person.server";
import { ClosedNotice } from "~/adoption/ClosedNotice";
import { AgendaPage } from "~/agenda/AgendaPage";
import { answerDrift } from "~/agenda/drift.server";
import { ASIDE_SPACE } from "~/agenda/ItemAside";
import {
  isObjectionForm,
  type ObjectionRequest,
  type ObjectionResult,
  parseObjectionRequest,
} from "~/agenda/objection-requests";
import { objectTo, withdrawObjection } from "~/agenda/objections.server";
import { addToItem, compileItems } from "~/agenda/place.server";
import { parseStepRequest, type StepRequest, type StepResult } from "~/agenda/requests";
import { clearDisposition, setAside } from "~/agenda/set-aside.server";
import { undoStep } from "~/agenda/undo.server";
import { viewOfParts } from "~/agenda/view-parts";
import { placeZeroDraft } from "~/agenda/zero-draft.server";
import type { OperationContext } from "~/context";
import { DocumentLanguage } from "~/documents/DocumentLanguage";
import { ExportMenu } from "~/documents/ExportMenu";
import { StateBadge, stateName } from "~/documents/StateBadge";
import { textOfParts } from "~/documents/text-parts";
import type { DocumentView } from "~/documents/view";
import { m } from "~/i18n/messages";
import { Refused } from "~/refusal";
import { ButtonLink } from "~/ui/Button";
import { Empty } from "~/ui/Empty";
import { Page } from "~/ui/Page";
import { useDecompressed, useDecompressedParts } from "~/ui/payload";
import { useRootData } from "~/ui/root-data";
import { DocumentWorkspace } from "~/workspace/DocumentWorkspace";
import { cacheLoaderData, orCachedLoaderData } from "~/workspace/loader-data-cache";
import { orLost } from "~/workspace/lost-answer";
import { loadAgenda } from "./data.server";
import { loadAgain } from "./load-again";

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const headers = { "Cache-Control": "no-store" };
  return data(await loadAgenda(context, request), { headers });
}

export async function clientLoader({ request, serverLoader }: ClientLoaderFunctionArgs) {
  return orCachedLoaderData(
    "agenda",
    async () => (await loadAgain(request.signal)) ?? serverLoader<typeof loader>(),
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
    case "take-over":
    case "keep":
      return answerDrift(context, request);
    case "compile-many":
      return placeZeroDraft(context, request);
    case "undo":
      return undoStep(context, request);
  }
}

/** How many national items a request is about, of a zero draft how many agenda items. */
function countOf(request: StepRequest): number {
  if ("drafts" in request) return request.drafts.length;
  return "items" in request ? request.items.length : 0;
}

type AgendaRequest = StepRequest | ObjectionRequest;
type AgendaAnswer = ReturnType<typeof answer>;
const answer = (result: StepResult | ObjectionResult, status = 200) => data(result, { status });

export const action = formAction({
  sender: "person-or-sign-in",
  read(form): { objection: ObjectionRequest } | { step: StepRequest } {
    if (isObjectionForm(form)) return { objection: parsed(parseObjectionRequest(form)) };
    return { step: parsed(parseStepRequest(form)) };
  },
  async perform(request, { context }): Promise<AgendaAnswer> {
    const operation = operationOf(context);
    if ("step" in request) return takeStep(operation, request.step);
    const { objection } = request;
    await (objection.intent === "object"
      ? objectTo(operation, objection)
      : withdrawObjection(operation, objection));
    return answer({ ok: true, intent: objection.intent });
  },
  refused: ({ code, field = null, status }) => answer({ ok: false, code, field }, status),
});

function parsed<Parsed extends AgendaRequest>(
  form: { ok: true; request: Parsed } | { ok: false; field: string | null },
): Parsed {
  if (form.ok) return form.request;
  throw new Refused("invalid", form.field ?? undefined);
}

async function takeStep(operation: OperationContext, request: StepRequest) {
  const { stepId, agendaItemId = null } = await take(operation, request);
  const { intent } = request;
  return answer({ ok: true, intent, stepId, count: countOf(request), agendaItemId });
}

/** A step whose answer was lost says so, and leaves the page and its form as they are. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return orLost(
    () => serverAction<typeof action>(),
    () => {
      const lost: StepResult = { ok: false, code: "unreachable", field: null };
      return clientData(lost, { status: 503 });
    },
  );
}

/** A step that came too late was taken on old data: load the new. A filter needs none. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  actionStatus,
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}) => {
  if (actionStatus === 404 || actionStatus === 409) return true;
  if (!formMethod && currentUrl.search !== nextUrl.search) return false;
  return defaultShouldRevalidate;
};

export default function Agenda() {
  const loaded = useLoaderData<typeof loader>();
  const { coverageOpen, paneShare, silence } = loaded;
  const view = useDecompressedParts(loaded.view, viewOfParts);
  const about = useDecompressed(loaded.document);
  const content = useDecompressedParts(loaded.content, textOfParts);
  const document = useMemo(() => about && content && { ...about, content }, [about, content]);
  const threads = useDecompressed(loaded.threads);
  const personId = useRootData()?.person?.id ?? null;
  useEffect(() => cacheLoaderData(personId, "agenda", loaded), [personId, loaded]);
  const renderDocument = useCallback(
    (renderBelow: (id: string) => ReactNode, renderArea: (id: string) => ReactNode) =>
      document && (
        <DocumentWorkspace
          document={document}
          threads={threads ?? []}
          inPane
          eyebrow={
            <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
              <StateLink document={document} />
              <DocumentLanguage document={document} />
            </p>
          }
          renderBelow={renderBelow}
          spaceBelow={ASIDE_SPACE}
          renderArea={renderArea}
        />
      ),
    [document, threads],
  );
  if (!view || !document) {
    return (
      <Page title={m.agenda_title()}>
        <Empty title={m.agenda_absent()}>{m.agenda_absent_text()}</Empty>
      </Page>
    );
  }
  return (
    <AgendaPage
      view={view}
      silenceRuns={Boolean(silence)}
      notice={
        <ClosedNotice state={document.state as AgendaState} silence={silence} may={document.may} />
      }
      firstPane={isFinal(document.state) ? "agenda" : "national"}
      coverageOpen={coverageOpen}
      paneShare={paneShare}
      renderDocument={renderDocument}
      actions={
        <>
          <ButtonLink to="/glossary" size="sm">
            {m.glossary_title()}
          </ButtonLink>
          <ButtonLink to="/agenda/adoption" size="sm">
            {m.adoption_title()}
          </ButtonLink>
          <ButtonLink to="/agenda/concordance" size="sm">
            {m.agenda_concordance()}
          </ButtonLink>
          <ButtonLink to="/agenda/drafts" size="sm">
            {m.drafts_title()}
          </ButtonLink>
          {document.may.history && (
            <ButtonLink to={`/plans/${document.slug}/history`} size="sm">
              {m.plans_history()}
            </ButtonLink>
          )}
          {isFinal(document.state) && (
            <ButtonLink to="/check" size="sm">
              {m.check_title()}
            </ButtonLink>
          )}
          {document.may.export && (
            <ExportMenu base="/agenda" negotiated adopted={isFinal(document.state)} />
          )}
        </>
      }
    />
  );
}

function StateLink({ document: { state } }: { document: DocumentView }) {
  return (
    <Link to="/agenda/adoption" aria-label={m.adoption_of_state({ state: stateName(state) })}>
      <StateBadge state={state} />
    </Link>
  );
}
