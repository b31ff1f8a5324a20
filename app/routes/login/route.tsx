import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requestOf } from "~/accounts/answer.server";
import { signInSchema } from "~/accounts/credentials";
import { readDemoAccounts } from "~/accounts/demo-people.server";
import { formAction } from "~/accounts/form-action.server";
import { returnPath } from "~/accounts/return-path";
import { type SignIn, signIn } from "~/accounts/sign-in.server";
import { m } from "~/i18n/messages";
import { WORKSPACE_LIMITS } from "~/limits";
import { Refused } from "~/refusal";
import { DemoAccounts } from "./DemoAccounts";
import { SignInForm, type SignInProblem } from "./SignInForm";
import { WithdrawnNotice } from "./WithdrawnNotice";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const to = returnPath(new URL(request.url).searchParams.get("to"));
  if (context.person) throw redirect(to);
  const { withdrawn = null } = context;
  return { to, demo: await readDemoAccounts(context.app), withdrawn };
}

type LoginAnswer = { problem: SignInProblem; email: string };

const refuse = (problem: SignInProblem, email: string, status: number) =>
  data<LoginAnswer>({ problem, email }, { status });

export const action = formAction({
  sender: "anyone",
  read: (form) => Object.fromEntries(form),
  async perform(form, { context }): Promise<Response | ReturnType<typeof refuse>> {
    const email =
      typeof form.email === "string" ? form.email.slice(0, WORKSPACE_LIMITS.emailLetters) : "";
    const input = signInSchema.safeParse(form);
    if (!input.success) {
      const fields = input.error.issues.map(({ path }) => path[0]);
      const field = fields.includes("email") ? "email" : "password";
      return refuse({ kind: "missing", field }, email, 400);
    }
    let result: SignIn;
    try {
      result = await signIn(
        {
          ...requestOf(context),
          sessions: context.sessions,
          sessionId: context.sessionId,
          rateLimits: context.rateLimits,
          address: context.address,
        },
        input.data,
      );
    } catch (error) {
      if (error instanceof Refused && error.code === "too-many") {
        return refuse({ kind: "busy" }, email, 503);
      }
      throw error;
    }
    if (result.outcome === "wrong") return refuse({ kind: "wrong" }, email, 400);
    if (result.outcome === "too-many") {
      return refuse({ kind: "too-many", minutes: result.minutes }, email, 429);
    }
    return redirect(returnPath(form.to ?? null), { headers: { "Set-Cookie": result.setCookie } });
  },
  refused: ({ code, status }) =>
    refuse(
      code === "unavailable" ? { kind: "unavailable" } : { kind: "too-many", minutes: 1 },
      "",
      status,
    ),
});

export const meta: MetaFunction = () => [
  { title: `${m.accounts_sign_in()} · ${m.ui_app_name()}` },
  { name: "description", content: m.accounts_tagline() },
];

export default function LoginPage() {
  const { to, demo, withdrawn } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <div className="mx-auto max-w-5xl px-4 py-10 sm:px-6 sm:py-16">
      <div className="mb-8 max-w-2xl sm:mb-12">
        <h1 className="font-serif text-4xl font-semibold tracking-tight sm:text-5xl">
          {m.ui_app_name()}
        </h1>
        <p className="mt-3 font-serif text-lg text-muted sm:text-xl">{m.accounts_tagline()}</p>
      </div>
      {withdrawn && <WithdrawnNotice by={withdrawn.by} />}
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)] lg:gap-12">
        <SignInForm to={to} problem={answer?.problem} email={answer?.email ?? ""} />
        {demo && <DemoAccounts to={to} password={demo.password} people={demo.people} />}
      </div>
    </div>
  );
}
