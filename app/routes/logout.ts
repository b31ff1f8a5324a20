import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { operationOf } from "~/accounts/answer.server";
import { signOut } from "~/accounts/sign-in.server";

export const loader = () => redirect("/");

export async function action({ context }: ActionFunctionArgs) {
  const setCookie = await signOut({
    ...operationOf(context),
    sessions: context.sessions,
    sessionId: context.sessionId,
  });
  return redirect("/login", setCookie ? { headers: { "Set-Cookie": setCookie } } : undefined);
}
