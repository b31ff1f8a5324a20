/**
 * Agreeing to several items at once: what a delegation has still to say something of, and whether
 * what it agrees to is what was read. Each agreement is bound to the words of its item, as any
 * position is.
 */
import { type Held, isCurrent } from "./positions";

type Standing = {
  id: string;
  hash: string;
  held: readonly Pick<Held, "delegation" | "textHash">[];
};

/**
 * The items on which a delegation has no position, and those where the words have changed since it
 * gave one, each in their order.
 */
export function restOf<Item extends Standing>(
  items: readonly Item[],
  delegation: string,
): { missing: Item[]; toConfirm: Item[] } {
  const own = ({ held }: Item) => held.find((each) => each.delegation === delegation);
  return {
    missing: items.filter((item) => !own(item)),
    toConfirm: items.filter((item) => {
      const said = own(item);
      return said !== undefined && !isCurrent(said, item.hash);
    }),
  };
}

/** Why nothing of it can be agreed to: on these items. */
export interface RestProblem {
  code: "not-found" | "moved-on" | "already-done";
  itemIds: string[];
}

/**
 * What keeps a delegation from agreeing to these items on the words it has read; null if nothing
 * does. An item that is gone comes first, then other words than those read, then a position on the
 * words that stand: that is never replaced by agreeing to the rest.
 * @param read items with the hash of the words that were read.
 */
export function restProblem(
  items: readonly Standing[],
  delegation: string,
  read: readonly { itemId: string; textHash: string }[],
): RestProblem | null {
  const current = new Map(items.map((item) => [item.id, item]));
  const found = (code: RestProblem["code"], is: (each: (typeof read)[number]) => boolean) => {
    const itemIds = read.filter(is).map(({ itemId }) => itemId);
    return itemIds.length > 0 ? { code, itemIds } : null;
  };
  const { missing, toConfirm } = restOf(items, delegation);
  const open = new Set([...missing, ...toConfirm].map(({ id }) => id));
  return (
    found("not-found", ({ itemId }) => !current.has(itemId)) ??
    found("moved-on", ({ itemId, textHash }) => current.get(itemId)?.hash !== textHash) ??
    found("already-done", ({ itemId }) => !open.has(itemId))
  );
}
