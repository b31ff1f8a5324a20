import { type FormEvent, useState } from "react";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextAreaField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { Difference } from "./Difference";
import { positionHint, positionName } from "./position-wording";
import { needsNote, POSITIONS, type Position } from "./positions";
import { usePositionSteps } from "./usePositionSteps";
import type { AgendaItemView, AgendaView, PositionView } from "./view";

/** The words a position is given on: those that were read, until the reader takes newer ones. */
interface Words {
  text: string;
  textHash: string;
}

function findItem(view: AgendaView, itemId: string): (AgendaItemView & Words) | undefined {
  const item = view.areas.flatMap((area) => area.items).find(({ id }) => id === itemId);
  const here = view.positions.items[itemId];
  return item && here && { ...item, textHash: here.textHash };
}

/** What the reader's delegation says of an item: read the words, choose, confirm; or withdraw. */
export function PositionDialog({
  view,
  itemId,
  silenceRuns,
  onClose,
}: {
  view: AgendaView;
  itemId: string;
  silenceRuns: boolean;
  onClose(): void;
}) {
  const [opened] = useState(() => findItem(view, itemId));
  const [withdrawing, setWithdrawing] = useState(false);
  if (!opened) return null;
  const own = view.positions.items[itemId]?.positions.find(
    ({ delegation }) => delegation === view.positions.own,
  );
  if (withdrawing) {
    return <Withdrawal item={opened} onBack={() => setWithdrawing(false)} onClose={onClose} />;
  }
  return (
    <Dialog title={m.positions_dialog({ ref: opened.ref })} isOpen onClose={onClose}>
      <PositionForm
        opened={opened}
        current={findItem(view, itemId)}
        own={own}
        silenceRuns={silenceRuns}
        lang={view.agenda.language}
        onWithdraw={() => setWithdrawing(true)}
        onClose={onClose}
      />
    </Dialog>
  );
}

