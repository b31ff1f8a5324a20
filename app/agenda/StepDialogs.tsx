/** The forms of the steps: where selected national items go, or why they go nowhere. */
import { nanoid } from "nanoid";
import { type FormEvent, type ReactNode, useState } from "react";
import { RichTextView } from "../documents/RichTextView";
import { fromPlainText } from "../documents/rich-text";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { SelectField, TextAreaField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import type { DropTarget } from "./DraggingContext";
import { CARRYING, type Carrying, SETTING_ASIDE, usualDisposition } from "./disposition";
import { FIRST_FORMS, type FirstForm, formedText } from "./first-text";
import { WordsOfItems } from "./ItemWords";
import type { StepIntent } from "./requests";
import type { MergeSteps, StepFields } from "./useMergeSteps";
import type { AgendaView, NationalItemView } from "./view";
import { dispositionName, formName, resultText } from "./wording";

export interface StepDialogProps {
  view: AgendaView;
  items: readonly NationalItemView[];
  steps: MergeSteps;
  /** Where the items were dropped, which is then chosen first. */
  droppedOn?: DropTarget | null;
  onClose(): void;
}

interface StepFormProps extends Pick<StepDialogProps, "items" | "steps" | "onClose"> {
  title: string;
  intent: StepIntent;
  submitLabel: string;
  /** Whether the form is complete; where it is not, it says so itself. */
  isComplete?(form: HTMLFormElement): boolean;
  children: ReactNode;
}

const FIELDS = ["areaId", "agendaItemId", "disposition", "reason", "form"] as const;

/** A dialog that sends one step; sent again after a lost answer, it is still the same step. */
function StepForm(props: StepFormProps) {
  const { title, intent, items, steps, submitLabel, onClose, children } = props;
  const [key] = useState(() => nanoid());
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (props.isComplete?.(event.currentTarget) === false) return;
    const form = new FormData(event.currentTarget);
    const fields: StepFields = { intent, key, items };
    for (const name of FIELDS) {
      const value = form.get(name);
      if (typeof value === "string") fields[name] = value;
    }
    steps.send(fields);
  }
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form onSubmit={onSubmit} noValidate aria-busy={steps.pending} className="grid gap-4">
        {intent === "compile" && (
          <p className="text-sm text-muted">{items.map((item) => item.ref).join(" · ")}</p>
        )}
        {children}
        {steps.result && !steps.result.ok && (
          <Notice tone="danger" role="alert">
            {resultText(steps.result)}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={steps.pending}>
            {steps.pending ? m.agenda_working() : submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A step that cannot be taken yet, and why. */
export function NotYet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose(): void;
  children: string;
}) {
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <p>{children}</p>
      <div className="mt-5 flex justify-end">
        <Button onClick={onClose}>{m.ui_close()}</Button>
      </div>
    </Dialog>
  );
}

function DispositionField({ usual }: { usual: Carrying }) {
  return (
    <SelectField
      label={m.agenda_disposition()}
      name="disposition"
      defaultValue={usual}
      options={CARRYING.map((value) => ({ value, label: dispositionName(value) }))}
    />
  );
}

export function CompileDialog({ view, items, steps, droppedOn, onClose }: StepDialogProps) {
  const [form, setForm] = useState<FirstForm>("text");
  const title = m.agenda_compile_title({ count: items.length });
  if (view.areas.length === 0) {
    return (
      <NotYet title={title} onClose={onClose}>
        {m.agenda_compile_no_area()}
      </NotYet>
    );
  }
  // The area of the first item's number is a fair guess: plans and agenda often agree on it.
  const guess = view.areas.find((area) => area.number === items[0]?.areaNumber) ?? view.areas[0];
  return (
    <StepForm
      title={title}
      intent="compile"
      items={items}
      steps={steps}
      onClose={onClose}
      submitLabel={m.agenda_compile_do()}
    >
      <SelectField
        label={m.agenda_compile_area()}
        name="areaId"
        defaultValue={droppedOn?.on === "area" ? droppedOn.id : guess?.id}
        options={view.areas.map((area) => ({
          value: area.id,
          label: `${area.number}. ${area.title}`,
        }))}
      />
      <DispositionField usual={usualDisposition(items.length)} />
      {new Set(items.map(({ delegation }) => delegation)).size > 1 && (
        <SelectField
          label={m.brackets_form()}
          name="form"
          value={form}
          onChange={(event) => setForm(event.target.value as FirstForm)}
          options={FIRST_FORMS.map((value) => ({ value, label: formName(value) }))}
        />
      )}
      <div>
        <p className="mb-1.5 text-sm text-muted">{m.agenda_compile_hint()}</p>
        <blockquote className="rounded border border-line bg-sunken px-3 py-2">
          <RichTextView text={firstWords(items, form)} lang={view.agenda.language} />
        </blockquote>
      </div>
    </StepForm>
  );
}

/** The words as the item will begin with them; ids of brackets are not seen. */
function firstWords(items: readonly NationalItemView[], form: FirstForm) {
  const texts = items.map(({ delegation, text }) => ({ delegation, text: fromPlainText(text) }));
  let made = 0;
  const newId = () => {
    made += 1;
    return String(made);
  };
  return formedText(texts, form, newId);
}

/** Enough of an item's text to know it by in a list. */
const shortened = (text: string) => (text.length > 90 ? `${text.slice(0, 89).trimEnd()}…` : text);

export function AddDialog({ view, items, steps, droppedOn, onClose }: StepDialogProps) {
  const title = m.agenda_add_title({ count: items.length });
  const all = view.areas.flatMap((area) => area.items);
  const [chosen, setChosen] = useState(droppedOn?.on === "item" ? droppedOn.id : all[0]?.id);
  const target = all.find(({ id }) => id === chosen);
  const options = view.areas.flatMap((area) =>
    area.items.map((item) => ({
      value: item.id,
      label: `${item.ref} – ${shortened(item.text.replaceAll("\n", " "))}`,
    })),
  );
  if (options.length === 0) {
    return (
      <NotYet title={title} onClose={onClose}>
        {m.agenda_add_none()}
      </NotYet>
    );
  }
  return (
    <StepForm
      title={title}
      intent="add"
      items={items}
      steps={steps}
      onClose={onClose}
      submitLabel={m.agenda_add_do()}
    >
      <WordsOfItems items={items} plans={view.plans} />
      <SelectField
        label={m.agenda_add_item()}
        name="agendaItemId"
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        options={options}
      />
      {target && (
        <div>
          <p className="mb-1.5 text-sm text-muted">{m.drift_agenda({ ref: target.ref })}</p>
          <blockquote
            lang={view.agenda.language}
            className="line-clamp-6 rounded border border-line bg-sunken px-3 py-2 font-serif whitespace-pre-line"
          >
            {target.text}
          </blockquote>
        </div>
      )}
      <DispositionField usual="consolidated" />
      <p className="text-sm text-muted">{m.agenda_add_hint()}</p>
    </StepForm>
  );
}

const ASIDE_HINTS = {
  deferred: m.agenda_deferred_hint,
  "not-carried": m.agenda_not_carried_hint,
} as const;

export function SetAsideDialog({ view, items, steps, onClose }: StepDialogProps) {
  const [missing, setMissing] = useState(false);
  function isComplete(form: HTMLFormElement): boolean {
    const reason = form.elements.namedItem("reason");
    if (!(reason instanceof HTMLTextAreaElement) || reason.value.trim() !== "") return true;
    setMissing(true);
    reason.focus();
    return false;
  }
  return (
    <StepForm
      title={m.agenda_aside_title({ count: items.length })}
      intent="set-aside"
      items={items}
      steps={steps}
      onClose={onClose}
      submitLabel={m.agenda_aside_do()}
      isComplete={isComplete}
    >
      <WordsOfItems items={items} plans={view.plans} />
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-semibold">{m.agenda_disposition()}</legend>
        {SETTING_ASIDE.map((disposition, index) => (
          <label key={disposition} className="flex items-start gap-2.5">
            <input
              type="radio"
              name="disposition"
              value={disposition}
              defaultChecked={index === 0}
              className="mt-1 size-4 accent-accent"
            />
            <span>
              {dispositionName(disposition)}
              <span className="block text-sm text-muted">{ASIDE_HINTS[disposition]()}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextAreaField
        label={m.agenda_reason()}
        name="reason"
        hint={m.agenda_reason_hint()}
        error={
          missing
            ? m.agenda_reason_missing({ limit: CONTRIBUTION_LIMITS.reasonLetters })
            : undefined
        }
        onChange={() => setMissing(false)}
        required
        maxLength={CONTRIBUTION_LIMITS.reasonLetters}
        rows={4}
      />
    </StepForm>
  );
}
