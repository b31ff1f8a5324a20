import {
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type RefObject,
  useRef,
  useState,
} from "react";
import { Menu as AriaMenu, MenuItem, Popover } from "react-aria-components";

export interface MenuEntry {
  id: string;
  label: string;
  onAction?(): void;
  /** For entries that are links; `download` leaves the page where it is. */
  href?: string;
  disabled?: boolean;
  danger?: boolean;
}

/**
 * A button that opens a list of actions; arrow keys, type-ahead and Escape work in it. A long page has
 * hundreds: until it is opened it is the button and nothing else.
 * @param trigger a button that hands on its ref and properties.
 * @param items asked for when it is opened.
 */
export function Menu({
  label,
  trigger,
  items,
}: {
  label: string;
  trigger: ReactElement;
  items: () => readonly MenuEntry[];
}) {
  const button = useRef<HTMLButtonElement>(null);
  /** Where the focus goes in it: to an entry for those who use keys. */
  const [open, setOpen] = useState<"first" | "last" | "menu" | null>(null);
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        "aria-haspopup": "menu",
        "aria-expanded": open !== null,
        // A click without a pointer is a key's, or a screen reader's.
        onClick: (event: MouseEvent) => setOpen(event.detail === 0 ? "first" : "menu"),
        onKeyDown(event: KeyboardEvent) {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          event.stopPropagation();
          setOpen(event.key === "ArrowDown" ? "first" : "last");
        },
      })}
      {open && (
        <OpenMenu
          label={label}
          button={button}
          items={items()}
          focus={open === "menu" ? true : open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function OpenMenu({
  label,
  button,
  items,
  focus,
  onClose,
}: {
  label: string;
  button: RefObject<HTMLButtonElement>;
  items: readonly MenuEntry[];
  focus: true | "first" | "last";
  onClose(): void;
}) {
  return (
    <Popover
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      trigger="MenuTrigger"
      aria-label={label}
      triggerRef={button}
      placement="bottom end"
      className="z-50 max-w-[min(24rem,calc(100vw-1.5rem))] min-w-48 rounded-md border border-line bg-raised py-1 shadow-lg"
    >
      <AriaMenu
        aria-label={label}
        autoFocus={focus}
        onClose={onClose}
        className="max-h-[min(32rem,75vh)] overflow-auto outline-none"
        disabledKeys={items.filter((item) => item.disabled).map((item) => item.id)}
      >
        {items.map((item) => (
          <MenuItem
            key={item.id}
            id={item.id}
            href={item.href}
            onAction={item.onAction}
            className={({ isFocused, isDisabled }) =>
              `block cursor-pointer px-4 py-2 outline-none ${isFocused ? "bg-accent-soft" : ""} ${
                isDisabled ? "opacity-50" : ""
              } ${item.danger ? "text-danger" : "text-ink"}`
            }
          >
            {item.label}
          </MenuItem>
        ))}
      </AriaMenu>
    </Popover>
  );
}
