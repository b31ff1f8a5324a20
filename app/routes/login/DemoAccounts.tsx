import { Form } from "@remix-run/react";
import { ArrowRight } from "lucide-react";
import type { DemoAccount } from "~/accounts/people-view";
import { roleName } from "~/accounts/role-name";
import { m } from "~/i18n/messages";
import { DelegationTag } from "~/ui/DelegationTag";

/** The demo accounts in the order given, one group for each delegation, the regional roles last. */
function groupsOf(people: readonly DemoAccount[]): [string | null, DemoAccount[]][] {
  const groups = new Map<string | null, DemoAccount[]>();
  for (const person of people) {
    groups.set(person.delegation, [...(groups.get(person.delegation) ?? []), person]);
  }
  return [...groups].sort(([a], [b]) => Number(a === null) - Number(b === null));
}

/** Every demo account as a button that signs in with it. */
export function DemoAccounts({
  to,
  password,
  people,
}: {
  to: string;
  password: string;
  people: readonly DemoAccount[];
}) {
  return (
    <section aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className="text-xl font-semibold">
        {m.accounts_demo_title()}
      </h2>
      <p className="mt-1 mb-5 text-muted">{m.accounts_demo_lead()}</p>
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        {groupsOf(people).map(([delegation, accounts]) => (
          <div key={delegation ?? ""} className="min-w-0">
            <h3 className="mb-2 text-sm font-semibold">
              {delegation === null ? m.accounts_regional() : <DelegationTag code={delegation} />}
            </h3>
            <ul className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
              {accounts.map((account) => (
                <li key={account.email}>
                  <Form method="post" action="/login">
                    <input type="hidden" name="to" value={to} />
                    <input type="hidden" name="email" value={account.email} />
                    <input type="hidden" name="password" value={password} />
                    <button
                      type="submit"
                      className="group flex w-full items-center gap-3 rounded-md border border-line bg-raised px-3 py-2 text-left transition-colors hover:border-accent hover:bg-accent-soft"
                    >
                      <span className="min-w-0 flex-1">
                        <span className="block font-semibold">{roleName(account.role)}</span>
                        <span className="block truncate text-sm text-muted">{account.name}</span>
                      </span>
                      <ArrowRight
                        size={16}
                        aria-hidden
                        className="shrink-0 text-muted group-hover:text-accent"
                      />
                    </button>
                  </Form>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
