/** What a zero draft would place where: `?area=<id>`, without it of all areas, `&everything=1`, as JSON. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { operationOf } from "~/accounts/answer.server";
import type { ZeroDraftAnswer } from "~/agenda/related-view";
import { proposeZeroDraft } from "~/agenda/zero-draft.server";
import { idField } from "~/forms";
import { Refused } from "~/refusal";

const question = z.object({
  area: idField.optional(),
  everything: z.literal("1").optional(),
});

export async function loader({ context, request }: LoaderFunctionArgs) {
  const answer = (body: ZeroDraftAnswer, status = 200) =>
    Response.json(body, { status, headers: { "Cache-Control": "private, no-store" } });
  try {
    const asked = question.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) throw new Refused(context.person ? "invalid" : "signed-out");
    const { area, everything } = asked.data;
    const proposal = await proposeZeroDraft(
      { ...operationOf(context), relatedIndexes: context.relatedIndexes },
      {
        areaId: area ?? null,
        everything: everything !== undefined,
        language: context.locale,
      },
    );
    return answer({ ok: true, ...proposal });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return answer({ ok: false, code: error.code }, error.status);
  }
}
