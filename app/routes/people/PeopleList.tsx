import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { ListedPerson } from "~/accounts/people-view";
import { roleName } from "~/accounts/role-name";
import { comparing } from "~/i18n/format";
import { m } from "~/i18n/messages";
import { Button } from "~/ui/Button";
import { DelegationTag } from "~/ui/DelegationTag";
import { ConfirmDialog } from "~/ui/Dialog";
import { limitText } from "~/ui/limit-text";
import { Notice } from "~/ui/Notice";
import { useLocale, useRootData } from "~/ui/root-data";
import type { PeopleAnswer } from "./answer";

/** Everyone with an account, by delegation and role, the regional roles last. */
export function PeopleList({
  people,
  mayWithdraw,
}: {
  people: readonly ListedPerson[];
  mayWithdraw: boolean;
}) {
  const compare = comparing(useLocale());
  const delegations = useRootData()?.delegations ?? [];
  const groups = [...delegations.map(({ code }) => code), null].map((code) => ({
    code,
    people: people
      .filter((person) => person.delegation === code)
      .sort((a, b) => a.rank - b.rank || compare(a.name, b.name)),
  }));
  return (
    <div className="grid gap-8">
      {groups.map((group) => (
        <section key={group.code ?? ""}>
          <h2 className="mb-2 text-lg font-semibold">
            {group.code === null ? m.accounts_regional() : <DelegationTag code={group.code} />}
          </h2>
          {group.people.length === 0 ? (
            <p className="text-muted">{m.accounts_nobody_yet()}</p>
          ) : (
            <ul className="divide-y divide-line border-y border-line">
              {group.people.map((person) => (
                <PersonRow key={person.id} person={person} mayWithdraw={mayWithdraw} />
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

function PersonRow({ person, mayWithdraw }: { person: ListedPerson; mayWithdraw: boolean }) {
  const fetcher = useFetcher<PeopleAnswer>();
  const [asking, setAsking] = useState(false);
  const { id, name, withdrawn } = person;
  const busy = fetcher.state !== "idle";
  const submit = (intent: "withdraw" | "restore") =>
    fetcher.submit({ intent, personId: id }, { method: "post" });
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className={`min-w-0 ${withdrawn ? "text-muted" : ""}`}>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold break-words">{name}</span>
            {person.isMe && <span className="text-sm text-muted">({m.accounts_you()})</span>}
            {withdrawn && (
              <span className="rounded bg-sunken px-1.5 text-sm">{m.accounts_withdrawn()}</span>
            )}
          </p>
          <p className="text-sm break-all text-muted">
            {roleName(person.role)} · {person.email}
          </p>
        </div>
        {mayWithdraw && !person.isMe && (
          <Button
            size="sm"
            variant="quiet"
            disabled={busy}
            className="-ml-2.5 sm:ml-0"
            aria-label={
              withdrawn ? m.accounts_restore_of({ name }) : m.accounts_withdraw_of({ name })
            }
            onClick={() => (withdrawn ? submit("restore") : setAsking(true))}
          >
            {withdrawn ? m.accounts_restore() : m.accounts_withdraw()}
          </Button>
        )}
      </div>
      {fetcher.data?.problem && (
        <div className="mt-2">
          <Notice tone="warning" role="alert">
            {limitText({ code: fetcher.data.problem, field: "invitations" }) ??
              m.accounts_changed_meanwhile()}
          </Notice>
        </div>
      )}
      <ConfirmDialog
        title={m.accounts_withdraw_of({ name })}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => submit("withdraw")}
        confirmLabel={m.accounts_withdraw()}
        danger
      >
        {m.accounts_withdraw_text()}
      </ConfirmDialog>
    </li>
  );
}
