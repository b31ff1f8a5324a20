import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { signOut } from "~/accounts/sign-in.server";

export const loader = () => redirect("/");

export async function action({ context }: ActionFunctionArgs) {
  const setCookie = await signOut({
    ...context.app,
    actor: context.person,
    requestId: context.requestId,
    sessions: context.sessions,
    sessionId: context.sessionId,
  });
  return redirect("/login", setCookie ? { headers: { "Set-Cookie": setCookie } } : undefined);
}
