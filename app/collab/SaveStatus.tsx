import { Check, CloudAlert, CloudOff, CloudUpload, LoaderCircle, Lock } from "lucide-react";
import { useEffect, useState } from "react";
import { m } from "../i18n/messages";
import type { LiveDocument } from "./live-document";
import type { SaveState } from "./live-state";
import { useLivePart } from "./useLiveDocument";

const LOOKS: Record<SaveState, { Icon: typeof Check; look: string; label: () => string }> = {
  connecting: { Icon: LoaderCircle, look: "text-muted", label: m.plans_status_connecting },
  saved: { Icon: Check, look: "text-success", label: m.plans_status_saved },
  saving: { Icon: CloudUpload, look: "text-muted", label: m.plans_status_saving },
  offline: { Icon: CloudOff, look: "text-warning", label: m.plans_status_offline },
  "not-saved": { Icon: CloudAlert, look: "text-danger", label: m.plans_status_not_saved },
  refused: { Icon: Lock, look: "text-danger", label: m.plans_status_refused },
};

/** Whether what stands on this page is on the server's disk. Readers see that it is live. */
export function SaveStatus({ live, mayEdit }: { live: LiveDocument | null; mayEdit: boolean }) {
  const save = useCalm(useLivePart(live, "save"));
  const storedLocally = useLivePart(live, "storedLocally");
  const { Icon, look, label } = LOOKS[save];
  const words = save === "saved" && !mayEdit ? m.plans_status_live() : label();
  const offline = save === "offline";
  return (
    <span
      role="status"
      data-save-state={save}
      title={
        offline
          ? storedLocally
            ? m.plans_status_offline_kept()
            : m.plans_status_offline_text()
          : undefined
      }
      className={`inline-flex items-center gap-1.5 text-sm font-semibold ${look}`}
    >
      <Icon size={16} aria-hidden />
      {words}
      {offline && <Waiting live={live} />}
    </span>
  );
}

function Waiting({ live }: { live: LiveDocument | null }) {
  const count = useLivePart(live, "waiting");
  return count > 0 && <span className="font-normal">· {m.plans_status_waiting({ count })}</span>;
}

/** How long all must be saved after a change before it is said. */
const AT_REST_MS = 400;

/** Between two letters all is saved for a moment: saying so each time would only flicker. */
function useCalm(save: SaveState): SaveState {
  const [shown, setShown] = useState(save);
  const waits = save === "saved" && shown === "saving";
  useEffect(() => {
    if (!waits) return setShown(save);
    const timer = setTimeout(() => setShown(save), AT_REST_MS);
    return () => clearTimeout(timer);
  }, [save, waits]);
  // What is worse than what was said is said at once.
  return waits ? shown : save;
}
