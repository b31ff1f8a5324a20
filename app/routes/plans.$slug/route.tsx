import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  type ClientLoaderFunctionArgs,
  useLoaderData,
} from "@remix-run/react";
import { useEffect } from "react";
import { z } from "zod";
import { operationOf, orAnswer } from "../../accounts/answer.server";
import { formAction } from "../../accounts/form-action.server";
import { PLAN_TRANSITIONS, type PlanStep } from "../../accounts/policy";
import { requirePerson } from "../../accounts/require-person.server";
import { readAmendments } from "../../amendments/read.server";
import { readThreads } from "../../comments/read.server";
import { readDocumentView } from "../../documents/read.server";
import { checked } from "../../forms";
import { m } from "../../i18n/messages";
import { takePlanStep } from "../../plans/life.server";
import type { PlanStepAnswer } from "../../plans/PlanSteps";
import { letOutField } from "../../plans/rounds";
import { useRootData } from "../../ui/root-data";
import { cacheLoaderData, orCachedLoaderData } from "../../workspace/loader-data-cache";
import { orLost } from "../../workspace/lost-answer";
import { loadToldOf } from "./load-again";
import { PlanPage } from "./PlanPage";
import { planPayload } from "./payload.server";
import { usePlanData } from "./usePlanData";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.about.title} · ${m.ui_app_name()}` : m.ui_app_name() },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const slug = params.slug ?? "";
  const view = await orAnswer(readDocumentView(operationOf(context), slug));
  if (view.kind !== "plan") throw new Response(null, { status: 404 });
  const { threads } = await orAnswer(readThreads(context.app, context.person, view.id));
  const amendments = await orAnswer(readAmendments(operationOf(context), view.id, "read"));
  return planPayload({ view, threads, amendments });
}

export async function clientLoader({ request, params, serverLoader }: ClientLoaderFunctionArgs) {
  const key = `plan/${params.slug}`;
  return orCachedLoaderData(
    key,
    async () => (await loadToldOf(key, request.signal)) ?? serverLoader<typeof loader>(),
  );
}

const form = z.object({
  step: z.enum(Object.keys(PLAN_TRANSITIONS) as [PlanStep, ...PlanStep[]]),
  hash: z.string().max(64).optional(),
  letOut: letOutField,
});

const answer = (result: PlanStepAnswer, status = 200) => data(result, { status });

export const action = formAction({
  sender: "person",
  read: (fields) => checked(form, Object.fromEntries(fields)),
  async perform(given, { context, params }) {
    const operation = operationOf(context);
    const { id } = await readDocumentView(operation, params.slug ?? "");
    await takePlanStep(operation, { documentId: id, ...given });
    return answer({ ok: true, step: given.step });
  },
  refused: ({ code, status }) => answer({ ok: false, code }, status),
});

/** A step whose answer was lost says so, and leaves the page and what is typed on it as they are. */
export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return orLost(
    () => serverAction<typeof action>(),
    () => {
      return { ok: false, code: "unreachable" } satisfies PlanStepAnswer;
    },
  );
}

export default function Plan() {
  const data = useLoaderData<typeof loader>();
  const { view, threads, amendments } = usePlanData(data);
  const personId = useRootData()?.person?.id ?? null;
  useEffect(
    () => cacheLoaderData(personId, `plan/${view.slug}`, data),
    [personId, view.slug, data],
  );
  return <PlanPage key={view.id} view={view} threads={threads} amendments={amendments} />;
}
