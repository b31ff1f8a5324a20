/** The language a document is drafted in: POST changes it. */
import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { type ClientActionFunctionArgs, data } from "@remix-run/react";
import { z } from "zod";
import { operationOf } from "../accounts/answer.server";
import { LOCALES } from "../context";
import type { LanguageAnswer } from "../plans/DocumentLanguage";
import { changeLanguage } from "../plans/language.server";
import { Refused } from "../refusal";
import { orLost } from "../workspace/lost-answer";

/** It is read on the page of the document. */
export const loader = () => redirect("/");

const form = z.object({ language: z.enum(LOCALES) });

export async function action({ context, request, params }: ActionFunctionArgs) {
  try {
    const operation = operationOf(context);
    const parsed = form.safeParse(Object.fromEntries(await formOf(request)));
    if (!parsed.success) throw new Refused(operation.actor ? "invalid" : "signed-out");
    await changeLanguage(operation, { documentId: params.id ?? "", ...parsed.data });
    return answer({ ok: true, ...parsed.data });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return answer({ ok: false, code: error.code }, error.status);
  }
}

/** A whole response: a route without a page would answer 200 to everything else. */
function answer(result: LanguageAnswer, status = 200): Response {
  return Response.json(result, { status, headers: { "Cache-Control": "private, no-store" } });
}

async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new Refused("invalid");
  }
}

export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return orLost(
    () => serverAction<LanguageAnswer>(),
    () => {
      const lost: LanguageAnswer = { ok: false, code: "unreachable" };
      return data(lost, { status: 503 });
    },
  );
}
