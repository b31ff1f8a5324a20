import { useFetcher } from "@remix-run/react";
import { Plus, Search } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { LOCALES, type Locale } from "../context";
import { comparing } from "../i18n/format";
import { LOCALE_NAMES } from "../i18n/locale";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/Dialog";
import { Empty } from "../ui/Empty";
import { Field } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { useLocale } from "../ui/root-data";
import { ConceptDialog } from "./ConceptDialog";
import { conceptName } from "./concepts";
import {
  type ConceptView,
  type GlossaryResult,
  type GlossaryView,
  searchConcepts,
} from "./glossary";
import { glossaryResultText } from "./glossary-wording";

/** The glossary: every concept with its terms, searched in all languages, edited by some. */
export function GlossaryPage({ view }: { view: GlossaryView }) {
  const locale = useLocale();
  const announce = useAnnounce();
  const [query, setQuery] = useState("");
  const [editing, setEditing] = useState<ConceptView | "new" | null>(null);
  const [removing, setRemoving] = useState<ConceptView | null>(null);
  const removal = useFetcher<GlossaryResult>();
  const search = useRef<HTMLInputElement>(null);
  const compare = comparing(locale);
  const shown = searchConcepts(view.concepts, query).sort((a, b) =>
    compare(conceptName(a, locale), conceptName(b, locale)),
  );

  const { data: removed, state } = removal;
  useEffect(() => {
    if (state !== "idle" || !removed?.ok) return;
    announce(m.glossary_removed());
    // The button that was pressed has gone with its concept.
    search.current?.focus();
  }, [state, removed, announce]);
  const onSaved = useCallback(() => {
    setEditing(null);
    announce(m.glossary_saved());
  }, [announce]);
  const edit = (concept: ConceptView | "new") => setEditing(concept);

  return (
    <Page
      title={m.glossary_title()}
      lead={m.glossary_lead()}
      actions={
        view.may.edit && (
          <Button variant="primary" onClick={() => edit("new")}>
            <Plus size={16} aria-hidden />
            {m.glossary_add()}
          </Button>
        )
      }
    >
      {view.concepts.length === 0 ? (
        <Empty title={m.glossary_empty()}>{m.glossary_empty_text()}</Empty>
      ) : (
        <div className="grid gap-4">
          <search className="max-w-md">
            <Field
              ref={search}
              label={
                <span className="inline-flex items-center gap-1.5">
                  <Search size={15} aria-hidden />
                  {m.glossary_search()}
                </span>
              }
              type="search"
              name="query"
              autoComplete="off"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          </search>
          <p aria-live="polite" className="text-sm text-muted">
            {m.glossary_shown({ count: shown.length })}
          </p>
          {removed && !removed.ok && state === "idle" && (
            <Notice tone="warning" role="alert">
              {glossaryResultText(removed)}
            </Notice>
          )}
          {shown.length === 0 && (
            <Empty
              title={m.glossary_none_found()}
              action={<Button onClick={() => setQuery("")}>{m.glossary_reset()}</Button>}
            >
              {m.glossary_none_found_text()}
            </Empty>
          )}
          <ul className="divide-y divide-line border-y border-line">
            {shown.map((concept) => (
              <ConceptRow
                key={concept.id}
                concept={concept}
                locale={locale}
                mayEdit={view.may.edit}
                onEdit={() => edit(concept)}
                onRemove={() => setRemoving(concept)}
              />
            ))}
          </ul>
        </div>
      )}
      {editing && (
        <ConceptDialog
          concept={editing === "new" ? null : editing}
          onSaved={onSaved}
          onClose={() => setEditing(null)}
        />
      )}
      <ConfirmDialog
        title={m.glossary_remove_title({ name: removing ? conceptName(removing, locale) : "" })}
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (!removing) return;
          const { id, updatedAt } = removing;
          removal.submit({ intent: "remove", id, updatedAt }, { method: "post" });
        }}
        confirmLabel={m.glossary_remove()}
        danger
      >
        {m.glossary_remove_text()}
      </ConfirmDialog>
    </Page>
  );
}

function ConceptRow({
  concept,
  locale,
  mayEdit,
  onEdit,
  onRemove,
}: {
  concept: ConceptView;
  locale: Locale;
  mayEdit: boolean;
  onEdit(): void;
  onRemove(): void;
}) {
  const name = conceptName(concept, locale);
  // The reader's own language first.
  const languages = [locale, ...LOCALES.filter((each) => each !== locale)];
  return (
    <li data-concept={concept.id} className="py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 className="min-w-0 font-semibold break-words">{name}</h2>
        {mayEdit && (
          <div className="-my-1 flex gap-1 max-sm:-ml-2.5">
            <Button
              size="sm"
              variant="quiet"
              aria-label={m.glossary_edit_of({ name })}
              onClick={onEdit}
            >
              {m.glossary_edit()}
            </Button>
            <Button
              size="sm"
              variant="quiet"
              aria-label={m.glossary_remove_of({ name })}
              onClick={onRemove}
            >
              {m.glossary_remove()}
            </Button>
          </div>
        )}
      </div>
      <dl className="mt-1 grid gap-x-6 gap-y-1.5 sm:grid-cols-3">
        {languages.map((language) => (
          <div key={language} className="min-w-0">
            <dt className="text-sm text-muted">{LOCALE_NAMES[language]}</dt>
            {concept.terms[language].length > 0 ? (
              <dd lang={language} className="break-words">
                {concept.terms[language].join(" · ")}
              </dd>
            ) : (
              <dd className="text-muted italic">{m.glossary_no_term()}</dd>
            )}
          </div>
        ))}
      </dl>
      {concept.updatedBy && (
        <p className="mt-1 text-sm text-muted">
          {m.glossary_changed_by({ name: concept.updatedBy })}
        </p>
      )}
    </li>
  );
}
