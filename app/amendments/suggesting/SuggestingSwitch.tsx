import { PencilLine } from "lucide-react";
import { useSyncExternalStore } from "react";
import { m } from "../../i18n/messages";
import { StateLine } from "./CopyNotes";
import type { SuggestionStore } from "./suggestion-store";

/** In the bar: whether what one types is suggested instead of written in the text, and whether it is sent. */
export function SuggestingSwitch({
  store,
  on,
  onSwitch,
}: {
  store: SuggestionStore;
  on: boolean;
  onSwitch(on: boolean): void;
}) {
  useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  return (
    <>
      <span role="status">
        {(on || store.unsent.length > 0) && <StateLine state={store.state} />}
      </span>
      <button
        type="button"
        aria-pressed={on}
        title={`${m.suggesting_keys()} (${m.plans_key_ctrl()}+${m.plans_key_alt()}+E)`}
        // The caret stays where it is.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onSwitch(!on)}
        className={`inline-flex min-h-8 items-center gap-1.5 rounded-md border px-2.5 text-sm font-semibold ${
          on
            ? "border-accent bg-accent text-accent-ink"
            : "border-line-strong/60 bg-raised text-ink hover:bg-sunken"
        }`}
      >
        <PencilLine size={16} aria-hidden />
        {m.suggesting_switch()}
      </button>
    </>
  );
}
