/** How a page answers a refused operation. */
import type { AppLoadContext } from "@remix-run/node";
import type { OperationContext } from "../context";
import { Refused } from "../refusal";

/** The context of an operation asked for by this request. */
export function operationOf(context: AppLoadContext): OperationContext {
  return { ...context.app, actor: context.person, requestId: context.requestId };
}

/** Awaits what a page needs; a refusal becomes the answer with its status. */
export async function orAnswer<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) throw new Response(null, { status: error.status });
    throw error;
  }
}
