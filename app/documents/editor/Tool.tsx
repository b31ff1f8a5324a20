import type { ReactNode } from "react";

/** A button of the bar above the text. */
export function Tool({
  label,
  keys,
  pressed,
  disabled,
  onPress,
  children,
}: {
  label: string;
  keys?: string;
  pressed?: boolean;
  disabled?: boolean;
  onPress(): void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={keys ? `${label} (${keys})` : label}
      disabled={disabled}
      // The caret must stay where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
      className="inline-flex size-8 items-center justify-center rounded text-muted hover:not-disabled:bg-sunken hover:not-disabled:text-ink disabled:opacity-40 aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      {children}
    </button>
  );
}
