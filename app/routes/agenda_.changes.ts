/**
 * What has changed of the data of the agenda's page since it was given it, `?since=STAMP`, as JSON. Every
 * open page asks for it when it is told that something has changed, so it is small and soon made.
 */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { NO_STORE, refusalAnswer } from "~/accounts/answer.server";
import { Refused } from "~/refusal";
import { loadAgendaSince } from "./agenda/data.server";

const stamp = z.string().max(64).default("");

export async function loader({ context, request }: LoaderFunctionArgs) {
  if (!context.person) return refusalAnswer(new Refused("signed-out"));
  const since = stamp.safeParse(new URL(request.url).searchParams.get("since") ?? undefined);
  if (!since.success) return refusalAnswer(new Refused("invalid", "since"));
  return Response.json(await loadAgendaSince(context, request, since.data), { headers: NO_STORE });
}
