import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import {
  type ClientActionFunctionArgs,
  type ClientLoaderFunctionArgs,
  useLoaderData,
} from "@remix-run/react";
import { useEffect } from "react";
import { z } from "zod";
import { operationOf, orAnswer } from "../../accounts/answer.server";
import { PLAN_TRANSITIONS, type PlanStep } from "../../accounts/policy";
import { requirePerson } from "../../accounts/require-person.server";
import { readAmendments } from "../../amendments/read.server";
import { readThreads } from "../../comments/read.server";
import { m } from "../../i18n/messages";
import { takePlanStep } from "../../plans/life.server";
import type { PlanStepAnswer } from "../../plans/PlanSteps";
import { readDocumentView } from "../../plans/read.server";
import { Refused } from "../../refusal";
import { keepData, orKeptData } from "../../workspace/last-data";
import { orLost } from "../../workspace/lost-answer";
import { loadToldOf } from "./load-again";
import { PlanPage } from "./PlanPage";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.view.title} · ${m.ui_app_name()}` : m.ui_app_name() },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const slug = params.slug ?? "";
  const view = await orAnswer(readDocumentView(operationOf(context), slug));
  if (view.kind !== "plan") throw new Response(null, { status: 404 });
  const { threads } = await orAnswer(readThreads(context.app, context.person, view.id));
  const amendments = await orAnswer(readAmendments(operationOf(context), view.id, "read"));
  return { view, threads, amendments };
}

export async function clientLoader({ request, params, serverLoader }: ClientLoaderFunctionArgs) {
  const key = `plan/${params.slug}`;
  return orKeptData(
    key,
    async () => (await loadToldOf(key, request.signal)) ?? serverLoader<typeof loader>(),
  );
}

const form = z.object({
  step: z.enum(Object.keys(PLAN_TRANSITIONS) as [PlanStep, ...PlanStep[]]),
  hash: z.string().max(64).optional(),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  try {
    const operation = operationOf(context);
    const parsed = form.safeParse(Object.fromEntries(await request.formData()));
    if (!parsed.success) throw new Refused("invalid");
    const { id } = await readDocumentView(operation, params.slug ?? "");
    await takePlanStep(operation, { documentId: id, ...parsed.data });
    return { ok: true, step: parsed.data.step } satisfies PlanStepAnswer;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return data({ ok: false, code: error.code } satisfies PlanStepAnswer, {
      status: error.status,
    });
  }
}

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
  const { view, threads, amendments } = data;
  useEffect(() => keepData(`plan/${view.slug}`, data), [view.slug, data]);
  return <PlanPage key={view.id} view={view} threads={threads} amendments={amendments} />;
}
