import { BookOpenText, Pencil, PencilLine } from "lucide-react";
import { useSyncExternalStore } from "react";
import { m } from "../../i18n/messages";
import { StateLine } from "./CopyNotes";
import type { SuggestingDesk } from "./desk";

/** In the bar: whether what one types is written in the text or suggested, and whether it is sent. */
export function SuggestingSwitch({
  desk,
  on,
  mayEdit,
  onSwitch,
}: {
  desk: SuggestingDesk;
  on: boolean;
  /** Whether one may write in the text itself. */
  mayEdit: boolean;
  onSwitch(on: boolean): void;
}) {
  useSyncExternalStore(desk.subscribe, desk.getVersion, desk.getVersion);
  const Other = mayEdit ? Pencil : BookOpenText;
  const choice = (pressed: boolean) =>
    `inline-flex min-h-7 items-center gap-1.5 rounded px-2 text-sm font-semibold ${
      pressed ? "bg-accent-soft text-accent" : "text-muted hover:bg-sunken hover:text-ink"
    }`;
  // The caret stays where it is.
  const keepCaret = (event: { preventDefault(): void }) => event.preventDefault();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status">
        {(on || desk.unsent.length > 0) && <StateLine state={desk.state} />}
      </span>
      <fieldset className="flex gap-0.5 rounded-md border border-line p-0.5">
        <legend className="sr-only">{m.suggesting_mode()}</legend>
        <button
          type="button"
          aria-pressed={!on}
          className={choice(!on)}
          onMouseDown={keepCaret}
          onClick={() => onSwitch(false)}
        >
          <Other size={16} aria-hidden />
          {mayEdit ? m.suggesting_mode_edit() : m.suggesting_mode_read()}
        </button>
        <button
          type="button"
          aria-pressed={on}
          title={`${m.suggesting_mode_suggest()} (${m.plans_key_ctrl()}+${m.plans_key_alt()}+E)`}
          className={choice(on)}
          onMouseDown={keepCaret}
          onClick={() => onSwitch(true)}
        >
          <PencilLine size={16} aria-hidden />
          {m.suggesting_mode_suggest()}
        </button>
      </fieldset>
    </div>
  );
}
