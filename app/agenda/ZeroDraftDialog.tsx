/** The zero draft: what would be placed where, to look at, to change and to accept in one step. */
import { nanoid } from "nanoid";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { m } from "../i18n/messages";
import type { RefusalCode } from "../refusal";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { SelectField } from "../ui/Field";
import { limitText } from "../ui/limit-text";
import { Notice } from "../ui/Notice";
import { type ItemKey, keyOf } from "./disposition";
import { FIRST_FORMS, type FirstForm } from "./first-text";
import { ItemWords } from "./ItemWords";
import { SharedNames } from "./RelatedItems";
import { NotYet, type StepDialogProps } from "./StepDialogs";
import { useRelated } from "./useRelated";
import type { AgendaView } from "./view";
import { formName, resultText } from "./wording";
import type { AcceptedDraft, ProposedDraft, ZeroDraftProposal } from "./zero-draft";

type Draft = ZeroDraftProposal["drafts"][number];

/** What a draft is known by, also when it is proposed anew. */
const draftKey = ({ areaId, items }: Pick<ProposedDraft, "areaId" | "items">) =>
  [areaId, ...items.map(keyOf)].join(" ");

/** What an item of a draft is known by: proposed elsewhere, it is another choice. */
const partKey = (draft: Draft, item: ItemKey) => `${draftKey(draft)} - ${keyOf(item)}`;

