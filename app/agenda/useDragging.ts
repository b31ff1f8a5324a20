import { useEffect, useMemo, useRef, useState } from "react";
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
  const [active, setActive] = useState(false);
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
  const selectedKeys = useMemo(() => selected.map(keyOf), [selected]);
  const dragging = useMemo(
    (): Dragging | null =>
      enabled
        ? {
            active,
            keysWith: (key) => (selectedKeys.includes(key) ? selectedKeys : [key]),
            refsOf: (keys) => keys.flatMap((key) => refs.get(key) ?? []).join(", "),
            start(keys) {
              dragged.current = keys;
              setActive(true);
            },
            end: () => setActive(false),
            drop: (target) => dropped.current(target, dragged.current),
          }
        : null,
    [enabled, active, selectedKeys, refs],
  );
  return { parts: enabled ? parts : null, dragging };
}
