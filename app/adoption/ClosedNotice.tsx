import { Link } from "@remix-run/react";
import { useRef, useState } from "react";
import { type AgendaState, type DocumentAction, isFinal, isOpenTo } from "../accounts/policy";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { BreakDialog } from "./BreakDialog";
import { Deadline } from "./Deadline";
import { useAdoptionSteps } from "./useAdoptionSteps";
import type { SilenceView } from "./view";

/** After the dialog has given the focus back to a button that is gone. */
const AFTER_DIALOG_MS = 50;

/** On the page of the agenda: why the text is closed, until when, and how a convener breaks it. */
export function ClosedNotice({
  state,
  silence,
  may,
}: {
  state: AgendaState;
  silence: SilenceView | null;
  may: Record<DocumentAction, boolean>;
}) {
  const [breaking, setBreaking] = useState<string | null>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const steps = useAdoptionSteps(() => {
    setBreaking(null);
    setTimeout(() => link.current?.focus(), AFTER_DIALOG_MS);
  });
  if (isOpenTo("edit", state)) return null;
  return (
    <div className="mb-5 print:hidden">
      <Notice tone={silence ? "warning" : "info"}>
        <p>{isFinal(state) ? m.adoption_closed_adopted() : m.adoption_closed()}</p>
        {silence && (
          <>
            <p>{m.adoption_closed_silence()}</p>
            <Deadline at={silence.deadline} timeZone={silence.timeZone} />
          </>
        )}
        <div className="mt-1.5 flex flex-wrap items-center gap-3">
          <Link
            ref={link}
            to="/agenda/adoption"
            className="font-semibold text-accent underline underline-offset-2"
          >
            {m.adoption_title()}
          </Link>
          {silence && may["break-silence"] && (
            <Button
              size="sm"
              variant="danger"
              onClick={() => {
                steps.dismiss();
                setBreaking(silence.id);
              }}
            >
              {m.adoption_break()}
            </Button>
          )}
        </div>
      </Notice>
      {breaking !== null && (
        <BreakDialog
          silenceId={breaking}
          running={silence?.id ?? null}
          steps={steps}
          onClose={() => setBreaking(null)}
        />
      )}
    </div>
  );
}
