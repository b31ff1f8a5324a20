import { MessageSquarePlus, MessageSquareText } from "lucide-react";
import { createContext, useContext } from "react";
import type { ThreadView } from "../comments/threads";
import { m } from "../i18n/messages";
import { IconButton } from "../ui/Button";

/** What the marks beside items and areas know: it changes with the comments, the items do not. */
interface Markers {
  openOn(about: "item" | "area", id: string): readonly ThreadView[];
  /** Shows a thread, in the text and beside it. */
  open(itemId: string | null, threadId: string): void;
  /** Begins a thread on an area; null for those who may not comment. */
  beginOnArea: ((areaId: string) => void) | null;
  /** Number of an area as shown. */
  areaNumber(areaId: string): number;
}

const MarkersContext = createContext<Markers | null>(null);
export const MarkersProvider = MarkersContext.Provider;

/** How many open threads an item has; leads to the first. */
export function CommentMarker({ itemId }: { itemId: string }) {
  return <Marker about="item" id={itemId} />;
}

/** The same for an area, and the way to begin one. */
export function AreaComments({ areaId }: { areaId: string }) {
  const markers = useContext(MarkersContext);
  if (!markers) return null;
  const { beginOnArea } = markers;
  return (
    <span className="item-controls font-sans text-base">
      <Marker about="area" id={areaId} />
      {beginOnArea && (
        <IconButton
          label={m.ui_comment_on_area({ number: markers.areaNumber(areaId) })}
          icon={<MessageSquarePlus size={17} />}
          onClick={() => beginOnArea(areaId)}
        />
      )}
    </span>
  );
}

function Marker({ about, id }: { about: "item" | "area"; id: string }) {
  const markers = useContext(MarkersContext);
  const threads = markers?.openOn(about, id) ?? [];
  const [first] = threads;
  if (!markers || !first) return null;
  const count = threads.length;
  return (
    <button
      type="button"
      data-always
      aria-label={m.ui_comments_on_item({ count })}
      title={m.ui_comments_on_item({ count })}
      className="inline-flex h-8 items-center gap-1 rounded-md px-1.5 text-sm font-semibold text-accent hover:bg-accent-soft"
      onClick={() => markers.open(about === "item" ? id : null, first.id)}
    >
      <MessageSquareText size={16} aria-hidden />
      {count}
    </button>
  );
}
