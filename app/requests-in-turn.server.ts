/** Where every request to a page waits before anything is done for it. */
import type { RequestHandler } from "express";
import type { Person } from "./context";
import { REQUEST_LIMITS } from "./limits";
import { createPersonRequests } from "./person-requests.server";
import { createRequestTurns } from "./request-turns.server";

/** Who sends a `Cookie` header, with the cookie that is to be set where the session goes on. */
type Validate = (
  cookieHeader: string | undefined,
) => Promise<{ person: Person | null; setCookie?: string }>;

/** Lets requests begin one at a time, and those of one person within their measure; not once their sender has gone. */
export function requestsInTurn(validate: Validate): RequestHandler {
  const turn = createRequestTurns();
  const people = createPersonRequests();
  return async (request, response, next) => {
    try {
      const { person, setCookie } = await validate(request.headers.cookie);
      if (setCookie) response.append("Set-Cookie", setCookie);
      const isGone = () => response.destroyed;
      // Many sit behind one address: of those who are signed out, none waits for another's answer.
      const own = person && (await people.enter(person.id, isGone));
      await turn(person?.id ?? request.ip ?? "unknown", request.get("priority"));
      if (isGone()) return own?.leave();
      if (own) {
        own.begin();
        response.once("close", own.leave);
        setTimeout(own.leave, REQUEST_LIMITS.countedAsUnderWay).unref();
      }
      next();
    } catch (error) {
      next(error);
    }
  };
}
