import { Link } from "@remix-run/react";
import { m } from "../i18n/messages";
import { Empty } from "../ui/Empty";
import { Time } from "../ui/Time";
import type { AdoptionView } from "./view";
import { draftName } from "./wording";

/** The drafts as they were issued, newest first, each a page of its own. */
export function DraftsIssued({ drafts }: Pick<AdoptionView, "drafts">) {
  return (
    <section aria-labelledby="adoption-drafts">
      <h2 id="adoption-drafts" className="mb-2 text-xl font-semibold">
        {m.adoption_drafts()}
      </h2>
      {drafts.length === 0 ? (
        <Empty title={m.adoption_drafts_none()}>{m.adoption_drafts_none_text()}</Empty>
      ) : (
        <ol className="divide-y divide-line border-y border-line">
          {drafts.map((draft) => (
            <li key={draft.position} data-draft={draft.position} className="py-2.5">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <Link
                  to={`/agenda/drafts/${draft.position}`}
                  className="font-semibold text-accent underline underline-offset-2"
                >
                  {draftName(draft)}
                </Link>
                <span className="text-sm text-muted">
                  <Time at={draft.at} />, {draft.by ?? m.adoption_by_deadline()}
                </span>
              </p>
              {draft.note && <p className="max-w-prose whitespace-pre-line">{draft.note}</p>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
