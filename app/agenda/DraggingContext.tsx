/** Dragging national items into the agenda, for the parts of the page that take part in it. */
import { type ComponentType, createContext } from "react";

/** Where national items can be dropped: on an agenda item, or on an area, as a new item there. */
export type DropTarget = { on: "item" | "area"; id: string };

/** The same object for as long as the page is open: who shows what changes in it subscribes to it. */
export interface Dragging {
  subscribe(changed: () => void): () => void;
  /** Whether something is being dragged. */
  isActive(): boolean;
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

export const DraggingContext = createContext<Dragging | null>(null);
