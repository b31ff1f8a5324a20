import { Check, CloudOff, CloudUpload, LoaderCircle, Lock } from "lucide-react";
import { m } from "../i18n/messages";
import type { LiveState, SaveState } from "./live-state";

const LOOKS: Record<SaveState, { Icon: typeof Check; look: string; label: () => string }> = {
  connecting: { Icon: LoaderCircle, look: "text-muted", label: m.plans_status_connecting },
  saved: { Icon: Check, look: "text-success", label: m.plans_status_saved },
  saving: { Icon: CloudUpload, look: "text-muted", label: m.plans_status_saving },
  offline: { Icon: CloudOff, look: "text-warning", label: m.plans_status_offline },
  refused: { Icon: Lock, look: "text-danger", label: m.plans_status_refused },
};

/** Whether what stands on this page is on the server's disk. Readers see that it is live. */
export function SaveStatus({ state, mayEdit }: { state: LiveState; mayEdit: boolean }) {
  const { Icon, look, label } = LOOKS[state.save];
  const words = state.save === "saved" && !mayEdit ? m.plans_status_live() : label();
  const offline = state.save === "offline";
  return (
    <span
      role="status"
      data-save-state={state.save}
      title={
        offline
          ? state.kept
            ? m.plans_status_offline_kept()
            : m.plans_status_offline_text()
          : undefined
      }
      className={`inline-flex items-center gap-1.5 text-sm font-semibold ${look}`}
    >
      <Icon size={16} aria-hidden />
      {words}
      {offline && state.waiting > 0 && (
        <span className="font-normal">· {m.plans_status_waiting({ count: state.waiting })}</span>
      )}
    </span>
  );
}
