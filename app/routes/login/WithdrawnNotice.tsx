import type { Role } from "~/accounts/policy";
import { roleName } from "~/accounts/role-name";
import { m } from "~/i18n/messages";
import { Notice } from "~/ui/Notice";

/** To whoever still has a session here and no access any more: that it was withdrawn, and by whom. */
export function WithdrawnNotice({ by }: { by: Role | null }) {
  return (
    <div className="mb-8 max-w-2xl">
      <Notice tone="warning">
        <p>
          {by ? m.accounts_withdrawn_by({ role: roleName(by) }) : m.accounts_withdrawn_notice()}
        </p>
        <p className="mt-1">{m.accounts_withdrawn_ask()}</p>
      </Notice>
    </div>
  );
}
