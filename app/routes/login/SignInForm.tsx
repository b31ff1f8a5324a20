import { Form, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { m } from "~/i18n/messages";
import { Button } from "~/ui/Button";
import { Field } from "~/ui/Field";
import { Notice } from "~/ui/Notice";
import { signInPath } from "../../accounts/return-path";

export type SignInProblem =
  | { kind: "missing"; field: "email" | "password" }
  | { kind: "wrong" }
  | { kind: "busy" }
  | { kind: "unavailable" }
  | { kind: "too-many"; minutes: number };

function sentence(problem: Exclude<SignInProblem, { kind: "missing" }>): string {
  if (problem.kind === "wrong") return m.accounts_wrong();
  if (problem.kind === "busy") return m.accounts_busy();
  if (problem.kind === "unavailable") return m.limits_unavailable();
  return m.accounts_too_many({ minutes: problem.minutes });
}

/** E-mail address and password. After a refusal the field to mend has the focus. */
export function SignInForm({
  to,
  email,
  problem,
}: {
  to: string;
  email: string;
  problem: SignInProblem | undefined;
}) {
  const form = useRef<HTMLFormElement>(null);
  const busy = useNavigation().formAction?.startsWith("/login") ?? false;
  useEffect(() => {
    if (!problem) return;
    const name = problem.kind === "missing" ? problem.field : "password";
    const field = form.current?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.focus();
  }, [problem]);
  const missing = (field: "email" | "password") =>
    problem?.kind === "missing" && problem.field === field
      ? m.accounts_problem_missing()
      : undefined;
  return (
    <section
      aria-labelledby="sign-in"
      className="rounded-lg border border-line bg-raised p-5 shadow-sm sm:p-6"
    >
      <h2 id="sign-in" className="mb-4 text-xl font-semibold">
        {m.accounts_sign_in()}
      </h2>
      <Form ref={form} method="post" action={signInPath(to)} className="grid gap-4" noValidate>
        {problem && problem.kind !== "missing" && (
          <Notice tone="danger" role="alert">
            {sentence(problem)}
          </Notice>
        )}
        <input type="hidden" name="to" value={to} />
        <Field
          label={m.accounts_email()}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          defaultValue={email}
          error={missing("email")}
        />
        <Field
          label={m.accounts_password()}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={missing("password")}
        />
        <Button type="submit" variant="primary" disabled={busy} className="mt-1 w-full">
          {m.accounts_sign_in()}
        </Button>
      </Form>
      <p className="mt-5 border-t border-line pt-4 text-sm text-muted">{m.accounts_no_account()}</p>
    </section>
  );
}