export function ZeroDraftDialog({ view, steps, onClose }: StepDialogProps) {
  const announce = useAnnounce();
  // An acceptance sent again after a lost answer is still the same step.
  const [key] = useState(() => nanoid());
  /** Id of an area of the agenda; empty for all. */
  const [area, setArea] = useState("");
  const [everything, setEverything] = useState(false);
  const [form, setForm] = useState<FirstForm>("text");
  const [formOf, setFormOf] = useState<ReadonlyMap<string, FirstForm>>(new Map());
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const query = new URLSearchParams({
    ...(area ? { area } : {}),
    ...(area && everything ? { everything: "1" } : {}),
  });
  const asked = useRelated<ZeroDraftProposal>(`/agenda/zero-draft?${query}`, view.items);
  const proposal = asked.state === "there" ? asked.answer : null;
  // What was proposed stays until the new proposal comes: nothing moves below the pointer.
  const shown = asked.state === "waiting" ? asked.before : proposal;
  const drafts = shown?.drafts ?? [];
  const taken = drafts
    .filter((draft) => !leftOut.has(draftKey(draft)))
    .map((draft) => ({
      ...draft,
      key: draftKey(draft),
      items: draft.items.filter((item) => !leftOut.has(partKey(draft, item))),
    }));
  const count = proposal ? taken.length : undefined;
  const national = taken.reduce((sum, { items }) => sum + items.length, 0);
  useEffect(() => {
    if (count !== undefined) announce(m.drafting_zero_count({ count, national }));
  }, [count, national, announce]);

  if (view.areas.length === 0) {
    return (
      <NotYet title={m.drafting_zero_title()} onClose={onClose}>
        {m.agenda_compile_no_area()}
      </NotYet>
    );
  }
  function accept() {
    const accepted = taken.map(
      (draft): AcceptedDraft => ({
        areaId: draft.areaId,
        items: draft.items,
        form: draft.items.length > 1 ? (formOf.get(draft.key) ?? form) : undefined,
      }),
    );
    steps.send({ intent: "compile-many", key, drafts: accepted });
  }
  function include(some: readonly Draft[], isIncluded: boolean) {
    const next = new Set(leftOut);
    for (const draft of some) {
      if (isIncluded) next.delete(draftKey(draft));
      else next.add(draftKey(draft));
    }
    setLeftOut(next);
  }
  /** One item of a group is taken along, or left to be placed by itself; the last takes the group with it. */
  function includePart(draft: Draft, item: ItemKey, isIncluded: boolean) {
    const next = new Set(leftOut);
    if (isIncluded) next.delete(partKey(draft, item));
    else next.add(partKey(draft, item));
    if (draft.items.every((one) => next.has(partKey(draft, one)))) {
      next.add(draftKey(draft));
      for (const one of draft.items) next.delete(partKey(draft, one));
    }
    setLeftOut(next);
  }
  const { pending } = steps;
  const isStale = shown !== proposal;
  const forms = FIRST_FORMS.map((value) => ({ value, label: formName(value) }));

  return (
    <Dialog title={m.drafting_zero_title()} isOpen onClose={onClose} wide>
      <div className="grid gap-4" aria-busy={pending}>
        <p className="text-sm text-muted">{m.drafting_zero_lead()}</p>
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={m.drafting_zero_area()}
            name="area"
            value={area}
            disabled={pending}
            onChange={(event) => setArea(event.target.value)}
            options={[
              { value: "", label: m.agenda_area_all() },
              ...view.areas.map(({ id, number, title }) => ({
                value: id,
                label: `${number}. ${title}`,
              })),
            ]}
          />
          {drafts.some(({ items }) => items.length > 1) && (
            <SelectField
              label={m.drafting_zero_form()}
              name="form"
              value={form}
              disabled={pending}
              onChange={(event) => {
                setForm(event.target.value as FirstForm);
                setFormOf(new Map());
              }}
              options={forms}
            />
          )}
        </div>
        {area && (
          <label className="flex items-start gap-2.5">
            <input
              type="checkbox"
              checked={everything}
              disabled={pending}
              onChange={(event) => setEverything(event.target.checked)}
              className="mt-1 size-4 accent-accent"
            />
            <span>{m.drafting_zero_everything()}</span>
          </label>
        )}
        {asked.state === "waiting" && !shown && (
          <p className="text-sm text-muted">{m.related_waiting()}</p>
        )}
        {asked.state === "failed" && (
          <Notice tone="warning" role="alert">
            {problem(asked.code)}
          </Notice>
        )}
        {shown && drafts.length === 0 && <p>{m.drafting_zero_nothing()}</p>}
        {shown && shown.homeless > 0 && (
          <Notice>{m.drafting_zero_homeless({ count: shown.homeless })}</Notice>
        )}
        {view.areas.map(({ id, number, title }) => {
          const here = drafts.filter((draft) => draft.areaId === id);
          if (here.length === 0) return null;
          const groups = here.filter(({ items }) => items.length > 1);
          const alone = here.filter(({ items }) => items.length === 1);
          return (
            <section
              key={id}
              aria-labelledby={`zero-${id}`}
              aria-busy={isStale}
              className={`grid gap-3 ${isStale ? "opacity-60" : ""}`}
            >
              <h3
                id={`zero-${id}`}
                lang={view.agenda.language}
                className="border-b border-line pb-1 font-semibold"
              >
                {number}. {title}
              </h3>
              {groups.length > 0 && (
                <Part
                  title={m.drafting_zero_groups({ count: groups.length })}
                  drafts={groups}
                  leftOut={leftOut}
                  disabled={pending || isStale}
                  onInclude={include}
                  onIncludePart={includePart}
                  view={view}
                  renderForm={(draft, refs) => (
                    <SelectField
                      label={m.drafting_zero_form_of({ refs })}
                      name="form-of"
                      value={formOf.get(draftKey(draft)) ?? form}
                      disabled={pending || isStale || leftOut.has(draftKey(draft))}
                      onChange={(event) =>
                        setFormOf(
                          new Map(formOf).set(draftKey(draft), event.target.value as FirstForm),
                        )
                      }
                      options={forms}
                    />
                  )}
                />
              )}
              {alone.length > 0 && (
                <Part
                  title={m.drafting_zero_alone({ count: alone.length })}
                  drafts={alone}
                  leftOut={leftOut}
                  disabled={pending || isStale}
                  onInclude={include}
                  view={view}
                />
              )}
            </section>
          );
        })}
        {steps.result && !steps.result.ok && (
          <Notice tone="danger" role="alert">
            {resultText(steps.result)}
          </Notice>
        )}
        <div className="sticky bottom-0 -mx-5 -mb-5 grid gap-2 border-t border-line bg-raised px-5 py-3 sm:-mx-6 sm:-mb-6 sm:px-6">
          {pending && (
            <div role="status" className="grid gap-1 text-sm">
              {m.drafting_zero_working({ count: taken.length })}
              <progress aria-hidden className="h-1 w-full accent-accent" />
            </div>
          )}
          <div className="flex flex-wrap items-center justify-end gap-2">
            {shown && (
              <p className="mr-auto text-sm text-muted">
                {isStale
                  ? m.related_waiting()
                  : m.drafting_zero_count({ count: taken.length, national })}
              </p>
            )}
            <Button onClick={onClose}>{m.ui_cancel()}</Button>
            <Button
              variant="primary"
              disabled={pending || !proposal || taken.length === 0}
              onClick={accept}
            >
              {pending ? m.agenda_working() : m.drafting_zero_do({ count: taken.length })}
            </Button>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function problem(code: RefusalCode | "unreachable"): string {
  if (code === "unreachable") return m.related_unreachable();
  return limitText({ code }) ?? m.related_groups_refused();
}

/** Drafts of one kind: all of them can be taken or left out together, and each by itself. */
function Part({
  title,
  drafts,
  leftOut,
  disabled,
  onInclude,
  onIncludePart,
  view,
  renderForm,
}: {
  title: string;
  drafts: readonly Draft[];
  leftOut: ReadonlySet<string>;
  disabled: boolean;
  onInclude(drafts: readonly Draft[], isIncluded: boolean): void;
  /** Where drafts are of several items. */
  onIncludePart?(draft: Draft, item: ItemKey, isIncluded: boolean): void;
  view: AgendaView;
  renderForm?(draft: Draft, refs: string): ReactNode;
}) {
  const items = useMemo(() => new Map(view.items.map((item) => [keyOf(item), item])), [view.items]);
  const languages = useMemo(
    () => new Map(view.plans.map(({ id, language }) => [id, language])),
    [view.plans],
  );
  const included = drafts.filter((draft) => !leftOut.has(draftKey(draft))).length;
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 flex w-full items-baseline justify-between gap-3 text-sm">
        <span className="font-semibold">{title}</span>
        <Button
          size="sm"
          variant="quiet"
          disabled={disabled}
          onClick={() => onInclude(drafts, included < drafts.length)}
        >
          {included < drafts.length ? m.drafting_zero_take_all() : m.drafting_zero_leave_all()}
        </Button>
      </legend>
      {drafts.map((draft) => {
        const listed = draft.items.flatMap((key) => items.get(keyOf(key)) ?? []);
        const refs = listed.map(({ ref }) => ref).join(", ");
        const isIncluded = !leftOut.has(draftKey(draft));
        return (
          <div
            key={draftKey(draft)}
            data-zero-draft={refs}
            className={`flex gap-3 rounded-md border border-line px-3 py-2 ${isIncluded ? "" : "border-dashed"}`}
          >
            <input
              type="checkbox"
              aria-label={m.drafting_zero_take({ refs })}
              checked={isIncluded}
              disabled={disabled}
              onChange={(event) => onInclude([draft], event.target.checked)}
              className="mt-1 size-4.5 shrink-0 accent-accent"
            />
            <div className="grid min-w-0 flex-1 gap-1.5">
              <ul className="grid gap-1.5">
                {listed.map((item) => (
                  <ItemWords
                    key={keyOf(item)}
                    item={item}
                    language={languages.get(item.planId)}
                    box={
                      onIncludePart && (
                        <input
                          type="checkbox"
                          aria-label={m.drafting_zero_take_along({ ref: item.ref })}
                          checked={isIncluded && !leftOut.has(partKey(draft, item))}
                          disabled={disabled || !isIncluded}
                          onChange={(event) => onIncludePart(draft, item, event.target.checked)}
                          className="size-4 shrink-0 accent-accent"
                        />
                      )
                    }
                  />
                ))}
              </ul>
              {draft.concepts.length > 0 && (
                <SharedNames concepts={draft.concepts} words={[]} language={undefined} />
              )}
              {renderForm?.(draft, refs)}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
