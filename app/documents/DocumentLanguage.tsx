import { useFetcher } from "@remix-run/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { LOCALES, type Locale } from "../context";
import { isLocale, LOCALE_NAMES } from "../i18n/locale";
import { m } from "../i18n/messages";
import type { RefusalCode } from "../refusal";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { SelectField } from "../ui/Field";
import { limitText } from "../ui/limit-text";
import { Notice } from "../ui/Notice";
import type { DocumentView } from "./view";

export type LanguageAnswer =
  | { ok: true; language: Locale }
  // "unreachable" is what the page tells itself when no answer came.
  | { ok: false; code: RefusalCode | "unreachable" };

const AFTER_FOCUS_MS = 100;

const nameOf = (language: string) => (isLocale(language) ? LOCALE_NAMES[language] : language);

/** In which language the document is drafted; whoever may edit it can change that here. */
export function DocumentLanguage({ document: view }: { document: DocumentView }) {
  const [isOpen, setOpen] = useState(false);
  const { language } = view;
  return (
    <>
      <span className="text-sm text-muted">
        {m.plans_language()} <span lang={language}>{nameOf(language)}</span>
      </span>
      {view.may.edit && (
        <button
          type="button"
          aria-label={m.plans_language_change()}
          onClick={() => setOpen(true)}
          className="-ml-1.5 min-h-8 rounded px-1.5 text-sm font-semibold text-accent underline underline-offset-2 print:hidden"
        >
          {m.plans_language_change_short()}
        </button>
      )}
      {isOpen && <LanguageDialog view={view} onClose={() => setOpen(false)} />}
    </>
  );
}

function LanguageDialog({ view, onClose }: { view: DocumentView; onClose(): void }) {
  const { state, data, submit } = useFetcher<LanguageAnswer>();
  const announce = useAnnounce();
  const pending = state !== "idle";
  const done = useRef(onClose);
  done.current = onClose;
  useEffect(() => {
    if (state !== "idle" || !data?.ok) return;
    const said = m.plans_language_done({ language: nameOf(data.language) });
    done.current();
    setTimeout(() => announce(said), AFTER_FOCUS_MS);
  }, [state, data, announce]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).get("language");
    if (chosen === view.language) onClose();
    else submit({ language: `${chosen}` }, { method: "post", action: actionOf(view.id) });
  }

  return (
    <Dialog title={m.plans_language_title()} isOpen onClose={onClose}>
      <form onSubmit={onSubmit} aria-busy={pending} className="grid gap-4">
        <p className="text-muted">{m.plans_language_text()}</p>
        <SelectField
          label={m.plans_language_field()}
          name="language"
          defaultValue={view.language}
          options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
        />
        {!pending && data?.ok === false && (
          <Notice tone="danger" role="alert">
            {refusalText(data.code)}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {m.plans_language_do()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const actionOf = (id: string) => `/documents/${encodeURIComponent(id)}/language`;

function refusalText(code: RefusalCode | "unreachable"): string {
  if (code === "already-done") return m.plans_language_already();
  if (code === "unreachable") return m.plans_step_unreachable();
  return limitText({ code }) ?? m.plans_language_refused();
}
