import { Link } from "@remix-run/react";
import { useRef, useState } from "react";
import type { AgendaState, DocumentAction } from "../accounts/policy";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { BreakDialog } from "./BreakDialog";
import { Deadline } from "./Deadline";
import type { SilenceView } from "./view";

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
  const [breaking, setBreaking] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  if (state !== "chairs-text" && state !== "adopted") return null;
  return (
    <div className="mb-5 print:hidden">
      <Notice tone={silence ? "warning" : "info"}>
        <p>{state === "adopted" ? m.adoption_closed_adopted() : m.adoption_closed()}</p>
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
            <Button size="sm" variant="danger" onClick={() => setBreaking(true)}>
              {m.adoption_break()}
            </Button>
          )}
        </div>
      </Notice>
      {silence && breaking && (
        <BreakDialog
          silenceId={silence.id}
          onDone={() => {
            setBreaking(false);
            link.current?.focus();
          }}
          onClose={() => setBreaking(false)}
        />
      )}
    </div>
  );
}
