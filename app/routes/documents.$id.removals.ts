/** Who removed which items of a document, for the list of them and for those who wrote in one. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { NO_STORE, operationOf, refusalAnswer } from "../accounts/answer.server";
import { readRemovals } from "../documents/removals.server";

export async function loader({ params, context }: LoaderFunctionArgs) {
  try {
    const removals = await readRemovals(operationOf(context), params.id ?? "");
    return Response.json({ removals }, { headers: NO_STORE });
  } catch (error) {
    return refusalAnswer(error);
  }
}
