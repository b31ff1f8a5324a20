/** The page behind an invitation link, and behind the first link of a workspace. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Refused } from "../refusal";
import { requestOf } from "./answer.server";
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

export async function loadJoinPage({ params, context }: LoaderFunctionArgs) {
  const view = await lookUpInvitation(context.app, params.token ?? "");
  return data(view, { status: GONE[view.status] });
}

/** Makes the account and leads to the plans, signed in; or says what to mend. */
export async function submitJoinPage({ params, context, request }: ActionFunctionArgs) {
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
        ...requestOf(context),
        sessions: context.sessions,
        sessionId: context.sessionId,
      },
      params.token ?? "",
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

/** What these pages show holds for one moment only. */
export const joinPageHeaders = () => ({ "Cache-Control": "no-store" });
