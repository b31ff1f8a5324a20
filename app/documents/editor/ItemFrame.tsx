import { forwardRef, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";

interface ItemFrameProps {
  itemId: string;
  /** Number as shown, `CA 1.3`. */
  itemRef: string;
  active?: boolean;
  /** Selected as a block. */
  selected?: boolean;
  controls?: ReactNode;
  below?: ReactNode;
  onKeyDown?(event: KeyboardEvent<HTMLElement>): void;
  /** A click on the number; by default it is a link to the item. */
  onNumberClick?(event: MouseEvent<HTMLElement>): void;
  onNumberMouseDown?(event: MouseEvent<HTMLElement>): void;
  children: ReactNode;
}

/** How an item stands in the list of its area, live or not: number, text, what belongs to it. */
export const ItemFrame = forwardRef<HTMLLIElement, ItemFrameProps>(function ItemFrame(props, ref) {
  const { itemId, itemRef, active = false, selected = false } = props;
  return (
    <li
      ref={ref}
      id={`item-${itemId}`}
      data-item-id={itemId}
      data-selected={selected}
      aria-label={itemRef}
      // Takes the focus, and so the keys, while it is selected as a block.
      tabIndex={selected ? 0 : -1}
      onKeyDown={props.onKeyDown}
      className={`item-frame group ${active ? "is-active" : ""}`}
    >
      <div className="item-number">
        <a
          href={`#item-${itemId}`}
          onMouseDown={props.onNumberMouseDown}
          onClick={props.onNumberClick}
          className="hover:underline"
        >
          {itemRef}
        </a>
      </div>
      <div className="min-w-0">
        {props.children}
        {props.below}
      </div>
      <div className="item-controls">{props.controls}</div>
    </li>
  );
});
