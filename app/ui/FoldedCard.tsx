import { ChevronUp } from "lucide-react";
import type { ReactNode } from "react";

/** Of a card that is short until it is opened. */
export interface Folding {
  open: boolean;
  onToggle(): void;
  /** Whether Tab stops at it: of all cards at one, the arrow keys lead to the others. */
  stop: boolean;
}

/** The classes of a card, whatever it tells of. */
export const cardClass = (active: boolean, short: boolean): string =>
  `rounded-md border bg-raised ${short ? "p-2.5 hover:border-line-strong" : "p-3.5"} ${
    active ? "border-accent ring-1 ring-accent" : "border-line"
  }`;

/**
 * What opens a card and closes it again: while it is closed, what it says in short. One button, so
 * that the focus stays on it.
 * @param short inside a button, so no blocks: spans.
 */
export function CardHead({
  folding: { open, onToggle, stop },
  short,
  children,
}: {
  folding: Folding;
  short: ReactNode;
  /** The title, once it is open. */
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      data-card-head
      aria-expanded={open}
      tabIndex={stop ? 0 : -1}
      onClick={onToggle}
      className={`min-w-0 flex-1 rounded-sm text-left ${
        open ? "flex min-h-8 items-center justify-between gap-2" : "grid gap-0.5"
      }`}
    >
      {open ? (
        <>
          {children}
          <ChevronUp size={16} aria-hidden className="shrink-0 text-muted" />
        </>
      ) : (
        short
      )}
    </button>
  );
}
