import { useFetcher } from "@remix-run/react";
import type { OpenInvitation } from "~/accounts/people-view";
import { roleName } from "~/accounts/role-name";
import { m } from "~/i18n/messages";
import { Button } from "~/ui/Button";
import { DelegationTag } from "~/ui/DelegationTag";
import { Time } from "~/ui/Time";

/** The links that can still be used. */
export function OpenInvitations({ invitations }: { invitations: readonly OpenInvitation[] }) {
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" className="mb-2 text-xl font-semibold">
        {m.accounts_invitations()}
      </h2>
      {invitations.length === 0 ? (
        <p className="text-muted">{m.accounts_invitations_none()}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {invitations.map((invitation) => (
            <Invitation key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Invitation({ invitation }: { invitation: OpenInvitation }) {
  // A fetcher of its own: revoking one must not take away a link that was just made.
  const fetcher = useFetcher();
  const role = roleName(invitation.role);
  const who = [role, invitation.delegation, invitation.note].filter(Boolean).join(", ");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-semibold">{role}</span>
          {invitation.delegation && <DelegationTag code={invitation.delegation} />}
        </p>
        {invitation.note && <p className="break-words">{invitation.note}</p>}
        <p className="text-sm text-muted">
          {m.accounts_valid_until()} <Time at={invitation.expiresAt} style="date" />
        </p>
      </div>
      <fetcher.Form method="post">
        <input type="hidden" name="intent" value="revoke" />
        <input type="hidden" name="invitationId" value={invitation.id} />
        <Button
          type="submit"
          size="sm"
          variant="quiet"
          disabled={fetcher.state !== "idle"}
          aria-label={m.accounts_revoke_of({ who })}
        >
          {m.accounts_revoke()}
        </Button>
      </fetcher.Form>
    </li>
  );
}
