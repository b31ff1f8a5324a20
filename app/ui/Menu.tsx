import type { ComponentProps, ReactElement } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Pressable } from "react-aria-components";

export interface MenuEntry {
  id: string;
  label: string;
  onAction?(): void;
  /** For entries that are links; `download` leaves the page where it is. */
  href?: string;
  disabled?: boolean;
  danger?: boolean;
}

// Pressable asks for an HTML element; a component that hands on its ref and properties serves too.
type PressableChild = ComponentProps<typeof Pressable>["children"];

/** A button that opens a list of actions; arrow keys, type-ahead and Escape work in it. */
export function Menu({
  label,
  trigger,
  items,
}: {
  label: string;
  trigger: ReactElement;
  items: readonly MenuEntry[];
}) {
  return (
    <MenuTrigger>
      <Pressable>{trigger as PressableChild}</Pressable>
      <Popover
        placement="bottom end"
        className="z-50 max-w-[min(24rem,calc(100vw-1.5rem))] min-w-48 rounded-md border border-line bg-raised py-1 shadow-lg"
      >
        <AriaMenu
          aria-label={label}
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
    </MenuTrigger>
  );
}
