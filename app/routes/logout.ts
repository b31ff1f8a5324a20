import { redirect } from "@remix-run/node";
import { plainRefusal, requestOf } from "~/accounts/answer.server";
import { formAction } from "~/accounts/form-action.server";
import { signOut } from "~/accounts/sign-in.server";

export const loader = () => redirect("/");

export const action = formAction({
  sender: "anyone",
  read: () => null,
  async perform(_, { context }) {
    const setCookie = await signOut({
      ...requestOf(context),
      sessions: context.sessions,
      sessionId: context.sessionId,
    });
    const headers = new Headers(setCookie ? { "Set-Cookie": setCookie } : undefined);
    // What was kept on the device for this person goes with the session, also where the page's own
    // script could not see to it.
    headers.set("Clear-Site-Data", '"storage"');
    return redirect("/login", { headers });
  },
  refused: (refusal, { context }): Response => plainRefusal(refusal, context.locale),
});
