/**
 * The handle by which national items are dragged, and where they can be dropped. By keys: Enter picks
 * up, Tab goes from place to place, Enter drops, Escape gives up.
 */
import { GripVertical } from "lucide-react";
import { useContext, useRef, useSyncExternalStore } from "react";
import { DragPreview, type DragPreviewRenderer, useDrag } from "react-aria/useDrag";
import { useDrop } from "react-aria/useDrop";
import { m } from "../i18n/messages";
import { DraggingContext, type DropTarget } from "./DraggingContext";

/** What is dragged is of this page and no other. */
const TYPE = "application/x-concerted-items";

const never = () => () => undefined;

/** @param itemKey of the national item beside which it stands. */
export function DragHandle({ itemKey }: { itemKey: string }) {
  const dragging = useContext(DraggingContext);
  const preview = useRef<DragPreviewRenderer>(null);
  const keys = () => dragging?.keysWith(itemKey) ?? [itemKey];
  const refsNow = () => dragging?.refsOf(keys()) ?? "";
  const refs = useSyncExternalStore(dragging?.subscribe ?? never, refsNow, refsNow);
  const { dragProps, isDragging } = useDrag({
    preview,
    getItems: () => [{ [TYPE]: JSON.stringify(keys()), "text/plain": refs }],
    getAllowedDropOperations: () => ["copy"],
    onDragStart: () => dragging?.start(keys()),
    onDragEnd: () => dragging?.end(),
  });
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a button cannot be dragged in every browser */}
      <div
        {...dragProps}
        role="button"
        tabIndex={0}
        aria-label={m.drafting_drag({ refs })}
        title={m.drafting_drag_hint()}
        className={`flex size-6 cursor-grab items-center justify-center rounded text-muted hover:bg-sunken hover:text-ink max-lg:hidden print:hidden ${isDragging ? "opacity-40" : ""}`}
      >
        <GripVertical size={16} aria-hidden />
      </div>
      <DragPreview ref={preview}>
        {() => (
          <div className="max-w-72 truncate rounded-md border border-accent bg-accent-soft px-3 py-1.5 text-sm font-semibold text-ink">
            {refs}
          </div>
        )}
      </DragPreview>
    </>
  );
}

/**
 * Lies over an item or the heading of an area while something is dragged.
 * @param label what dropping does.
 */
export function DropPlace(props: { target: DropTarget; label: string }) {
  const dragging = useContext(DraggingContext);
  const active = useSyncExternalStore(
    dragging?.subscribe ?? never,
    () => dragging?.isActive() ?? false,
    () => false,
  );
  return active && <OpenPlace {...props} />;
}

function OpenPlace({ target, label }: { target: DropTarget; label: string }) {
  const dragging = useContext(DraggingContext);
  const place = useRef<HTMLDivElement>(null);
  const { dropProps, isDropTarget } = useDrop({
    ref: place,
    getDropOperation: (types) => (types.has(TYPE) ? "copy" : "cancel"),
    onDrop: () => dragging?.drop(target),
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: it takes what is dropped, and does nothing when pressed
    <div
      {...dropProps}
      ref={place}
      role="button"
      tabIndex={0}
      aria-label={label}
      data-drop-place={target.on}
      className={`absolute inset-0 -left-1.5 z-10 rounded-md border-2 scroll-my-24 ${
        isDropTarget ? "border-accent bg-accent/15" : "border-dashed border-line-strong/70"
      }`}
    >
      {isDropTarget && (
        <span
          aria-hidden
          className="absolute top-1 right-1 rounded bg-accent px-2 py-0.5 font-sans text-sm font-semibold text-accent-ink"
        >
          {label}
        </span>
      )}
    </div>
  );
}
