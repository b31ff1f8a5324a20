/** Groups of unplaced national items that could become one agenda item: `?area=…`, without it of all areas, as JSON. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { operationOf } from "~/accounts/answer.server";
import { proposeGroups } from "~/agenda/groups.server";
import type { GroupsAnswer } from "~/agenda/related-view";
import { Refused } from "~/refusal";

const question = z.object({ area: z.coerce.number().int().positive().optional() });

export async function loader({ context, request }: LoaderFunctionArgs) {
  const answer = (body: GroupsAnswer, status = 200) =>
    Response.json(body, { status, headers: { "Cache-Control": "private, no-store" } });
  try {
    const asked = question.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) throw new Refused(context.person ? "invalid" : "signed-out");
    const groups = await proposeGroups(
      { ...operationOf(context), relatedIndexes: context.relatedIndexes },
      { areaNumber: asked.data.area ?? null, language: context.locale },
    );
    return answer({ ok: true, groups });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return answer({ ok: false, code: error.code }, error.status);
  }
}
