/** The comments of an open document: where they stand, which one is active, what is being written. */
import type { Extensions } from "@tiptap/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Draft } from "../comments/Composer";
import {
  CommentHighlights,
  refreshComments,
  selectionAnchor,
  showPassage,
} from "../comments/commentDecorations";
import { threadsByItem } from "../comments/places";
import type { ThreadView } from "../comments/threads";
import { useThreadPlaces } from "../comments/useThreadPlaces";
import type { EditorSession } from "../plans/editor/session";
import { itemRef } from "../plans/numbering";
import { spotOf } from "../plans/outline";

export function useDocumentComments(
  session: EditorSession | null,
  code: string | null,
  threads: readonly ThreadView[],
) {
  const places = useThreadPlaces(session?.doc ?? null, code, threads);
  const [activeThreadId, setActiveThreadId] = useState<string | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const byItem = useMemo(() => threadsByItem(threads, places), [threads, places]);

  // The editors ask at every drawing; they are made once and must see what is true then.
  const current = useRef({ byItem, activeThreadId });
  current.current = { byItem, activeThreadId };
  useEffect(() => {
    for (const editor of session?.mountedEditors() ?? []) refreshComments(editor);
  }, [session, byItem, activeThreadId]);

  const extend = useCallback(
    (itemId: string): Extensions => [
      CommentHighlights.configure({
        threads: () =>
          (current.current.byItem.get(itemId) ?? []).filter((thread) => !thread.resolved),
        activeThreadId: () => current.current.activeThreadId,
        onActivate: setActiveThreadId,
      }),
    ],
    [],
  );

  /** Shows the passage of a thread, or its item where that has no passage. */
  const activate = useCallback(
    (threadId: string) => {
      setActiveThreadId(threadId);
      const itemId = places.get(threadId)?.itemId;
      const editor = itemId ? session?.editorOf(itemId) : undefined;
      if (editor && showPassage(editor, threadId)) return;
      if (itemId) document.getElementById(`item-${itemId}`)?.scrollIntoView({ block: "center" });
    },
    [places, session],
  );

  /** Begins a thread on the words selected in an item, or on the item where none are. */
  const begin = useCallback(
    (itemId: string) => {
      if (!session) return;
      const editor = session.editorOf(itemId);
      const passage = editor ? selectionAnchor(editor) : null;
      const outline = session.outline();
      const spot = spotOf(outline, itemId);
      const area = outline.areas.find(({ id }) => id === spot?.areaId);
      setActiveThreadId(null);
      setDraft({
        itemId,
        ref: area && spot ? itemRef(code, area.number, spot.index + 1) : "",
        anchor: passage?.anchor ?? null,
        quote: passage?.quote ?? "",
      });
    },
    [session, code],
  );

  const finish = useCallback((threadId: string | null) => {
    setDraft(null);
    if (threadId) setActiveThreadId(threadId);
  }, []);

  const countOf = useCallback(
    (itemId: string) => (byItem.get(itemId) ?? []).filter((thread) => !thread.resolved).length,
    [byItem],
  );
  const firstOf = useCallback(
    (itemId: string) => (byItem.get(itemId) ?? []).find((thread) => !thread.resolved)?.id ?? null,
    [byItem],
  );

  return { places, activeThreadId, draft, extend, activate, begin, finish, countOf, firstOf };
}
