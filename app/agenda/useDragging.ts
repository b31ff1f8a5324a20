import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Dragging, DragParts, DropTarget } from "./DraggingContext";
import { keyOf } from "./disposition";
import type { NationalItemView } from "./view";

/**
 * What dragging needs to know, once its parts are loaded.
 * @param onDrop given where the items with these keys were dropped.
 */
export function useDragging(
  enabled: boolean,
  items: readonly NationalItemView[],
  selected: readonly NationalItemView[],
  onDrop: (target: DropTarget, keys: readonly string[]) => void,
): { parts: DragParts | null; dragging: Dragging | null } {
  const [parts, setParts] = useState<DragParts | null>(null);
  const dragged = useRef<readonly string[]>([]);
  const dropped = useRef(onDrop);
  dropped.current = onDrop;

  useEffect(() => {
    if (!enabled) return;
    let wanted = true;
    // Without them everything can be placed all the same: the buttons above the list do it.
    void import("./DragParts").then(
      (loaded) => wanted && setParts(loaded),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [enabled]);

  const refs = useMemo(() => new Map(items.map((item) => [keyOf(item), item.ref])), [items]);
  const selectedKeys = useMemo(() => new Set(selected.map(keyOf)), [selected]);
  const [state] = useState(() => new DragState());
  useLayoutEffect(() => state.know(selectedKeys, refs), [state, selectedKeys, refs]);
  const dragging = useMemo(
    (): Dragging | null =>
      enabled
        ? {
            subscribe: state.subscribe,
            isActive: () => state.active,
            keysWith: state.keysWith,
            refsOf: state.refsOf,
            start(keys) {
              dragged.current = keys;
              state.setActive(true);
            },
            end: () => state.setActive(false),
            drop: (target) => dropped.current(target, dragged.current),
          }
        : null,
    [enabled, state],
  );
  return { parts: enabled ? parts : null, dragging };
}

/** What the handles and the places ask for; each is drawn again only when its own answer is another. */
class DragState {
  active = false;
  #selected: ReadonlySet<string> = new Set();
  #refs: ReadonlyMap<string, string> = new Map();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (changed: () => void) => {
    this.#listeners.add(changed);
    return () => void this.#listeners.delete(changed);
  };

  readonly keysWith = (key: string) => (this.#selected.has(key) ? [...this.#selected] : [key]);

  readonly refsOf = (keys: readonly string[]) =>
    keys.flatMap((key) => this.#refs.get(key) ?? []).join(", ");

  know(selected: ReadonlySet<string>, refs: ReadonlyMap<string, string>): void {
    this.#selected = selected;
    this.#refs = refs;
    this.#tell();
  }

  setActive(active: boolean): void {
    this.active = active;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
