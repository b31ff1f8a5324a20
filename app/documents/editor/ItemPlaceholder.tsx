import { memo } from "react";
import { memoizeByIdentity } from "../../ui/memoize";
import type { DocumentContent } from "../document";
import { itemRef } from "../numbering";
import { escapeHtml, richTextHtml } from "../rich-html";

type Item = Pick<
  DocumentContent["areas"][number]["items"][number],
  "id" | "text" | "areaNumber" | "number"
>;

interface FarProps {
  /** Delegation code of the plan, null for the agenda. */
  code: string | null;
  lang: string;
  /** Class of what holds the place of what will stand below the words. */
  space: string | undefined;
}

/** What is within an item, in the form that `ItemFrame` gives it. Made of escaped parts. */
function within({ id, text }: Item, number: string, { lang, space }: FarProps): string {
  const below = space ? `<div class="${escapeHtml(space)}"></div>` : "";
  const link = `<a href="#item-${escapeHtml(id)}" class="hover:underline">${escapeHtml(number)}</a>`;
  return `<div class="item-number">${link}</div><div class="min-w-0">${richTextHtml(text, lang)}${below}</div><div class="item-controls"></div>`;
}

const refOf = (item: Item, code: string | null) => itemRef(code, item.areaNumber, item.number);

/**
 * An item of a long document as words alone, in the same place and form as `ItemFrame` gives it: one
 * element to React, so that the server draws hundreds at little cost and the page wakes up sooner.
 */
export const ItemPlaceholder = memo(function ItemPlaceholder({
  item,
  ...props
}: FarProps & { item: Item }) {
  const number = refOf(item, props.code);
  return (
    <li
      id={`item-${item.id}`}
      data-item-id={item.id}
      data-selected={false}
      aria-label={number}
      tabIndex={-1}
      className="item-frame group "
      dangerouslySetInnerHTML={{ __html: within(item, number, props) }}
    />
  );
});

/** All items of an area so, as one element; made once for all who ask for the same text. */
export const ItemPlaceholders = memo(function ItemPlaceholders({
  items,
  ...props
}: FarProps & { items: readonly Item[] }) {
  return (
    <ol dangerouslySetInnerHTML={{ __html: listOf(items, props.code, props.lang, props.space) }} />
  );
});

const listOf = memoizeByIdentity(
  (
    items: readonly Item[],
    code: FarProps["code"],
    lang: string,
    space: FarProps["space"],
  ): string => {
    const list = items.map((item) => {
      const [id, number] = [escapeHtml(item.id), refOf(item, code)];
      return `<li id="item-${id}" data-item-id="${id}" data-selected="false" aria-label="${escapeHtml(number)}" tabindex="-1" class="item-frame group ">${within(item, number, { code, lang, space })}</li>`;
    });
    // Space first, as where they are drawn one by one.
    return ` ${list.join("")}`;
  },
);
