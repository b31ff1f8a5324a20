import { MessageSquareText } from "lucide-react";
import { createContext, useContext } from "react";
import { m } from "../i18n/messages";

/** What the marks beside the items know: it changes with the comments, the items do not. */
interface Markers {
  countOf(itemId: string): number;
  firstOf(itemId: string): string | null;
  /** Shows a thread of an item, in the text and beside it. */
  open(itemId: string, threadId: string): void;
}

const MarkersContext = createContext<Markers | null>(null);
export const MarkersProvider = MarkersContext.Provider;

/** How many open threads an item has; leads to the first. */
export function CommentMarker({ itemId }: { itemId: string }) {
  const markers = useContext(MarkersContext);
  const count = markers?.countOf(itemId) ?? 0;
  const first = markers?.firstOf(itemId);
  if (!markers || !first || count === 0) return null;
  return (
    <button
      type="button"
      data-always
      aria-label={m.ui_comments_on_item({ count })}
      title={m.ui_comments_on_item({ count })}
      className="inline-flex h-8 items-center gap-1 rounded-md px-1.5 text-sm font-semibold text-accent hover:bg-accent-soft"
      onClick={() => markers.open(itemId, first)}
    >
      <MessageSquareText size={16} aria-hidden />
      {count}
    </button>
  );
}
