import { MessageSquareText } from "lucide-react";
import { m } from "../i18n/messages";
import type { useSidePanel } from "./useSidePanel";

/**
 * The way to the side panel: where it lies over the text, a button that opens it; where it stands
 * beside it, a short cut that shows itself to the keyboard alone.
 */
export function PanelButtons({
  panel,
  inPane,
  count,
  target,
}: {
  panel: ReturnType<typeof useSidePanel>;
  inPane: boolean;
  count: number;
  /** Ids of elements that the keyboard is to go to rather than to the panel. */
  target(): readonly string[];
}) {
  const look =
    "min-h-8 items-center gap-1.5 rounded-md px-2 text-sm font-semibold text-accent hover:bg-accent-soft";
  const inside = (
    <>
      <MessageSquareText size={16} aria-hidden />
      {m.ui_open_side_panel({ count })}
    </>
  );
  const show = () => panel.show(panel.tab, null, ...target());
  return (
    <>
      <button
        type="button"
        className={`inline-flex ${look} ${inPane ? "" : "lg:hidden"}`}
        aria-expanded={panel.open}
        onClick={panel.open ? () => panel.close() : show}
      >
        {inside}
      </button>
      {!inPane && (
        <button
          type="button"
          className={`sr-only focus:not-sr-only focus:inline-flex focus:px-2 max-lg:hidden ${look}`}
          onClick={show}
        >
          {inside}
        </button>
      )}
    </>
  );
}
