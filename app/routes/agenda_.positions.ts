/** Positions of delegations: POST gives one, or withdraws it. */
import { redirect } from "@remix-run/node";
import { type ClientActionFunctionArgs, data } from "@remix-run/react";
import { orLost } from "~/workspace/lost-answer";
import { operationOf } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import { agreeToRest } from "../agenda/agree-rest.server";
import {
  type PositionRequest,
  type PositionResult,
  parsePositionRequest,
} from "../agenda/position-requests";
import { givePosition, withdrawPosition } from "../agenda/positions.server";
import type { OperationContext } from "../context";
import { Refused } from "../refusal";

/** They are read on the page of the agenda. */
export const loader = () => redirect("/agenda");

async function perform(context: OperationContext, request: PositionRequest): Promise<void> {
  switch (request.intent) {
    case "give":
      await givePosition(context, request);
      return;
    case "withdraw":
      return withdrawPosition(context, request);
    case "agree-rest":
      await agreeToRest(context, request);
  }
}

export const action = formAction({
  sender: "person",
  read(form) {
    const parsed = parsePositionRequest(form);
    if (!parsed.ok) throw new Refused("invalid", parsed.field ?? undefined);
    return parsed.request;
  },
  async perform(request, { context }) {
    await perform(operationOf(context), request);
    return answer({ ok: true, intent: request.intent });
  },
  refused: ({ code, field = null, status }) => answer({ ok: false, code, field }, status),
});

/** A whole response: a route without a page would answer 200 to everything else. */
function answer(result: PositionResult, status = 200): Response {
  return Response.json(result, { status, headers: { "Cache-Control": "private, no-store" } });
}

export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return orLost(
    () => serverAction<PositionResult>(),
    () => {
      const lost: PositionResult = { ok: false, code: "unreachable", field: null };
      return data(lost, { status: 503 });
    },
  );
}
