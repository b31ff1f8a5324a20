/** The items of other delegations related to a national item: `?plan=…&item=…`, as JSON. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { operationOf } from "~/accounts/answer.server";
import { relatedItems } from "~/agenda/related.server";
import type { RelatedAnswer } from "~/agenda/related-view";
import { idField } from "~/forms";
import { Refused } from "~/refusal";

const question = z.object({ plan: idField, item: idField });

export async function loader({ context, request }: LoaderFunctionArgs) {
  const answer = (body: RelatedAnswer, status = 200) =>
    Response.json(body, { status, headers: { "Cache-Control": "private, no-store" } });
  try {
    const asked = question.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) throw new Refused(context.person ? "invalid" : "signed-out");
    const related = await relatedItems(
      { ...operationOf(context), relatedIndexes: context.relatedIndexes },
      { planId: asked.data.plan, itemId: asked.data.item, language: context.locale },
    );
    return answer({ ok: true, related });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return answer({ ok: false, code: error.code }, error.status);
  }
}
