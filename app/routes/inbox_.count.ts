/**
 * How much is unread: GET asks, POST says first what the person has before them. Pages ask every few
 * seconds, so the answer is small and nothing else is loaded for it.
 */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { NO_STORE, operationOf, refusalAnswer } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import { checked, idField } from "../forms";
import { markOpened } from "../inbox/marks.server";
import { readUnread } from "../inbox/read.server";
import { Refused } from "../refusal";

const place = z.object({
  subject: z.enum(["comment", "amendment", "round"]),
  subjectId: idField,
});

export async function loader({ context }: LoaderFunctionArgs) {
  if (context.withdrawn) {
    // The page that asks is still on the screen.
    return Response.json({ withdrawn: true }, { status: 401, headers: NO_STORE });
  }
  if (!context.person) return refusalAnswer(new Refused("signed-out"));
  return Response.json(await readUnread(context.app, context.person), { headers: NO_STORE });
}

export const action = formAction({
  sender: "person",
  read: (form) => checked(place, Object.fromEntries(form)),
  async perform(opened, { context }) {
    await markOpened(operationOf(context), opened);
    return Response.json(await readUnread(context.app, context.person), { headers: NO_STORE });
  },
  refused: refusalAnswer,
});
