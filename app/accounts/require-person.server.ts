/** The door of pages: who is not signed in is shown to it. */
import { type AppLoadContext, redirect } from "@remix-run/node";
import type { Person } from "../context";
import { signInPath } from "./return-path";

/**
 * The person who is signed in; throws a redirect to the sign-in page, which leads back here.
 * For pages. Exports and other resources answer 401 instead.
 */
export function requirePerson(context: AppLoadContext, request: Request): Person {
  if (context.person) return context.person;
  const { pathname, search } = new URL(request.url);
  throw redirect(signInPath(request.method === "GET" ? `${pathname}${search}` : "/"));
}
