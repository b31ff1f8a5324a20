import { Keyboard } from "lucide-react";
import { useState } from "react";
import { m } from "../../i18n/messages";
import { IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

const KEYS: readonly [keys: string, does: () => string][] = [
  ["Enter", m.plans_keys_enter],
  ["Shift+Enter", m.plans_keys_shift_enter],
  ["Backspace", m.plans_keys_backspace],
  ["Alt+↑ / Alt+↓", m.plans_keys_move],
  ["Esc", m.plans_keys_escape],
  ["Ctrl+Shift+Backspace", m.plans_keys_remove],
  ["Ctrl+Enter", m.plans_keys_details],
  ["Ctrl+Alt+M", m.plans_keys_comment],
  ["Ctrl+Z / Ctrl+Y", m.plans_keys_undo],
];

/** The keys of the editor, for whoever looks for them. */
export function KeyboardHelp() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={m.plans_keys()}
        icon={<Keyboard size={17} />}
        className="max-sm:hidden"
        onClick={() => setOpen(true)}
      />
      <Dialog title={m.plans_keys()} isOpen={open} onClose={() => setOpen(false)}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
          {KEYS.map(([keys, does]) => (
            <div key={keys} className="contents">
              <dt>
                <kbd className="rounded border border-line bg-sunken px-1.5 py-0.5 font-sans text-sm whitespace-nowrap">
                  {keys}
                </kbd>
              </dt>
              <dd>{does()}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
