import { m } from "../i18n/messages";

export type Pane = "national" | "agenda" | "coverage";
const PANES: readonly Pane[] = ["national", "agenda", "coverage"];
const PANE_NAMES = {
  national: m.agenda_pane_national,
  agenda: m.agenda_pane_agenda,
  coverage: m.agenda_pane_coverage,
} as const satisfies Record<Pane, unknown>;

/** Which of the three a narrow screen shows. */
export function PaneTabs({ pane, onPane }: { pane: Pane; onPane(pane: Pane): void }) {
  return (
    <fieldset className="mb-5 flex border-b border-line lg:hidden print:hidden">
      <legend className="sr-only">{m.agenda_panes()}</legend>
      {PANES.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={pane === name}
          onClick={() => onPane(name)}
          className="min-h-11 flex-1 border-b-2 border-transparent px-2 text-sm text-muted aria-pressed:border-accent aria-pressed:font-semibold aria-pressed:text-ink"
        >
          {PANE_NAMES[name]()}
        </button>
      ))}
    </fieldset>
  );
}
