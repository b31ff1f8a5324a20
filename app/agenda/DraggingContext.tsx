/** Dragging national items into the agenda, for the parts of the page that take part in it. */
import { type ComponentType, createContext } from "react";

/** Where national items can be dropped: on an agenda item, or on an area, as a new item there. */
export type DropTarget = { on: "item" | "area"; id: string };

export interface Dragging {
  /** Whether something is being dragged. */
  active: boolean;
  /** Keys of the items that go along with the one that is dragged: with a selected one, all selected. */
  keysWith(key: string): readonly string[];
  /** Numbers of items, to name what is dragged. */
  refsOf(keys: readonly string[]): string;
  start(keys: readonly string[]): void;
  end(): void;
  drop(target: DropTarget): void;
}

/** The handle and the places, loaded only for who may place items; null until then. */
export interface DragParts {
  DragHandle: ComponentType<{ itemKey: string }>;
  DropPlace: ComponentType<{ target: DropTarget; label: string }>;
}
export const DragPartsContext = createContext<DragParts | null>(null);

/** Apart from the parts: it changes as something is dragged, and what only has a part need not. */
export const DraggingContext = createContext<Dragging | null>(null);
