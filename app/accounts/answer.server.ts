/** How a page answers a refused operation. */
import type { AppLoadContext } from "@remix-run/node";
import type { Locale, OperationContext } from "../context";
import { m } from "../i18n/messages";
import { Refused } from "../refusal";
import { actingAs } from "./acting.server";

/** The context of an operation asked for by this request. */
export function operationOf(context: AppLoadContext): OperationContext {
  return actingAs(context.app, context.person, context.requestId);
}

/**
 * The same for coming in and going out: whoever the browser was signed in as until now, that is no
 * condition for it.
 */
export function requestOf(context: AppLoadContext): OperationContext {
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

/** For what is said to one person and may not be kept on the way. */
export const NO_STORE = { "Cache-Control": "private, no-store" };

/** A refusal as JSON, with its status; anything else goes on. */
export function refusalAnswer(error: unknown): Response {
  if (!(error instanceof Refused)) throw error;
  const { code, field, status } = error;
  return Response.json({ ok: false, code, field }, { status, headers: NO_STORE });
}

/** A refusal by a route that has no page to show it on. */
export function plainRefusal({ code, status }: Refused, locale: Locale): Response {
  const text = code === "unavailable" ? `${m.limits_unavailable({}, { locale })}\n` : null;
  const headers = { "Content-Type": "text/plain; charset=utf-8", ...NO_STORE };
  return new Response(text, { status, headers });
}
