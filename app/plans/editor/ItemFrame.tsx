import { forwardRef, type ReactNode } from "react";

interface ItemFrameProps {
  itemId: string;
  /** Number as shown, `CA 1.3`. */
  itemRef: string;
  active?: boolean;
  controls?: ReactNode;
  below?: ReactNode;
  children: ReactNode;
}

/** How an item stands on the page, live or not: number, text, what belongs to it. */
export const ItemFrame = forwardRef<HTMLDivElement, ItemFrameProps>(function ItemFrame(
  { itemId, itemRef, active = false, controls, below, children },
  ref,
) {
  return (
    <div
      ref={ref}
      id={`item-${itemId}`}
      data-item-id={itemId}
      className={`item-frame group ${active ? "is-active" : ""}`}
    >
      <div className="item-number">
        <a href={`#item-${itemId}`} className="hover:underline">
          {itemRef}
        </a>
      </div>
      <div className="min-w-0">
        {children}
        {below}
      </div>
      <div className="item-controls">{controls}</div>
    </div>
  );
});
