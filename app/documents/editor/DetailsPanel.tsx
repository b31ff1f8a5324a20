import { useEffect, useState } from "react";
import { m } from "../../i18n/messages";
import { DOCUMENT_LIMITS } from "../../limits";
import { Empty } from "../../ui/Empty";
import { Field, TextAreaField } from "../../ui/Field";
import { DETAILS, type Detail } from "../document";
import { setDetail } from "../document-changes";
import { itemRef } from "../numbering";
import { spotOf } from "../outline";
import { DETAIL_HINTS, DETAIL_LABELS } from "./ItemDetailsLine";
import type { EditorSession } from "./session";
import { useDetails, useOutline } from "./useDocument";

/** Who leads an item, with whom, by when, and how one will know: beside the text. */
export function DetailsPanel({
  session,
  code,
  itemId,
  lang,
  editable,
}: {
  session: EditorSession;
  code: string | null;
  itemId: string | null;
  /** Of the document's words. */
  lang: string;
  editable: boolean;
}) {
  const outline = useOutline(session.doc);
  const spot = itemId ? spotOf(outline, itemId) : undefined;
  const area = outline.areas.find(({ id }) => id === spot?.areaId);
  if (!itemId || !spot || !area) {
    return <Empty title={m.plans_details_none()}>{m.plans_details_none_text()}</Empty>;
  }
  return (
    <div className="grid gap-4">
      <p className="text-sm font-semibold text-muted">
        {m.plans_details_of({ ref: itemRef(code, area.number, spot.index + 1) })}
      </p>
      {DETAILS.map((detail) => (
        <DetailField
          key={`${itemId}-${detail}`}
          session={session}
          itemId={itemId}
          detail={detail}
          lang={lang}
          editable={editable}
        />
      ))}
    </div>
  );
}

function DetailField({
  session,
  itemId,
  detail,
  lang,
  editable,
}: {
  session: EditorSession;
  itemId: string;
  detail: Detail;
  lang: string;
  editable: boolean;
}) {
  const stored = useDetails(session.doc, itemId)[detail];
  const [draft, setDraft] = useState(stored);
  useEffect(() => setDraft(stored), [stored]);
  if (!editable) {
    return (
      <div>
        <p className="text-sm font-semibold">{DETAIL_LABELS[detail]()}</p>
        <p className={stored ? "" : "text-muted"} lang={stored ? lang : undefined}>
          {stored || m.plans_detail_none()}
        </p>
      </div>
    );
  }
  const shared = {
    label: DETAIL_LABELS[detail](),
    hint: DETAIL_HINTS[detail](),
    value: draft,
    lang,
    maxLength: DOCUMENT_LIMITS.detailLetters,
    onChange: (event: { target: { value: string } }) => {
      setDraft(event.target.value);
      setDetail(session.doc, itemId, detail, event.target.value);
    },
  };
  return detail === "indicator" || detail === "partners" ? (
    <TextAreaField rows={2} {...shared} />
  ) : (
    <Field type="text" {...shared} />
  );
}
