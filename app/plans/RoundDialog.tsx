import { type FormEvent, useMemo, useState } from "react";
import type { Audience } from "../accounts/policy";
import type { RoundView } from "../documents/view";
import { m } from "../i18n/messages";
import { wallTime } from "../i18n/time-zones";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field, SelectField, TextAreaField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { zoneOptions } from "../ui/zones";
import { type HeldBack, LetOutChoice } from "./LetOutChoice";
import { fieldError, refusalLine } from "./round-wording";
import { usualClosing } from "./rounds";
import type { RoundSteps } from "./useRoundSteps";

const WALL_LENGTH = "2026-12-01T18:00".length;

interface Texts {
  title: string;
  text?: string;
  submit: string;
}

/**
 * Asks until when a plan is open for comment, to whom, and what is asked.
 * @param round one that runs, to be changed; null to begin one.
 * @param onWithoutDate where the plan can also be opened until it is closed again.
 */
export function RoundDialog({
  texts,
  round,
  steps,
  heldBack = [],
  onWithoutDate,
  onClose,
}: {
  texts: Texts;
  round: RoundView | null;
  steps: RoundSteps;
  /** For an opening: what was written while the plan was closed. */
  heldBack?: readonly HeldBack[];
  onWithoutDate?(letOut: string): void;
  onClose(): void;
}) {
  // What it is about is the round as it was when the dialog was opened.
  const [asked] = useState(round);
  const [dated, setDated] = useState(true);
  const [missing, setMissing] = useState(false);
  // Nothing goes out that was not chosen.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { pending, refused, send } = steps;
  // It is opened by a press: there is a browser, with a zone of its own.
  const [first] = useState(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const zone = asked?.timeZone ?? own;
    const closes = asked ? wallTime(asked.closesAt, zone) : usualClosing(Date.now(), own);
    return { own, zone, closes };
  });
  const zones = useMemo(() => zoneOptions([first.zone, first.own]), [first]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const letOut = [...chosen].join(",");
    if (!dated && onWithoutDate) return onWithoutDate(letOut);
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const closes = text("closes").slice(0, WALL_LENGTH);
    setMissing(closes === "");
    if (closes === "") {
      event.currentTarget.querySelector<HTMLElement>("[name=closes]")?.focus();
      return;
    }
    send({
      intent: "set",
      ...(asked ? { roundId: asked.id } : {}),
      closes,
      timeZone: text("timeZone"),
      audience: text("audience"),
      note: text("note"),
      letOut,
    });
  }

  const wrongTime = missing ? m.rounds_error_time() : fieldError(refused, "closes");
  const wrongZone = fieldError(refused, "timeZone");
  return (
    <Dialog title={texts.title} isOpen onClose={onClose}>
      <form onSubmit={onSubmit} aria-busy={pending} noValidate className="grid gap-4">
        {texts.text && <p className="text-muted">{texts.text}</p>}
        {onWithoutDate && (
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 text-sm font-semibold">{m.rounds_until()}</legend>
            <Radio
              name="until"
              value="date"
              checked={dated}
              onChoose={() => setDated(true)}
              label={m.rounds_until_date()}
              hint={m.rounds_until_date_hint()}
            />
            <Radio
              name="until"
              value="none"
              checked={!dated}
              onChoose={() => setDated(false)}
              label={m.rounds_until_none()}
              hint={m.rounds_until_none_hint()}
            />
          </fieldset>
        )}
        {/* Kept while it is not asked for, so that nothing filled in is lost by trying the other. */}
        <div hidden={!dated} className={dated ? "grid gap-4" : ""}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label={m.rounds_field_closes()}
              name="closes"
              type="datetime-local"
              defaultValue={first.closes}
              error={wrongTime ?? undefined}
              aria-required
            />
            <SelectField
              label={m.rounds_field_zone()}
              name="timeZone"
              defaultValue={first.zone}
              options={zones}
              error={wrongZone ?? undefined}
            />
            <p className="-mt-2 text-sm text-muted sm:col-span-2">{m.rounds_field_closes_hint()}</p>
          </div>
          <AudienceChoice initial={asked?.audience ?? "members"} />
          <TextAreaField
            label={m.rounds_field_note()}
            name="note"
            hint={m.rounds_field_note_hint()}
            defaultValue={asked?.note ?? ""}
            maxLength={CONTRIBUTION_LIMITS.reasonLetters}
            rows={3}
          />
        </div>
        <LetOutChoice heldBack={heldBack} chosen={chosen} onChosen={setChosen} />
        {refused !== null && wrongTime === null && wrongZone === null && (
          <Notice tone="danger" role="alert">
            {refusalLine(refused)}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {pending ? m.rounds_working() : texts.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function AudienceChoice({ initial }: { initial: Audience }) {
  const [chosen, setChosen] = useState(initial);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-semibold">{m.rounds_field_audience()}</legend>
      <Radio
        name="audience"
        value="members"
        checked={chosen === "members"}
        onChoose={() => setChosen("members")}
        label={m.rounds_members()}
        hint={m.rounds_members_hint()}
      />
      <Radio
        name="audience"
        value="all"
        checked={chosen === "all"}
        onChoose={() => setChosen("all")}
        label={m.rounds_all_delegations()}
        hint={m.rounds_all_delegations_hint()}
      />
    </fieldset>
  );
}

function Radio({
  label,
  hint,
  onChoose,
  ...input
}: {
  name: string;
  value: string;
  checked: boolean;
  label: string;
  hint: string;
  onChoose(): void;
}) {
  return (
    <label className="flex items-start gap-2.5">
      <input type="radio" {...input} onChange={onChoose} className="mt-1 size-4 accent-accent" />
      <span>
        {label}
        <span className="block text-sm text-muted">{hint}</span>
      </span>
    </label>
  );
}
