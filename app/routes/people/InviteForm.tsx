import { Form, useNavigation } from "@remix-run/react";
import { Check, Copy } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Role } from "~/accounts/policy";
import { roleName } from "~/accounts/role-name";
import { m } from "~/i18n/messages";
import { WORKSPACE_LIMITS } from "~/limits";
import { useAnnounce } from "~/ui/announce";
import { Button } from "~/ui/Button";
import { Field, SelectField } from "~/ui/Field";
import { limitText } from "~/ui/limit-text";
import { Notice } from "~/ui/Notice";
import { useRootData } from "~/ui/root-data";
import type { PeopleAnswer } from "./answer";

const DAYS = 7;

/** Makes an invitation link; the new link stands under the form until another one is made. */
export function InviteForm({
  roles,
  answer,
}: {
  roles: readonly { role: Role; needsDelegation: boolean }[];
  answer: PeopleAnswer | undefined;
}) {
  const delegations = useRootData()?.delegations ?? [];
  const [role, setRole] = useState(roles[0]?.role);
  const form = useRef<HTMLFormElement>(null);
  // A new link empties the fields: the next one is for someone else.
  const made = answer?.link ?? "";
  const refusal = answer?.problem && limitText({ code: answer.problem, field: "invitations" });
  const busy = useNavigation().state === "submitting";
  const needsDelegation = roles.find((candidate) => candidate.role === role)?.needsDelegation;

  useEffect(() => {
    if (answer?.problem !== "delegation") return;
    const field = form.current?.elements.namedItem("delegation");
    if (field instanceof HTMLSelectElement) field.focus();
  }, [answer]);

  return (
    <section
      aria-labelledby="invite"
      className="rounded-lg border border-line bg-raised p-5 shadow-sm"
    >
      <h2 id="invite" className="mb-4 text-xl font-semibold">
        {m.accounts_invite()}
      </h2>
      <Form ref={form} method="post" className="grid gap-4" preventScrollReset>
        <input type="hidden" name="intent" value="invite" />
        <SelectField
          label={m.accounts_role()}
          name="role"
          value={role}
          onChange={(event) =>
            setRole(roles.find((candidate) => candidate.role === event.target.value)?.role)
          }
          options={roles.map((candidate) => ({
            value: candidate.role,
            label: roleName(candidate.role),
          }))}
        />
        {needsDelegation && (
          <SelectField
            key={`delegation ${made}`}
            label={m.accounts_delegation()}
            name="delegation"
            defaultValue=""
            error={answer?.problem === "delegation" ? m.accounts_delegation_missing() : undefined}
            options={[
              { value: "", label: m.accounts_delegation_choose() },
              ...delegations.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        )}
        <Field
          key={`note ${made}`}
          label={m.accounts_note()}
          name="note"
          maxLength={WORKSPACE_LIMITS.invitationNoteLetters}
          autoComplete="off"
          hint={m.accounts_note_hint()}
        />
        <Button type="submit" variant="primary" disabled={busy} className="justify-self-start">
          {m.accounts_make_link()}
        </Button>
      </Form>
      {refusal && (
        <Notice tone="danger" role="alert">
          {refusal}
        </Notice>
      )}
      {answer?.link && <NewLink key={answer.link} link={answer.link} />}
    </section>
  );
}

/** The link, ready to be copied; the only time it can be. */
function NewLink({ link }: { link: string }) {
  const announce = useAnnounce();
  const box = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  const select = useCallback(() => {
    const input = box.current?.querySelector("input");
    input?.focus();
    input?.select();
  }, []);
  useEffect(select, [select]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
      announce(m.accounts_copied());
    } catch {
      // Not allowed here: the link is selected, so that the keyboard can copy it.
      select();
    }
  };
  return (
    <div ref={box} className="mt-5 grid gap-3">
      <Notice tone="success" role="status">
        {m.accounts_link_ready({ days: DAYS })}
      </Notice>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field
            label={m.accounts_link()}
            readOnly
            value={link}
            className="font-mono text-sm"
            onFocus={(event) => event.currentTarget.select()}
          />
        </div>
        <Button onClick={copy}>
          {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {copied ? m.accounts_copied() : m.accounts_copy()}
        </Button>
      </div>
    </div>
  );
}
