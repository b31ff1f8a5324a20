import { useCallback, useEffect, useRef, useState } from "react";
import { useAnnounce } from "../ui/announce";
import { keyOf } from "./disposition";
import { type OthersNews, stepsOfOthers, stillSelected } from "./others-steps";
import type { AgendaView } from "./view";
import { newsText } from "./wording";

/** What is selected, kept sound while others place items, and the news of what they did. */
export function useSelection({ items, steps }: Pick<AgendaView, "items" | "steps">) {
  const announce = useAnnounce();
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState<OthersNews | null>(null);
  const shown = useRef({ items, steps });
  const selected = useRef(selection);
  selected.current = selection;

  useEffect(() => {
    const before = shown.current;
    if (before.items === items && before.steps === steps) return;
    shown.current = { items, steps };
    const remaining = stillSelected(selected.current, before.items, items);
    const gone = [...selected.current].filter((key) => !remaining.has(key));
    if (gone.length > 0) setSelection(remaining);
    const last = stepsOfOthers(before.steps, steps).at(-1);
    if (!last) return;
    const refs = new Map([...before.items, ...items].map((item) => [keyOf(item), item.ref]));
    const deselected = gone.flatMap((key) => refs.get(key) ?? []);
    setNews({ ...last, deselected });
    announce(newsText({ ...last, deselected }));
  }, [items, steps, announce]);

  const onSelect = useCallback((key: string, isSelected: boolean) => {
    setSelection((before) => {
      const after = new Set(before);
      if (isSelected) after.add(key);
      else after.delete(key);
      return after;
    });
  }, []);
  const select = useCallback((keys: Iterable<string>) => setSelection(new Set(keys)), []);
  const dismissNews = useCallback(() => setNews(null), []);
  return { selection, onSelect, select, news, dismissNews };
}
