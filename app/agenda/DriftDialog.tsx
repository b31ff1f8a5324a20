import { nanoid } from "nanoid";
import { type ReactNode, useMemo, useState } from "react";
import { wordDiff } from "../documents/word-diff";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Notice } from "../ui/Notice";
import { WordDiff } from "../ui/WordDiff";
import { type DriftAnswer, SEEN_REMOVED } from "./drift";
import type { MergeSteps } from "./useMergeSteps";
import type { AgendaItemView, AgendaSource } from "./view";
import { resultText } from "./wording";

interface DriftDialogProps {
  source: AgendaSource;
  item: AgendaItemView;
  /** Of the plan's words, and of the agenda's. */
  languages: { plan: string; agenda: string };
  /** Null for who may only read. */
  steps: MergeSteps | null;
  onReopen(source: AgendaSource): void;
  onClose(): void;
}

/**
 * What changed in a national item since it was taken, beside the agenda item that it became, and
 * how the agenda may answer.
 */
export function DriftDialog({
  source,
  item,
  languages,
  steps,
  onReopen,
  onClose,
}: DriftDialogProps) {
  const { ref, now, basisText } = source;
  const parts = useMemo(() => wordDiff(basisText, now?.text ?? basisText), [basisText, now]);
  return (
    <Dialog
      title={now ? m.drift_title({ ref }) : m.drift_removed_title({ ref })}
      isOpen
      onClose={onClose}
    >
      <div className="grid gap-4">
        <Text title={now ? m.drift_national({ ref }) : m.drift_national_removed({ ref })}>
          <WordDiff parts={parts} lang={languages.plan} />
          {now && now.splitOff.length > 0 && (
            <p className="mt-1 text-sm text-muted">
              {m.drift_split({ refs: now.splitOff.join(", ") })}
            </p>
          )}
        </Text>
        <Text title={m.drift_agenda({ ref: item.ref })}>
          <p lang={languages.agenda} className="font-serif whitespace-pre-line">
            {item.text}
          </p>
        </Text>
        {steps ? (
          <Answers source={source} item={item} steps={steps} onReopen={onReopen} />
        ) : (
          <p className="text-sm text-muted">{m.drift_reader()}</p>
        )}
        <div className="flex justify-end">
          <Button onClick={onClose}>{m.ui_close()}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Text({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-md border border-line p-3">
      <h3 className="mb-1 text-sm font-semibold text-muted">{title}</h3>
      {children}
    </section>
  );
}

function Answers({
  source,
  item,
  steps,
  onReopen,
}: Pick<DriftDialogProps, "source" | "item" | "onReopen"> & { steps: MergeSteps }) {
  // An answer sent again after a lost one is still the same step.
  const [key] = useState(() => nanoid());
  const { now, ref, planId, itemId } = source;
  const seenHash = now?.hash ?? SEEN_REMOVED;
  const answer = (intent: DriftAnswer) =>
    steps.send({ intent, key, planId, itemId, agendaItemId: item.id, seenHash });
  return (
    <section aria-busy={steps.pending}>
      <h3 className="mb-2 font-semibold">{m.drift_how()}</h3>
      <ul className="grid gap-3">
        {now && (
          <Answer
            label={m.drift_take_over()}
            hint={now.mayTakeOver ? m.drift_take_over_hint() : m.drift_no_take_over()}
            disabled={steps.pending || !now.mayTakeOver}
            onClick={() => answer("take-over")}
          />
        )}
        <Answer
          label={m.drift_keep()}
          hint={now ? m.drift_keep_hint() : m.drafting_keep_removed_hint({ ref })}
          disabled={steps.pending}
          onClick={() => answer("keep")}
        />
        <Answer
          label={m.drift_reopen()}
          hint={m.drift_reopen_hint({ ref })}
          disabled={steps.pending}
          onClick={() => onReopen(source)}
        />
      </ul>
      {steps.result && !steps.result.ok && (
        <div className="mt-3">
          <Notice tone="danger" role="alert">
            {resultText(steps.result)}
          </Notice>
        </div>
      )}
    </section>
  );
}

function Answer({
  label,
  hint,
  disabled,
  onClick,
}: {
  label: string;
  hint: string;
  disabled: boolean;
  onClick(): void;
}) {
  return (
    <li className="grid gap-1 sm:grid-cols-[9rem_1fr] sm:items-baseline sm:gap-3">
      <Button disabled={disabled} onClick={onClick}>
        {label}
      </Button>
      <span className="text-sm text-muted">{hint}</span>
    </li>
  );
}
