import { memo } from "react";
import { escapeHtml, richTextHtml } from "../rich-html";
import type { RichText } from "../rich-text";

/**
 * An item of a long document as words alone, in the same place and form as `ItemFrame` gives it: one
 * element to React, so that the server draws hundreds at little cost and the page wakes up sooner.
 * @param space class of what holds the place of what will stand below the words.
 */
export const FarItem = memo(function FarItem({
  itemId,
  itemRef,
  text,
  lang,
  space,
}: {
  itemId: string;
  itemRef: string;
  text: RichText;
  lang: string;
  space: string | undefined;
}) {
  const below = space ? `<div class="${escapeHtml(space)}"></div>` : "";
  const number = `<a href="#item-${escapeHtml(itemId)}" class="hover:underline">${escapeHtml(itemRef)}</a>`;
  return (
    <li
      id={`item-${itemId}`}
      data-item-id={itemId}
      data-selected={false}
      aria-label={itemRef}
      tabIndex={-1}
      className="item-frame group "
      // Made here, of escaped parts.
      dangerouslySetInnerHTML={{
        __html: `<div class="item-number">${number}</div><div class="min-w-0">${richTextHtml(text, lang)}${below}</div><div class="item-controls"></div>`,
      }}
    />
  );
});
