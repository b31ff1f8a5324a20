/** The comments of an open document: where they stand, which one is active, what is being written. */
import type { Extensions } from "@tiptap/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Draft } from "../comments/Composer";
import {
  CommentHighlights,
  type MarkedThread,
  passageIn,
  refreshComments,
  selectionAnchor,
} from "../comments/commentDecorations";
import { type Anchored, threadsOn } from "../comments/places";
import type { ThreadView } from "../comments/threads";
import { useThreadPlaces } from "../comments/useThreadPlaces";
import type { EditorSession } from "../documents/editor/session";
import { itemRef } from "../documents/numbering";
import { findArea, spotOf } from "../documents/outline";
import { DRAFT } from "./margin-entries";

/** How near the upper and the lower edge of the window something is still in sight, in pixels. */
const EDGES = { top: 120, bottom: 80 };

/**
 * @param alongside what else is to be placed with the threads; the same array as long as it is the same.
 */
export function useDocumentComments(
  session: EditorSession | null,
  code: string | null,
  threads: readonly ThreadView[],
  alongside: readonly Anchored[],
) {
  const anchored = useMemo(() => [...threads, ...alongside], [threads, alongside]);
  const places = useThreadPlaces(session?.doc ?? null, code, anchored);
  /** A thread, or something placed alongside. */
  const [activeThreadId, setActiveThreadId] = useState<string | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const byItem = useMemo(() => threadsOn("item", threads, places), [threads, places]);
  const byArea = useMemo(() => threadsOn("area", threads, places), [threads, places]);

  // The editors ask at every drawing; they are made once and must see what is true then.
  const current = useRef({ byItem, activeThreadId, draft });
  current.current = { byItem, activeThreadId, draft };
  useEffect(() => {
    for (const editor of session?.mountedEditors() ?? []) refreshComments(editor);
  }, [session, byItem, activeThreadId, draft]);

  const listeners = useRef(new Set<() => void>());
  /** Tells of marks that are others or stand elsewhere; returns what ends that. */
  const onMarks = useCallback((listener: () => void) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);

  const extend = useCallback(
    (itemId: string): Extensions => [
      CommentHighlights.configure({
        threads: () => {
          const { byItem, draft } = current.current;
          const marked: MarkedThread[] = (byItem.get(itemId) ?? []).filter(
            (thread) => !thread.resolved,
          );
          return draft?.about === "item" && draft.itemId === itemId
            ? [...marked, { id: DRAFT, anchor: draft.anchor, quote: draft.quote }]
            : marked;
        },
        activeThreadId: () => (current.current.draft ? DRAFT : current.current.activeThreadId),
        onActivate: (threadId) => {
          if (threadId !== DRAFT) setActiveThreadId(threadId);
        },
        onMarks: () => {
          for (const listener of listeners.current) listener();
        },
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
      const id = about === "area" ? `area-${itemId}` : `item-${itemId}`;
      const passage = editor && passageIn(editor, threadId);
      bringIntoSight(passage ?? document.getElementById(id));
    },
    [places, session],
  );
  const deactivate = useCallback(() => setActiveThreadId(null), []);

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
    onMarks,
    activate,
    deactivate,
    begin,
    beginOnArea,
    beginOnDocument,
    finish,
    openOn,
  };
}

/** Scrolls to something, unless it can be seen as it is: a page that jumps is hard to read. */
function bringIntoSight(element: Element | null): void {
  if (!element) return;
  const { top, bottom } = element.getBoundingClientRect();
  if (top >= EDGES.top && bottom <= window.innerHeight - EDGES.bottom) return;
  element.scrollIntoView({ block: "center" });
}
