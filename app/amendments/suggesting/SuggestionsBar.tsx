import { Eye, EyeOff } from "lucide-react";
import { m } from "../../i18n/messages";
import { useAnnounce } from "../../ui/announce";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { ProblemNotice } from "../ProblemNotice";
import type { AmendedDocument } from "../source";
import { useAmend } from "../useAmend";
import { DecideAll } from "./DecideAll";
import type { ShownSuggestion } from "./shown";

/** Above the text: that one is suggesting; or which suggestions wait in it, and what to do with them. */
export function SuggestionsBar({
  document,
  views,
  on,
  visible,
  mayDecide,
  last,
  unsent,
  onVisible,
  onDecided,
  onGone,
  onResume,
}: {
  document: AmendedDocument;
  /** Those that wait. */
  views: readonly ShownSuggestion[];
  /** Whether one is suggesting. */
  on: boolean;
  visible: boolean;
  mayDecide: boolean;
  /** The step that was taken last; null where it was taken back, or put aside. */
  last: string | null;
  /** In how many items something is written that the server does not have. */
  unsent: number;
  onVisible(visible: boolean): void;
  onDecided(decisionId: string): void;
  onGone(): void;
  onResume(): void;
}) {
  if (!on && views.length === 0 && !last && unsent === 0) return null;
  return (
    <div className="mx-auto mb-4 grid max-w-[46rem] gap-2 print:hidden">
      {on && (
        <Notice>
          <p className="text-sm">{m.suggesting_line()}</p>
        </Notice>
      )}
      {!on && unsent > 0 && (
        <Notice tone="warning">
          <p className="mb-1.5 text-sm">{m.suggesting_unsent({ count: unsent })}</p>
          <Button size="sm" onClick={onResume}>
            {m.suggesting_resume()}
          </Button>
        </Notice>
      )}
      {last && <TakeBack documentId={document.id} decisionId={last} onGone={onGone} />}
      {!on && views.length > 0 && (
        <section aria-label={m.suggesting_in_text_label()} className="grid gap-1.5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="text-sm font-semibold">
              {m.suggesting_in_text({ count: views.length })}
            </span>
            <Button size="sm" variant="quiet" onClick={() => onVisible(!visible)}>
              {visible ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
              {visible ? m.suggesting_hide() : m.suggesting_show()}
            </Button>
          </div>
          {mayDecide && views.length > 1 && (
            <DecideAll document={document} views={views} onDecided={onDecided} />
          )}
        </section>
      )}
    </div>
  );
}

function TakeBack({
  documentId,
  decisionId,
  onGone,
}: {
  documentId: string;
  decisionId: string;
  onGone(): void;
}) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(documentId);
  return (
    <Notice tone="success">
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-sm">{m.amendments_decided_last()}</p>
        <Button
          size="sm"
          disabled={pending}
          onClick={async () => {
            if (!(await send({ intent: "undo", decisionId }))) return;
            announce(m.amendments_said_undone());
            onGone();
          }}
        >
          {m.amendments_undo()}
        </Button>
        <Button size="sm" variant="quiet" onClick={onGone}>
          {m.ui_close()}
        </Button>
      </div>
      <ProblemNotice problem={problem} />
    </Notice>
  );
}
