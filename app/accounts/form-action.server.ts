/**
 * The one way in which a route takes a form. Before anything of a body is read it is known who sent
 * it, that they may send forms at all, and that they have not sent too many.
 */
import type { ActionFunctionArgs } from "@remix-run/node";
import type { Locale } from "../context";
import {
  FORM_SIZE,
  type FormFault,
  type FormSize,
  readForm,
  SIGNED_OUT_FORM_SIZE,
  UnreadableForm,
} from "../forms.server";
import { m } from "../i18n/messages";
import { Refused } from "../refusal";
import { requirePerson } from "./require-person.server";
import { isUnavailable } from "./unavailable.server";

interface FormAction<Fields, Answer> {
  /**
   * Who may send it: someone signed in, who is refused otherwise, or led to the sign-in page; or
   * anyone, from whom less is taken.
   */
  sender: "person" | "person-or-sign-in" | "anyone";
  size?: FormSize;
  /** Checks the fields. @throws Refused */
  read(form: FormData, args: ActionFunctionArgs): Fields;
  /** Does what the form asks for. @throws Refused */
  perform(fields: Fields, args: ActionFunctionArgs): Promise<Answer>;
  /** How this route says no: to bad fields, to a refused operation, to too
   * many forms, and while nothing can be saved. */
  refused(refusal: Refused, args: ActionFunctionArgs): Answer;
}

/** The actions that were made here; a test looks whether all routes have such a one. */
const made = new WeakSet<object>();

/** Whether an action of a route reads its form in the one way. */
export const isFormAction = (action: unknown): boolean =>
  typeof action === "function" && made.has(action);

/** Makes the action of a route. */
export function formAction<Fields, Answer>(
  form: FormAction<Fields, Answer>,
): (args: ActionFunctionArgs) => Promise<Answer> {
  const action = async (args: ActionFunctionArgs): Promise<Answer> => {
    const { request, context } = args;
    if (request.method !== "POST") throw unreadable(405, context.locale);
    if (form.sender === "person-or-sign-in") requirePerson(context, request);
    try {
      if (form.sender === "person" && !context.person) throw new Refused("signed-out");
      const wait = await context.requestLimits.form(context);
      if (wait !== null) {
        const refusal = new Refused("too-many");
        return withRetryAfter(form.refused(refusal, args), wait);
      }
      const size = form.size ?? (context.person ? FORM_SIZE : SIGNED_OUT_FORM_SIZE);
      const fields = form.read(await readForm(request, size), args);
      return await form.perform(fields, args);
    } catch (error) {
      if (error instanceof UnreadableForm) throw unreadable(error.status, context.locale);
      if (error instanceof Refused) return form.refused(error, args);
      if (isUnavailable(error, context.app.store)) {
        return form.refused(new Refused("unavailable"), args);
      }
      throw error;
    }
  };
  made.add(action);
  return action;
}

const SENTENCES: Record<FormFault | 405, (locale: Locale) => string> = {
  400: (locale) => m.limits_form_unreadable({}, { locale }),
  405: (locale) => m.limits_method({}, { locale }),
  413: (locale) => m.limits_form({}, { locale }),
  415: (locale) => m.limits_form_type({}, { locale }),
};

/** What no page of the workspace sends is answered in plain words. */
function unreadable(status: FormFault | 405, locale: Locale): Response {
  return new Response(`${SENTENCES[status](locale)}\n`, {
    status,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      ...(status === 405 ? { Allow: "GET, HEAD, POST" } : {}),
    },
  });
}

/** Adds the header to a response, or to what `data()` made of an answer. */
function withRetryAfter<Answer>(answer: Answer, seconds: number): Answer {
  if (answer instanceof Response) {
    answer.headers.set("Retry-After", String(seconds));
    return answer;
  }
  if (typeof answer === "object" && answer !== null && "init" in answer) {
    const init = (answer.init ?? {}) as ResponseInit;
    const headers = new Headers(init.headers);
    headers.set("Retry-After", String(seconds));
    return { ...answer, init: { ...init, headers } };
  }
  return answer;
}
