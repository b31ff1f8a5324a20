/** At an opening: what was written while the plan was closed, and which of it goes out. */
import type { ReactNode } from "react";
import { m } from "../i18n/messages";

export interface HeldBack {
  /** Of the thread or the amendment. */
  id: string;
  /** What it is and on what. */
  label: string;
  by: string;
  words: ReactNode;
}

export function LetOutChoice({
  heldBack,
  chosen,
  onChosen,
}: {
  heldBack: readonly HeldBack[];
  chosen: ReadonlySet<string>;
  onChosen(chosen: ReadonlySet<string>): void;
}) {
  if (heldBack.length === 0) return null;
  const all = chosen.size === heldBack.length;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChosen(next);
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-semibold">{m.plans_let_out()}</legend>
      <p className="text-sm text-muted">{m.plans_let_out_text({ count: heldBack.length })}</p>
      {heldBack.length > 1 && (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="size-4 shrink-0"
            checked={all}
            onChange={() => onChosen(new Set(all ? [] : heldBack.map(({ id }) => id)))}
          />
          {m.plans_let_out_all()}
        </label>
      )}
      <ul className="grid max-h-56 gap-2 overflow-y-auto rounded-md border border-line p-3">
        {heldBack.map(({ id, label, by, words }) => (
          <li key={id}>
            <label className="flex items-start gap-2">
              <input
                type="checkbox"
                className="mt-1 size-4 shrink-0"
                checked={chosen.has(id)}
                onChange={() => toggle(id)}
              />
              <span className="min-w-0">
                <span className="text-sm font-semibold">
                  {label} · {by}
                </span>
                <span className="line-clamp-2 block text-sm">{words}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">{m.plans_let_out_rest()}</p>
    </fieldset>
  );
}