function PositionForm({
  opened,
  current,
  own,
  silenceRuns,
  lang,
  onWithdraw,
  onClose,
}: {
  opened: AgendaItemView & Words;
  /** The item as the page knows it now; undefined if it is not in the agenda any more. */
  current: Words | undefined;
  own: PositionView | undefined;
  /** Whether an objection would break a silence procedure. */
  silenceRuns: boolean;
  lang: string;
  onWithdraw(): void;
  onClose(): void;
}) {
  // What is on the screen stays what was read, whatever is typed into the agenda meanwhile.
  const [read, setRead] = useState<Words>(opened);
  const [position, setPosition] = useState<Position | null>(own?.position ?? null);
  const [note, setNote] = useState(own?.note ?? "");
  const [problem, setProblem] = useState<"position" | "note" | null>(null);
  const steps = usePositionSteps(() => {
    onClose();
    return m.positions_done_give({
      ref: opened.ref,
      position: position ? positionName(position) : "",
    });
  });
  const moved = current !== undefined && current.textHash !== read.textHash;

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const missing =
      position === null ? "position" : needsNote(position) && note.trim() === "" ? "note" : null;
    setProblem(missing);
    if (position === null || missing) {
      // To what is to be filled in; it is described by what is wrong with it.
      const field = missing === "note" ? "textarea" : "input[name=position]";
      event.currentTarget.querySelector<HTMLElement>(field)?.focus();
      return;
    }
    const { textHash } = read;
    steps.send({ intent: "give", itemId: opened.id, position, note, textHash });
  }

  return (
    <form onSubmit={onSubmit} aria-busy={steps.pending} noValidate className="grid gap-4">
      <WordsRead read={read} own={own} lang={lang} />
      {moved && current && (
        <Notice tone="warning" role="alert">
          <p className="mb-1.5">{m.positions_moved()}</p>
          <Difference before={read.text} after={current.text} lang={lang} />
          <Button size="sm" className="mt-2" onClick={() => setRead(current)}>
            {m.positions_read_new()}
          </Button>
        </Notice>
      )}
      <PositionChoice
        chosen={position}
        missing={problem === "position"}
        onChoose={(next) => {
          setPosition(next);
          setProblem(null);
        }}
      />
      {position !== null && needsNote(position) && (
        <TextAreaField
          label={
            position === "reservation"
              ? m.positions_note_reservation()
              : m.positions_note_objection()
          }
          name="note"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          hint={m.positions_note_count({
            count: note.length,
            limit: CONTRIBUTION_LIMITS.reasonLetters,
          })}
          error={
            problem === "note"
              ? m.positions_note_missing({ limit: CONTRIBUTION_LIMITS.reasonLetters })
              : undefined
          }
          aria-required
          maxLength={CONTRIBUTION_LIMITS.reasonLetters}
          rows={4}
        />
      )}
      {position === "objection" && silenceRuns && (
        <Notice tone="warning">{m.adoption_objection_breaks()}</Notice>
      )}
      {steps.refused !== null && (
        <Notice tone="danger" role="alert">
          {steps.refused}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {own && (
          <Button
            variant="danger"
            className="mr-auto"
            disabled={steps.pending}
            onClick={onWithdraw}
          >
            {m.positions_withdraw()}
          </Button>
        )}
        <Button onClick={onClose}>{m.ui_cancel()}</Button>
        <Button type="submit" variant="primary" disabled={steps.pending || moved}>
          {steps.pending ? m.agenda_working() : submitLabel(own, position)}
        </Button>
      </div>
    </form>
  );
}

function submitLabel(own: PositionView | undefined, position: Position | null): string {
  if (!own) return m.positions_submit();
  if (!own.current && position === own.position) return m.positions_submit_confirm();
  return m.positions_submit_change();
}

/** The words the position will be bound to; to be confirmed, with what changed in them. */
function WordsRead({
  read,
  own,
  lang,
}: {
  read: Words;
  own: PositionView | undefined;
  lang: string;
}) {
  const before = own?.basisText ?? null;
  return (
    <div>
      <p className="mb-1.5 text-sm text-muted">
        {before === null ? m.positions_words() : m.positions_words_changed()}
      </p>
      <blockquote className="max-h-60 overflow-y-auto rounded border border-line bg-sunken px-3 py-2">
        {before !== null ? (
          <Difference before={before} after={read.text} lang={lang} />
        ) : (
          <p lang={lang} className="font-serif whitespace-pre-line">
            {read.text || <span className="italic">{m.positions_no_words()}</span>}
          </p>
        )}
      </blockquote>
    </div>
  );
}

function PositionChoice({
  chosen,
  missing,
  onChoose,
}: {
  chosen: Position | null;
  missing: boolean;
  onChoose(position: Position): void;
}) {
  return (
    <fieldset className="grid gap-2" aria-describedby={missing ? "position-missing" : undefined}>
      <legend className="mb-1.5 font-semibold">{m.positions_own()}</legend>
      {POSITIONS.map((each) => (
        <label key={each} className="flex items-start gap-2.5">
          <input
            type="radio"
            name="position"
            value={each}
            checked={chosen === each}
            onChange={() => onChoose(each)}
            className="mt-1 size-4 shrink-0 accent-accent"
          />
          <span>
            {positionName(each)}
            <span className="block text-sm text-muted">{positionHint(each)}</span>
          </span>
        </label>
      ))}
      {missing && (
        <p id="position-missing" role="alert" className="text-sm font-semibold text-danger">
          {m.positions_choose()}
        </p>
      )}
    </fieldset>
  );
}

function Withdrawal({
  item,
  onBack,
  onClose,
}: {
  item: AgendaItemView;
  onBack(): void;
  onClose(): void;
}) {
  const steps = usePositionSteps(() => {
    onClose();
    return m.positions_done_withdraw({ ref: item.ref });
  });
  return (
    <Dialog
      title={m.positions_withdraw_title({ ref: item.ref })}
      isOpen
      onClose={onBack}
      role="alertdialog"
    >
      <p className="text-muted">{m.positions_withdraw_text()}</p>
      {steps.refused !== null && (
        <div className="mt-3">
          <Notice tone="danger" role="alert">
            {steps.refused}
          </Notice>
        </div>
      )}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>{m.ui_cancel()}</Button>
        <Button
          variant="danger"
          disabled={steps.pending}
          onClick={() => steps.send({ intent: "withdraw", itemId: item.id })}
        >
          {m.positions_withdraw_do()}
        </Button>
      </div>
    </Dialog>
  );
}
