import { Undo2, X } from "lucide-react";
import { m } from "../i18n/messages";
import { Button, IconButton } from "../ui/Button";
import { Notice } from "../ui/Notice";
import type { StepResult } from "./requests";
import { resultText } from "./wording";

/** What came of the last step, with the way back; it stays until it is closed. */
export function StepToast({
  result,
  pending,
  onUndo,
  onShowAgendaItem,
  onClose,
}: {
  result: StepResult;
  pending: boolean;
  onUndo(stepId: string): void;
  onShowAgendaItem(): void;
  onClose(): void;
}) {
  const undoable = result.ok && result.intent !== "undo" ? result.stepId : null;
  const target = result.ok && result.intent !== "undo" ? result.agendaItemId : null;
  return (
    <div
      data-step-result
      className="fixed inset-x-3 bottom-4 z-40 mx-auto w-fit max-w-xl shadow-lg"
    >
      <Notice tone={result.ok ? "success" : "warning"}>
        <div className="flex items-start gap-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <p className="min-w-0">{resultText(result)}</p>
            {target && (
              <a
                href={`#item-${target}`}
                onClick={onShowAgendaItem}
                className="font-semibold text-accent underline underline-offset-2"
              >
                {m.agenda_show_item()}
              </a>
            )}
            {undoable && (
              <Button size="sm" disabled={pending} onClick={() => onUndo(undoable)}>
                <Undo2 size={15} aria-hidden />
                {m.agenda_undo()}
              </Button>
            )}
          </div>
          <IconButton label={m.ui_close()} icon={<X size={16} />} onClick={onClose} />
        </div>
      </Notice>
    </div>
  );
}
