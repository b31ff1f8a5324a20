import { Link } from "@remix-run/react";
import { Check, X } from "lucide-react";
import { PREAMBLE_ID } from "../documents/editor/preamble-id";
import { m } from "../i18n/messages";
import { DelegationTag } from "../ui/DelegationTag";
import { useDelegation } from "../ui/root-data";
import type { Requirement } from "./adoption";
import type { AdoptionView } from "./view";
import { needText } from "./wording";

/** So many items are named; the others are counted. */
const NAMED = 8;
const LINK = "font-semibold text-accent tabular-nums underline underline-offset-2";

/** What a step needs: whether it is met, and where what is in the way is found. */
export function Requirements({
  requirements,
  view,
}: {
  requirements: readonly Requirement[];
  view: AdoptionView;
}) {
  return (
    <ul aria-label={m.adoption_needs()} className="grid gap-1.5">
      {requirements.map((requirement) => (
        <li key={requirement.id} data-requirement={requirement.id} className="flex gap-2">
          {requirement.met ? (
            <Check size={18} aria-hidden className="mt-0.5 shrink-0 text-success" />
          ) : (
            <X size={18} aria-hidden className="mt-0.5 shrink-0 text-danger" />
          )}
          <div className="min-w-0">
            <span>{needText(requirement.id)}</span>{" "}
            <span className={requirement.met ? "text-sm text-muted" : "text-sm font-semibold"}>
              ({requirement.met ? m.adoption_met() : m.adoption_unmet()})
            </span>
            {!requirement.met && <InTheWay requirement={requirement} view={view} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

const COUNTED = new Set(["submitted", "placed", "no-brackets", "no-objections", "all-positions"]);

function InTheWay({
  requirement: { id, count, inPreamble, itemIds, delegations },
  view: { items, plans, unplacedInternal },
}: {
  requirement: Requirement;
  view: AdoptionView;
}) {
  const concerned = items.filter((item) => itemIds.includes(item.id));
  const more = concerned.length - NAMED;
  if (id === "as-put-forward") {
    return <p className="text-sm">{m.adoption_not_as_put_forward()}</p>;
  }
  if (!COUNTED.has(id)) return null;
  return (
    <p className="flex flex-wrap gap-x-2.5 text-sm">
      <span>{m.adoption_remaining({ count })}</span>
      {id === "placed" && (
        <Link to="/agenda/concordance?outcome=unplaced" className={LINK}>
          {m.adoption_show_unplaced()}
        </Link>
      )}
      {id === "placed" && unplacedInternal > 0 && (
        <span>{m.adoption_unplaced_internal({ count: unplacedInternal })}</span>
      )}
      {delegations.map((code) => (
        <PlanOf key={code} code={code} slug={plans.find((of) => of.delegation === code)?.slug} />
      ))}
      {inPreamble && (
        <Link to={`/agenda#${PREAMBLE_ID}`} className={LINK}>
          {m.exchange_preamble()}
        </Link>
      )}
      {concerned.slice(0, NAMED).map((item) => (
        <Link key={item.id} to={`/agenda#item-${item.id}`} className={LINK}>
          {item.ref}
        </Link>
      ))}
      {more > 0 && <span>{m.adoption_more_items({ count: more })}</span>}
    </p>
  );
}

/** The plan of a delegation; a link where the reader may follow it. */
function PlanOf({ code, slug }: { code: string; slug: string | undefined }) {
  const name = useDelegation(code)?.name ?? code;
  if (slug === undefined) return <DelegationTag code={code} />;
  return (
    <Link to={`/plans/${slug}`} aria-label={m.adoption_plan_of({ code })} className={LINK}>
      <DelegationTag code={code} nameless /> <span>{name}</span>
    </Link>
  );
}
