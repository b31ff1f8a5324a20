import { Link } from "@remix-run/react";
import { m } from "../i18n/messages";
import { ButtonLink } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { CompareForm } from "./CompareForm";
import { draftName } from "./draft-name";
import { comparedWith } from "./drafts-order";
import type { DraftView } from "./drafts-view";

/** All drafts that were issued, newest first, and a way to compare any two. */
export function DraftsPage({
  drafts,
  language,
}: {
  drafts: readonly DraftView[];
  /** Of the document and of what is said of its drafts. */
  language: string;
}) {
  const [newest] = drafts;
  const before = newest && comparedWith(drafts);
  return (
    <Page
      title={m.drafts_title()}
      lead={m.drafts_lead()}
      width="prose"
      actions={
        <ButtonLink to="/agenda" size="sm">
          {m.agenda_concordance_back()}
        </ButtonLink>
      }
    >
      {newest ? (
        <div className="grid gap-6">
          <CompareForm
            drafts={drafts}
            from={(before ?? newest).position}
            to={before ? newest.position : "now"}
          />
          <ol className="divide-y divide-line border-y border-line">
            {drafts.map((draft) => (
              <DraftRow key={draft.position} draft={draft} language={language} />
            ))}
          </ol>
        </div>
      ) : (
        <Empty title={m.drafts_empty()}>{m.drafts_empty_text()}</Empty>
      )}
    </Page>
  );
}

function DraftRow({ draft, language }: { draft: DraftView; language: string }) {
  return (
    <li className="grid gap-1 py-3">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <Link to={`/agenda/drafts/${draft.position}`} className="prose-link font-semibold">
          {draftName(draft)}
        </Link>
        <span className="text-muted">
          <IssuedBy draft={draft} />
        </span>
        <Link
          to={`/agenda/drafts/${draft.position}?with=now`}
          className="prose-link sm:ml-auto"
          aria-label={`${m.drafts_changes_since()} (${draftName(draft)})`}
        >
          {m.drafts_changes_since()}
        </Link>
      </div>
      {draft.note && (
        <p lang={language} className="whitespace-pre-line">
          {draft.note}
        </p>
      )}
    </li>
  );
}

/** When a draft was issued, and by whom. */
export function IssuedBy({ draft }: { draft: DraftView }) {
  return (
    <>
      <Time at={draft.issuedAt} />
      {draft.issuedBy && `, ${draft.issuedBy}`}
    </>
  );
}
