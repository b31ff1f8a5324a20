/** Reading a live document in components: each hook renders again only for what it shows. */
import { useCallback, useRef, useSyncExternalStore } from "react";
import * as Y from "yjs";
import {
  areasOf,
  areaTitleFragment,
  type Details,
  itemFragment,
  itemOf,
  itemsOf,
  metaOf,
  type Outline,
  readAreaTitle,
  readDetails,
  readOutline,
  readTitle,
} from "../document";
import { type RichText, readRichText } from "../rich-text";

/** Reads a value again when `watch` says so, and keeps it otherwise. */
function useWatched<T>(watch: (changed: () => void) => () => void, read: () => T): T {
  const cache = useRef<{ read: () => T; value: T } | null>(null);
  const subscribe = useCallback(
    (changed: () => void) =>
      watch(() => {
        cache.current = null;
        changed();
      }),
    [watch],
  );
  const get = () => {
    if (cache.current?.read !== read) cache.current = { read, value: read() };
    return cache.current.value;
  };
  return useSyncExternalStore(subscribe, get, get);
}

/** Whether an event is about places and marks rather than about words. */
const structural = (event: Y.YEvent<Y.AbstractType<unknown>>) => event.target instanceof Y.Map;

/** Order and numbers; typing does not change it. */
export function useOutline(doc: Y.Doc): Outline {
  const watch = useCallback(
    (changed: () => void) => {
      const onEvents = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
        if (events.some(structural)) changed();
      };
      areasOf(doc).observeDeep(onEvents);
      itemsOf(doc).observeDeep(onEvents);
      return () => {
        areasOf(doc).unobserveDeep(onEvents);
        itemsOf(doc).unobserveDeep(onEvents);
      };
    },
    [doc],
  );
  const read = useCallback(() => readOutline(doc), [doc]);
  return useWatched(watch, read);
}

/** Renders again whenever the fragment changes. */
export function useFragment(fragment: Y.XmlFragment): void {
  const version = useRef(0);
  const subscribe = useCallback(
    (changed: () => void) => {
      const count = () => {
        version.current += 1;
        changed();
      };
      fragment.observeDeep(count);
      return () => fragment.unobserveDeep(count);
    },
    [fragment],
  );
  const get = () => version.current;
  useSyncExternalStore(subscribe, get, get);
}

export function useItemText(doc: Y.Doc, itemId: string): RichText | null {
  const watch = useCallback(
    (changed: () => void) => {
      const fragment = itemFragment(doc, itemId);
      fragment?.observeDeep(changed);
      return () => fragment?.unobserveDeep(changed);
    },
    [doc, itemId],
  );
  const read = useCallback(() => {
    const fragment = itemFragment(doc, itemId);
    return fragment ? readRichText(fragment) : null;
  }, [doc, itemId]);
  return useWatched(watch, read);
}

export function useDetails(doc: Y.Doc, itemId: string): Details {
  const watch = useCallback(
    (changed: () => void) => {
      const item = itemOf(doc, itemId);
      item?.observe(changed);
      return () => item?.unobserve(changed);
    },
    [doc, itemId],
  );
  const read = useCallback(() => readDetails(doc, itemId), [doc, itemId]);
  return useWatched(watch, read);
}

export function useAreaTitle(doc: Y.Doc, areaId: string): string {
  const watch = useCallback(
    (changed: () => void) => {
      const fragment = areaTitleFragment(doc, areaId);
      fragment?.observeDeep(changed);
      return () => fragment?.unobserveDeep(changed);
    },
    [doc, areaId],
  );
  const read = useCallback(() => readAreaTitle(doc, areaId), [doc, areaId]);
  return useWatched(watch, read);
}

export function useTitle(doc: Y.Doc): string {
  const watch = useCallback(
    (changed: () => void) => {
      metaOf(doc).observe(changed);
      return () => metaOf(doc).unobserve(changed);
    },
    [doc],
  );
  const read = useCallback(() => readTitle(doc), [doc]);
  return useWatched(watch, read);
}
