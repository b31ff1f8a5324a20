/** The language a document is drafted in: POST changes it. */
import { redirect } from "@remix-run/node";
import { type ClientActionFunctionArgs, data } from "@remix-run/react";
import { z } from "zod";
import { operationOf } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import { LOCALES } from "../context";
import type { LanguageAnswer } from "../documents/DocumentLanguage";
import { changeLanguage } from "../documents/language.server";
import { checked } from "../forms";
import { orLost } from "../workspace/lost-answer";

/** It is read on the page of the document. */
export const loader = () => redirect("/");

const form = z.object({ language: z.enum(LOCALES) });

export const action = formAction({
  sender: "person",
  read: (fields) => checked(form, Object.fromEntries(fields)),
  async perform(given, { context, params }) {
    await changeLanguage(operationOf(context), { documentId: params.id ?? "", ...given });
    return answer({ ok: true, ...given });
  },
  refused: ({ code, status }) => answer({ ok: false, code }, status),
});

/** A whole response: a route without a page would answer 200 to everything else. */
function answer(result: LanguageAnswer, status = 200): Response {
  return Response.json(result, { status, headers: { "Cache-Control": "private, no-store" } });
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
