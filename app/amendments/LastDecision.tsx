import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { ProblemNotice } from "./ProblemNotice";
import { useAmend } from "./useAmend";

/** What was decided last, with the way back. */
export function LastDecision({
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
