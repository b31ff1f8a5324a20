import { useEffect, useState } from "react";
import { m } from "../../i18n/messages";
import { DOCUMENT_LIMITS } from "../../limits";
import { setTitle } from "../document-changes";
import { useDocumentEditor } from "./context";
import { useTitle } from "./useDocument";

/** The title; for those who may, a field that looks like it. */
export function DocumentTitle({ fallback }: { fallback: string }) {
  const { session, editable, language } = useDocumentEditor();
  const title = useTitle(session.doc) || fallback;
  const [draft, setDraft] = useState(title);
  useEffect(() => setDraft(title), [title]);
  if (!editable)
    return (
      <h1 className="document-title" lang={language}>
        {title}
      </h1>
    );

  // Sent as it is typed, so that "Saved" is true of it too; only an empty title waits for words.
  const change = (value: string) => {
    setDraft(value);
    if (value.trim()) setTitle(session.doc, value);
  };
  return (
    <h1 className="document-title" aria-label={draft}>
      <textarea
        rows={1}
        aria-label={m.plans_title_label()}
        lang={language}
        className="title-field"
        value={draft}
        maxLength={DOCUMENT_LIMITS.titleLetters}
        onChange={(event) => change(event.target.value.replaceAll("\n", " "))}
        onFocus={() => session.activate(null)}
        onBlur={() => setDraft(title)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
      />
    </h1>
  );
}
