import { useEffect, useState } from "react";
import { m } from "../../i18n/messages";
import { setTitle } from "../document";
import { useDocumentEditor } from "./context";
import { useTitle } from "./useDocument";

/** The title; for those who may, a field that looks like it. */
export function DocumentTitle({ fallback }: { fallback: string }) {
  const { session, editable } = useDocumentEditor();
  const title = useTitle(session.doc) || fallback;
  const [draft, setDraft] = useState(title);
  useEffect(() => setDraft(title), [title]);
  if (!editable) return <h1 className="document-title">{title}</h1>;

  const keep = () => {
    const next = draft.replace(/\s+/g, " ").trim();
    if (next && next !== title) setTitle(session.doc, next);
    else setDraft(title);
  };
  return (
    <h1 className="document-title" aria-label={draft}>
      <textarea
        rows={1}
        aria-label={m.plans_title_label()}
        className="title-field"
        value={draft}
        maxLength={200}
        onChange={(event) => setDraft(event.target.value.replaceAll("\n", " "))}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            event.currentTarget.blur();
          }
          if (event.key === "Escape") setDraft(title);
        }}
      />
    </h1>
  );
}
