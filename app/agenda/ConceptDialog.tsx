import { useFetcher } from "@remix-run/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { LOCALES } from "../context";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextAreaField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { useLocale } from "../ui/root-data";
import { conceptName } from "./concepts";
import { type ConceptView, type GlossaryResult, parseTerms, typedTerms } from "./glossary";
import { glossaryResultText, isOfField } from "./glossary-wording";

const TERMS_IN = {
  en: m.glossary_terms_in_en,
  fr: m.glossary_terms_in_fr,
  es: m.glossary_terms_in_es,
} as const;

/**
 * The terms of a concept, or of a new one. What was typed stays until it is saved; a change that
 * someone else made meanwhile is not overwritten.
 * @param concept as it was when the dialog opened; null for a new one.
 */
export function ConceptDialog({
  concept: opened,
  onSaved,
  onClose,
}: {
  concept: ConceptView | null;
  onSaved(): void;
  onClose(): void;
}) {
  const locale = useLocale();
  const { state, data, submit } = useFetcher<GlossaryResult>();
  // The list behind may load anew; what was seen here is what it opened with.
  const [concept] = useState(opened);
  const [isEmpty, setEmpty] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const failure = state === "idle" && data && !data.ok ? data : null;

  useEffect(() => {
    if (state !== "idle" || !data) return;
    if (data.ok) {
      onSaved();
      return;
    }
    const field = form.current?.elements.namedItem(data.field ?? "");
    if (field instanceof HTMLTextAreaElement) field.focus();
  }, [state, data, onSaved]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setEmpty(LOCALES.every((each) => parseTerms(String(fields.get(each) ?? "")).length === 0));
    submit(fields, { method: "post", action: "/glossary" });
  }

  return (
    <Dialog
      title={
        concept ? m.glossary_edit_of({ name: conceptName(concept, locale) }) : m.glossary_add()
      }
      isOpen
      onClose={onClose}
    >
      <form ref={form} onSubmit={onSubmit} className="grid gap-4">
        <input type="hidden" name="intent" value="save" />
        {concept && <input type="hidden" name="id" value={concept.id} />}
        {concept && <input type="hidden" name="updatedAt" value={concept.updatedAt} />}
        <p className="text-sm text-muted">{m.glossary_terms_hint()}</p>
        {[locale, ...LOCALES.filter((each) => each !== locale)].map((language) => (
          <TextAreaField
            key={language}
            label={TERMS_IN[language]()}
            name={language}
            lang={language}
            rows={4}
            defaultValue={typedTerms(concept?.terms[language] ?? [])}
            error={
              failure && failure.field === language && isOfField(failure)
                ? glossaryResultText(failure, isEmpty)
                : undefined
            }
          />
        ))}
        {failure && !isOfField(failure) && (
          <Notice tone="danger" role="alert">
            {glossaryResultText(failure)}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={state !== "idle"}>
            {state === "idle" ? m.glossary_save() : m.glossary_saving()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
