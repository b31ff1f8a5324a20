import { Keyboard } from "lucide-react";
import { useState } from "react";
import { m } from "../../i18n/messages";
import { IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

const ctrl = m.plans_key_ctrl;
const shift = m.plans_key_shift;
const alt = m.plans_key_alt;
const enter = m.plans_key_enter;
const backspace = m.plans_key_backspace;

/** Keys by the names that are printed on them where the reader's language is written. */
const KEYS: readonly [keys: () => string, does: () => string][] = [
  [enter, m.plans_keys_enter],
  [() => `${shift()}+${enter()}`, m.plans_keys_shift_enter],
  [backspace, m.plans_keys_backspace],
  [() => `${alt()}+↑ / ${alt()}+↓`, m.plans_keys_move],
  [m.plans_key_escape, m.plans_keys_escape],
  [() => `${ctrl()}+${shift()}+${backspace()}`, m.plans_keys_remove],
  [() => `${ctrl()}+${enter()}`, m.plans_keys_details],
  [() => `${ctrl()}+${alt()}+M`, m.plans_keys_comment],
  [() => `${alt()}+${shift()}+J / ${alt()}+${shift()}+K`, m.plans_keys_threads],
  [() => `${ctrl()}+Z / ${ctrl()}+Y`, m.plans_keys_undo],
];

/** Where words are negotiated. */
const BRACKET_KEYS: typeof KEYS = [
  [() => `${ctrl()}+${alt()}+B`, m.brackets_tool],
  [() => `${ctrl()}+${alt()}+L`, m.brackets_lift],
];

/** Where one may suggest instead of writing. */
const SUGGESTING_KEYS: typeof KEYS = [[() => `${ctrl()}+${alt()}+E`, m.suggesting_keys]];

/** The keys of the editor, for whoever looks for them. */
export function KeyboardHelp({ bracketing }: { bracketing: boolean }) {
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
          {[...KEYS, ...(bracketing ? BRACKET_KEYS : SUGGESTING_KEYS)].map(([keys, does]) => (
            <div key={keys()} className="contents">
              <dt>
                <kbd className="rounded border border-line bg-sunken px-1.5 py-0.5 font-sans text-sm whitespace-nowrap">
                  {keys()}
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
