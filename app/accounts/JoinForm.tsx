import { Form, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { m } from "../i18n/messages";
import { WORKSPACE_LIMITS } from "../limits";
import { Button, ButtonLink } from "../ui/Button";
import { Field } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { useDelegation } from "../ui/root-data";
import { PASSWORD_MAX, PASSWORD_MIN } from "./credentials";
import { fieldProblem } from "./field-problem";
import type { InvitationStatus, JoinAnswer, JoinView } from "./join-view";
import { roleName } from "./role-name";

const WHY_NOT: Record<Exclude<InvitationStatus, "open">, () => string> = {
  unknown: () => m.accounts_link_unknown(),
  used: () => m.accounts_link_used(),
  expired: () => m.accounts_link_expired(),
  revoked: () => m.accounts_link_revoked(),
};

/** The page behind a link: the form that makes the account, or why the link is of no use. */
export function JoinForm({
  title,
  lead,
  view,
  answer,
}: {
  title: string;
  /** What the page says under its title; by default the role the link is for. */
  lead?: string;
  view: JoinView;
  answer: JoinAnswer | undefined;
}) {
  const delegation = useDelegation(view.delegation);
  if (view.status !== "open" || view.role === null) {
    return (
      <Page title={m.accounts_link_closed()} width="prose">
        <p className="mb-6">{WHY_NOT[view.status === "open" ? "unknown" : view.status]()}</p>
        <ButtonLink to="/login">{m.accounts_sign_in()}</ButtonLink>
      </Page>
    );
  }
  const role = roleName(view.role);
  const yourRole = delegation
    ? m.accounts_join_role_of({ role, delegation: delegation.name })
    : m.accounts_join_role({ role });
  return (
    <Page title={title} lead={lead ?? yourRole} width="prose">
      <AccountForm answer={answer} />
    </Page>
  );
}

function AccountForm({ answer }: { answer: JoinAnswer | undefined }) {
  const form = useRef<HTMLFormElement>(null);
  const busy = useNavigation().state !== "idle";
  const problems = answer?.problems ?? {};
  useEffect(() => {
    const first = (["name", "email", "password"] as const).find((name) => answer?.problems[name]);
    const field = first && form.current?.elements.namedItem(first);
    if (field instanceof HTMLInputElement) field.focus();
  }, [answer]);
  return (
    <Form
      ref={form}
      method="post"
      noValidate
      className="grid max-w-md gap-5 rounded-lg border border-line bg-raised p-5 shadow-sm sm:p-6"
    >
      {answer?.later && (
        <Notice tone="danger" role="alert">
          {answer.later === "busy" ? m.accounts_busy() : m.limits_unavailable()}
        </Notice>
      )}
      <Field
        label={m.accounts_name()}
        name="name"
        autoComplete="name"
        required
        maxLength={WORKSPACE_LIMITS.nameLetters}
        hint={m.accounts_name_hint()}
        defaultValue={answer?.name}
        error={fieldProblem(problems.name)}
      />
      <Field
        maxLength={WORKSPACE_LIMITS.emailLetters}
        label={m.accounts_email()}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={answer?.email}
        error={fieldProblem(problems.email)}
      />
      <Field
        label={m.accounts_password()}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN}
        maxLength={PASSWORD_MAX}
        hint={m.accounts_password_hint({ min: PASSWORD_MIN })}
        error={fieldProblem(problems.password)}
      />
      <Button type="submit" variant="primary" disabled={busy} className="justify-self-start">
        {m.accounts_create_account()}
      </Button>
    </Form>
  );
}
