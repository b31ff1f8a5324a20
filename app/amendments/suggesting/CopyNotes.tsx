import { Check, CircleAlert, CloudUpload } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { m } from "../../i18n/messages";
import { useAnnounce } from "../../ui/announce";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { TextChange } from "../RedlineView";
import type { SuggestingState, SuggestionStore } from "./suggestion-store";
import { failureText, stateText } from "./wording";

const ICONS = {
  suggested: Check,
  writing: CloudUpload,
  failed: CircleAlert,
  stuck: CircleAlert,
} as const;

/** Whether what is written is with the server, in a word. */
export function StateLine({ state }: { state: SuggestingState }) {
  if (state === "idle") return null;
  const Icon = ICONS[state];
  const look =
    state === "suggested" ? "text-success" : state === "writing" ? "text-muted" : "text-warning";
  return (
    <span
      data-suggesting-state={state}
      className={`inline-flex items-center gap-1.5 text-sm font-semibold ${look}`}
    >
      <Icon size={16} aria-hidden />
      {stateText(state)}
    </span>
  );
}

/** Below a copy: whether it has been sent, and what to do where it could not be. */
export function CopyNotes({
  store,
  itemId,
  lang,
}: {
  store: SuggestionStore;
  itemId: string;
  /** Of the words. */
  lang: string;
}) {
  useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  const announce = useAnnounce();
  const state = store.stateOf(itemId);
  const item = store.get(itemId);
  const apart = store.apart(itemId);
  useEffect(() => {
    if (state === "stuck") announce(m.suggesting_stuck());
    if (state === "failed") announce(m.suggesting_state_failed());
  }, [state, announce]);
  if (!item || (state === "idle" && apart === 0)) return null;
  const { copy, failure } = item;
  return (
    <div className="mt-1 grid justify-items-start gap-1.5 font-sans">
      {copy.ahead ? (
        <Notice tone="warning">
          <p className="mb-1.5 text-sm">{m.suggesting_stuck()}</p>
          <TextChange before={copy.agreed} after={copy.ahead.agreed} lang={lang} />
          <div className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" onClick={() => store.settle(itemId, "mine")}>
              {m.suggesting_insist()}
            </Button>
            <Button size="sm" variant="quiet" onClick={() => store.settle(itemId, "theirs")}>
              {m.suggesting_begin_again()}
            </Button>
          </div>
        </Notice>
      ) : failure && state === "failed" ? (
        <Notice tone="warning">
          <p className="text-sm">{failureText(failure)}</p>
          <Button size="sm" className="mt-2" onClick={() => store.flush(itemId)}>
            {m.suggesting_send_again()}
          </Button>
        </Notice>
      ) : (
        <StateLine state={state} />
      )}
      {apart > 0 && <p className="text-sm text-warning">{m.suggesting_apart({ count: apart })}</p>}
    </div>
  );
}
