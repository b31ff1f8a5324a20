/** The page behind an invitation link, and behind the first link of a workspace. */
import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { Refused } from "../refusal";
import { type FieldProblems, parseNewAccount } from "./credentials";
import { acceptInvitation, lookUpInvitation } from "./invitations.server";
import type { InvitationStatus, JoinAnswer } from "./join-view";

const GONE: Record<InvitationStatus, number> = {
  open: 200,
  used: 410,
  revoked: 410,
  expired: 410,
  unknown: 404,
};

export async function loadJoinPage(context: AppLoadContext, token: string) {
  const view = await lookUpInvitation(context.app, token);
  return data(view, { status: GONE[view.status] });
}

/** Makes the account and leads to the plans, signed in; or says what to mend. */
export async function submitJoinPage(context: AppLoadContext, token: string, request: Request) {
  const form = Object.fromEntries(await request.formData());
  const text = (name: string) => {
    const value = form[name];
    return typeof value === "string" ? value.slice(0, 300) : "";
  };
  const refuse = (problems: FieldProblems, status: number, busy = false) => {
    const answer: JoinAnswer = { problems, busy, name: text("name"), email: text("email") };
    return data(answer, { status });
  };

  const { account, problems } = parseNewAccount(form);
  if (!account) return refuse(problems, 400);
  try {
    const { setCookie } = await acceptInvitation(
      {
        ...context.app,
        actor: context.person,
        requestId: context.requestId,
        sessions: context.sessions,
        sessionId: context.sessionId,
      },
      token,
      account,
      context.locale,
    );
    return redirect("/", { headers: { "Set-Cookie": setCookie } });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.field === "email") return refuse({ email: "taken" }, 409);
    // The loader runs again and shows why the link is of no use, if that is what happened.
    return refuse({}, error.status, error.code === "too-many");
  }
}
