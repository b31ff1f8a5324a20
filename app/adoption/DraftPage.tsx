import type { DocumentContent } from "../documents/document";
import { StaticDocument } from "../documents/editor/StaticDocument";
import { m } from "../i18n/messages";
import "../documents/editor/document.css";
import { ButtonLink } from "../ui/Button";
import { FileLink } from "../ui/FileExport";
import { Notice } from "../ui/Notice";
import { CompareForm } from "./CompareForm";
import { IssuedBy } from "./DraftsPage";
import { draftName } from "./draft-name";
import type { DraftView } from "./drafts-view";

/** A draft as it was issued: its text, frozen. */
export function DraftPage({
  drafts,
  draft,
  content,
  language,
  mayExport,
}: {
  drafts: readonly DraftView[];
  draft: DraftView;
  content: DocumentContent;
  language: string;
  mayExport: boolean;
}) {
  const file = `/agenda/export.pdf?draft=${draft.position}`;
  const isNewest = drafts[0]?.position === draft.position;
  return (
    <div className="workspace-text">
      <div className="mx-auto mb-8 grid max-w-3xl gap-3 print:hidden">
        <Notice>
          <p>{m.drafts_frozen({ draft: draftName(draft) })}</p>
          <p className="text-sm text-muted">
            <IssuedBy draft={draft} />
          </p>
          {draft.note && (
            <p lang={language} className="mt-1 whitespace-pre-line">
              {draft.note}
            </p>
          )}
        </Notice>
        <div className="flex flex-wrap gap-2">
          <ButtonLink to="/agenda/drafts" size="sm">
            {m.drafts_all()}
          </ButtonLink>
          {mayExport && (
            <>
              <FileLink path={file} label={m.drafts_pdf()} />
              <FileLink path={`${file}&version=clean`} label={m.brackets_export_clean()} />
            </>
          )}
        </div>
        <CompareForm
          drafts={drafts}
          from={draft.position}
          to={isNewest ? "now" : draft.position + 1}
        />
      </div>
      <StaticDocument
        content={content}
        code={null}
        language={language}
        eyebrow={<p className="mb-2 text-sm font-semibold text-muted">{draftName(draft)}</p>}
      />
    </div>
  );
}
