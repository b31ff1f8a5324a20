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
import { threadsOn } from "../comments/places";
import type { ThreadView } from "../comments/threads";
import { useThreadPlaces } from "../comments/useThreadPlaces";
import type { EditorSession } from "../plans/editor/session";
import { itemRef } from "../plans/numbering";
import { findArea, spotOf } from "../plans/outline";

export function useDocumentComments(
  session: EditorSession | null,
  code: string | null,
  threads: readonly ThreadView[],
) {
  const places = useThreadPlaces(session?.doc ?? null, code, threads);
  const [activeThreadId, setActiveThreadId] = useState<string | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const byItem = useMemo(() => threadsOn("item", threads, places), [threads, places]);
  const byArea = useMemo(() => threadsOn("area", threads, places), [threads, places]);

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

  /** Shows the passage of a thread, or the item or area it stands on. */
  const activate = useCallback(
    (threadId: string) => {
      setActiveThreadId(threadId);
      const { about, itemId } = places.get(threadId) ?? {};
      if (!itemId) return;
      const editor = about === "area" ? undefined : session?.editorOf(itemId);
      if (editor && showPassage(editor, threadId)) return;
      const id = about === "area" ? `area-${itemId}` : `item-${itemId}`;
      document.getElementById(id)?.scrollIntoView({ block: "center" });
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
        about: "item",
        itemId,
        ref: area && spot ? itemRef(code, area.number, spot.index + 1) : "",
        anchor: passage?.anchor ?? null,
        quote: passage?.quote ?? "",
      });
    },
    [session, code],
  );

  /** Begins a thread on an area. */
  const beginOnArea = useCallback(
    (areaId: string) => {
      const area = session && findArea(session.outline(), areaId);
      if (!area) return;
      setActiveThreadId(null);
      setDraft({
        about: "area",
        itemId: areaId,
        ref: String(area.number),
        anchor: null,
        quote: "",
      });
    },
    [session],
  );

  /** Begins a thread on the document as a whole. */
  const beginOnDocument = useCallback(() => {
    setActiveThreadId(null);
    setDraft({ about: "document", itemId: "", ref: "", anchor: null, quote: "" });
  }, []);

  const finish = useCallback((threadId: string | null) => {
    setDraft(null);
    if (threadId) setActiveThreadId(threadId);
  }, []);

  /** The open threads on an item or area, in their order. */
  const openOn = useCallback(
    (about: "item" | "area", id: string) =>
      ((about === "item" ? byItem : byArea).get(id) ?? []).filter((thread) => !thread.resolved),
    [byItem, byArea],
  );

  return {
    places,
    activeThreadId,
    draft,
    extend,
    activate,
    begin,
    beginOnArea,
    beginOnDocument,
    finish,
    openOn,
  };
}
