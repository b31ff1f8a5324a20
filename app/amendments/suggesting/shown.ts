/** The suggestions that are drawn in the text, for editors, which are made once and draw by themselves. */
import { isPending } from "../rules";
import type { AmendmentView } from "../view";

/** A suggestion that waits and can be drawn: with both its texts. */
export type ShownSuggestion = AmendmentView & {
  itemId: string;
  basis: NonNullable<AmendmentView["basis"]>;
  proposed: NonNullable<AmendmentView["proposed"]>;
};

export const isShown = (view: AmendmentView): view is ShownSuggestion =>
  view.origin === "suggestion" &&
  view.kind === "text" &&
  isPending(view) &&
  view.itemId !== null &&
  view.basis !== null &&
  view.proposed !== null;

export function byItem(views: readonly ShownSuggestion[]): Map<string, ShownSuggestion[]> {
  const groups = new Map<string, ShownSuggestion[]>();
  for (const view of views) groups.set(view.itemId, [...(groups.get(view.itemId) ?? []), view]);
  return groups;
}

/** Those that can be accepted in one step: plain, and in nobody's way. */
export const acceptable = (views: readonly ShownSuggestion[]): ShownSuggestion[] =>
  views.filter(({ outcome, collidesWith }) => outcome === "clean" && collidesWith.length === 0);

const NONE: readonly ShownSuggestion[] = [];

/** Told by the page, asked by each editor. */
export class ShownSuggestions {
  #byItem: ReadonlyMap<string, ShownSuggestion[]> = new Map();
  #visible = true;
  readonly #listeners = new Set<() => void>();
  /** The element is what stands for it in the text. */
  open: (id: string, element: HTMLElement) => void = () => undefined;

  set(views: readonly ShownSuggestion[], visible: boolean): void {
    this.#byItem = byItem(views);
    this.#visible = visible;
    for (const listener of this.#listeners) listener();
  }

  of(itemId: string): readonly ShownSuggestion[] {
    return this.#visible ? (this.#byItem.get(itemId) ?? NONE) : NONE;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
