import { useEffect, useMemo, useRef, useState } from "react";
import { keyOf } from "./disposition";
import type { Dragging, DropTarget } from "./dragging";
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
): Dragging | null {
  const [parts, setParts] = useState<Dragging["parts"] | null>(null);
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
  return useMemo(
    () =>
      enabled && parts
        ? {
            parts,
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
    [enabled, parts, active, selectedKeys, refs],
  );
}
