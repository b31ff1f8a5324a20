import { forwardRef } from "react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import type { NationalItemView } from "./view";

export type SelectionAction = "compile" | "add" | "set-aside" | "clear";

/** What can be done with the selected national items. It stays in sight above the list. */
export const SelectionBar = forwardRef<
  HTMLButtonElement,
  {
    selected: readonly NationalItemView[];
    pending: boolean;
    onAction(action: SelectionAction): void;
    onDeselect(): void;
  }
>(function SelectionBar({ selected, pending, onAction, onDeselect }, firstButton) {
  const disabled = selected.length === 0 || pending;
  const clearable = selected.some((item) => item.status !== "unplaced");
  return (
    <fieldset
      aria-busy={pending}
      className="sticky top-0 z-10 -mx-1 min-w-0 rounded-md border border-line bg-paper px-3 py-2 shadow-sm"
    >
      <legend className="sr-only">{m.agenda_actions()}</legend>
      <div className="flex flex-wrap items-center gap-1.5">
        <Button
          ref={firstButton}
          size="sm"
          variant="primary"
          disabled={disabled}
          onClick={() => onAction("compile")}
        >
          {m.agenda_compile()}
        </Button>
        <Button size="sm" disabled={disabled} onClick={() => onAction("add")}>
          {m.agenda_add()}
        </Button>
        <Button size="sm" disabled={disabled} onClick={() => onAction("set-aside")}>
          {m.agenda_set_aside()}
        </Button>
        <Button
          size="sm"
          variant="quiet"
          disabled={disabled || !clearable}
          onClick={() => onAction("clear")}
        >
          {m.agenda_clear()}
        </Button>
      </div>
      <div className="mt-1.5 flex flex-wrap items-baseline justify-between gap-x-3 text-sm text-muted">
        {selected.length === 0 ? (
          <p>{pending ? m.agenda_working() : m.agenda_select_none()}</p>
        ) : (
          <>
            <p className="line-clamp-2 min-w-0">
              <span className="font-semibold text-ink">
                {m.agenda_selected({ count: selected.length })}
              </span>{" "}
              {selected.map((item) => item.ref).join(" · ")}
            </p>
            <Button size="sm" variant="quiet" onClick={onDeselect}>
              {m.agenda_deselect()}
            </Button>
          </>
        )}
      </div>
      <p id="agenda-select-hint" className="sr-only">
        {m.agenda_select_hint()}
      </p>
    </fieldset>
  );
});
