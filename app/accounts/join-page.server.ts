/** The page behind an invitation link, and behind the first link of a workspace. */
import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type RefusalCode, Refused } from "../refusal";
import { requestOf } from "./answer.server";
import { type FieldProblems, parseNewAccount } from "./credentials";
import { formAction } from "./form-action.server";
import { acceptInvitation, lookUpInvitation } from "./invitations.server";
import type { InvitationStatus, JoinAnswer } from "./join-view";

/** Letters of what was typed that a refusal shows again. */
const SHOWN_AGAIN = 300;

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

const refuse = (problems: FieldProblems, status: number, typed: Typed, code?: RefusalCode) => {
  const later = code === "unavailable" ? code : code === "too-many" ? "busy" : null;
  const answer: JoinAnswer = { problems, later, ...typed };
  return data(answer, { status });
};

type Typed = Pick<JoinAnswer, "name" | "email">;

/** Makes the account and leads to the plans, signed in; or says what to mend. */
export const submitJoinPage = formAction({
  sender: "anyone",
  read: (form) => Object.fromEntries(form),
  async perform(form, { params, context }): Promise<Response | ReturnType<typeof refuse>> {
    const text = (name: string) => {
      const value = form[name];
      return typeof value === "string" ? value.slice(0, SHOWN_AGAIN) : "";
    };
    const typed = { name: text("name"), email: text("email") };
    const { account, problems } = parseNewAccount(form);
    if (!account) return refuse(problems, 400, typed);
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
      if (error.field === "email") return refuse({ email: "taken" }, 409, typed);
      // The loader runs again and shows why the link is of no use, if that is what happened.
      return refuse({}, error.status, typed, error.code);
    }
  },
  refused: ({ code, status }) => refuse({}, status, { name: "", email: "" }, code),
});

/** What these pages show holds for one moment only. */
export const joinPageHeaders = () => ({ "Cache-Control": "no-store" });
