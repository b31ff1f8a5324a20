import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type RefObject,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type * as Y from "yjs";
import { whenIdle } from "../../ui/idle";
import type { OutlineArea, OutlineItem } from "../document";
import { itemFragment } from "../document";
import { RichTextView } from "../RichTextView";
import { blockKey } from "./block-keys";
import { type ItemCopyProps, useDocumentEditor } from "./context";
import { ItemDetailsLine } from "./ItemDetailsLine";
import { ItemEditor } from "./ItemEditor";
import { ItemFrame } from "./ItemFrame";
import { ItemMenu } from "./ItemMenu";
import { useDetails, useItemText } from "./useDocument";

/** How far outside the window an item gets its editor, so that scrolling finds it there. */
const NEAR = "600px 0px";

/** Whether an element is near the window. */
function useNear(element: RefObject<HTMLElement>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new IntersectionObserver(
      // Several may have gathered; the last one is how things are.
      (entries) => setNear(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: NEAR },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return near;
}

/** Whether a row has what far ones get only in their turn. */
function useComplete(near: boolean): boolean {
  const [complete, setComplete] = useState(false);
  useEffect(() => {
    if (complete) return;
    if (near) setComplete(true);
    else return whenIdle(() => setComplete(true));
  }, [near, complete]);
  return complete;
}

interface ItemRowProps {
  item: OutlineItem;
  itemRef: string;
  areas: readonly OutlineArea[];
}

/** One item of a live document: plain HTML while far away, an editor when near or in use. */
export const ItemRow = memo(function ItemRow({ item, itemRef, areas }: ItemRowProps) {
  const {
    session,
    editable,
    commentable,
    language,
    extend,
    renderCopy,
    renderBelow,
    onDetails,
    onComment,
    labelOf,
  } = useDocumentEditor();
  const element = useRef<HTMLLIElement>(null);
  const near = useNear(element);
  const complete = useComplete(near);
  const wanted = useSyncExternalStore(
    session.subscribe,
    () => session.wants(item.id),
    () => false,
  );
  const active = useSyncExternalStore(
    session.subscribe,
    () => session.activeItem === item.id,
    () => false,
  );
  const block = useBlock(item.id, element);
  const fragment = itemFragment(session.doc, item.id);
  const details = useDetails(session.doc, item.id);
  const text = (words: Y.XmlFragment): ItemCopyProps => ({
    session,
    itemId: item.id,
    fragment: words,
    label: labelOf(itemRef),
    lang: language,
    onDetails,
    onComment: commentable ? onComment : undefined,
  });
  return (
    <ItemFrame
      ref={element}
      itemId={item.id}
      itemRef={itemRef}
      active={active}
      {...block}
      controls={complete && <ItemMenu item={item} itemRef={itemRef} areas={areas} />}
      below={
        <>
          <ItemDetailsLine details={details} lang={language} />
          {renderBelow?.(item.id)}
        </>
      }
    >
      {!fragment || !(near || wanted) ? (
        <FarText itemId={item.id} />
      ) : renderCopy ? (
        renderCopy(text(fragment))
      ) : (
        <ItemEditor {...text(fragment)} editable={editable} extend={extend} />
      )}
    </ItemFrame>
  );
});

/** An item as a block: whether it is selected, and what the keys and a shift-click do then. */
function useBlock(itemId: string, element: RefObject<HTMLElement>) {
  const { session, editable } = useDocumentEditor();
  const selected = useSyncExternalStore(
    session.subscribe,
    () => session.blocks.has(itemId),
    () => false,
  );
  const wantsFocus = useSyncExternalStore(
    session.subscribe,
    () => session.blocks.wantsFocus(itemId),
    () => false,
  );
  useEffect(() => {
    if (!wantsFocus) return;
    element.current?.focus();
    session.blocks.focusTaken();
  }, [wantsFocus, element, session]);
  if (!editable) return {};
  return {
    selected,
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (selected && event.target === element.current && blockKey(session, event)) {
        event.preventDefault();
      }
    },
    // The selection ends where the focus goes; here it is to be extended.
    onNumberMouseDown(event: MouseEvent<HTMLElement>) {
      if (event.shiftKey) event.preventDefault();
    },
    onNumberClick(event: MouseEvent<HTMLElement>) {
      if (!event.shiftKey) return;
      event.preventDefault();
      session.blocks.extendTo(itemId);
    },
  };
}

function FarText({ itemId }: { itemId: string }) {
  const { session, language } = useDocumentEditor();
  const text = useItemText(session.doc, itemId);
  return text && <RichTextView text={text} lang={language} />;
}
