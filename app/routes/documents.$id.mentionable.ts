/** Who can be named in a comment on a document, for the box it is written in. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { operationOf } from "../accounts/answer.server";
import { readMentionable } from "../comments/mentions.server";
import { Refused } from "../refusal";

const NO_STORE = { "Cache-Control": "private, no-store" };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  try {
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const input = { ...query, documentId: params.id ?? "", internal: query.internal === "yes" };
    const found = await readMentionable(operationOf(context), input);
    return Response.json({ ok: true, ...found }, { headers: NO_STORE });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return Response.json(
      { ok: false, code: error.code, field: error.field },
      { status: error.status, headers: NO_STORE },
    );
  }
}
