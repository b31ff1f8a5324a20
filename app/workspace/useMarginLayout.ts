/** Puts the cards of the margin level with the text: measures, lets `layOut` decide, and moves them. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type { Spot } from "./margin-entries";
import { endOf, layOut, type Measured } from "./margin-layout";

export interface Card {
  id: string;
  spot: Spot;
  /** Is no part of the order: it stands among the others where its place is. */
  loose?: boolean;
}

const GAP = 10;
/** Between two measurings while the text changes: someone may be typing. */
const PAUSE_MS = 120;
/** Around what is scrolled to, in pixels. */
const ROOM = 16;

/**
 * Each card is an element with `data-card` right below `region`. They are measured all at once: after
 * each drawing of the margin, and soon after the text or a card has another size, or `onTextChange`
 * tells of a change. Between drawings nothing is drawn by React: cards are moved by hand, as the page's
 * policy takes no styles from the server. A card with the keyboard's focus stays in sight.
 * @param cards in the order in which they are drawn.
 * @param pivot id of the card that stands exactly level.
 * @returns what scrolls the page so that a card, or an element in it, is seen.
 */
export function useMarginLayout(
  region: RefObject<HTMLElement>,
  text: RefObject<HTMLElement>,
  cards: readonly Card[],
  pivot: string | null,
  onTextChange: (listener: () => void) => () => void,
): (id: string, element?: Element | null) => void {
  const latest = useRef({ cards, pivot });
  latest.current = { cards, pivot };
  const tops = useRef<ReadonlyMap<string, number>>(new Map());
  const watched = useRef<{ observer: ResizeObserver; elements: Set<Element> } | null>(null);

  const place = useCallback(() => {
    const [within, around] = [region.current, text.current];
    if (!within || !around) return;
    const { cards, pivot } = latest.current;
    const elements = new Map<string, HTMLElement>();
    for (const child of within.children) {
      if (child instanceof HTMLElement && child.dataset.card) {
        elements.set(child.dataset.card, child);
      }
    }
    const focused = inView(within);
    // All is read before anything is written, so that the browser works out the page once.
    const wantedTopOf = wantedTopsIn(around, within);
    const measured: Measured[] = [];
    for (const { id, spot, loose } of [...cards.filter(isFixed), ...cards.filter(isLoose)]) {
      const card = { id, wanted: wantedTopOf(spot), height: elements.get(id)?.offsetHeight ?? 0 };
      const after = loose ? measured.findIndex(({ wanted }) => wanted > card.wanted) : -1;
      measured.splice(after < 0 ? measured.length : after, 0, card);
    }
    const next = layOut(measured, pivot, GAP);
    const before = tops.current;
    tops.current = new Map(measured.map(({ id }, at) => [id, next[at] ?? 0]));
    for (const [id, element] of elements) move(element, tops.current.get(id) ?? 0);
    const height = `${Math.ceil(endOf(measured, next))}px`;
    if (within.style.height !== height) within.style.height = height;
    watch(watched.current, elements);
    // The text above may have grown: who is in a card by keyboard does not lose sight of it.
    if (focused && before.get(focused.card) !== tops.current.get(focused.card)) {
      reveal(within, tops.current, focused.card, focused.element);
    }
  }, [region, text]);

  useLayoutEffect(place);

  useEffect(() => {
    const around = text.current;
    const beside = region.current?.parentElement;
    if (!around || !beside) return;
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const now = () => {
      frame = 0;
      timer = undefined;
      last = performance.now();
      place();
    };
    const soon = () => {
      if (frame || timer) return;
      const wait = last + PAUSE_MS - performance.now();
      if (wait <= 0) frame = requestAnimationFrame(now);
      else timer = setTimeout(now, wait);
    };
    const observer = new ResizeObserver(soon);
    for (const each of [around, beside]) observer.observe(each);
    watched.current = { observer, elements: new Set() };
    const off = onTextChange(soon);
    place();
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      observer.disconnect();
      watched.current = null;
      off();
    };
  }, [region, text, place, onTextChange]);

  return useCallback(
    (id, element = null) => {
      if (region.current) reveal(region.current, tops.current, id, element);
    },
    [region],
  );
}

/** Scrolls the page, if it has to, so that a card, or an element in it, is seen. */
function reveal(
  region: HTMLElement,
  tops: ReadonlyMap<string, number>,
  id: string,
  element: Element | null,
): void {
  const card = [...region.children].find(
    (each) => each instanceof HTMLElement && each.dataset.card === id,
  );
  if (!card) return;
  // It may still be on its way: what counts is where it will stand.
  const inside = element ? offsetIn(card, element) : 0;
  const top = region.getBoundingClientRect().top + (tops.get(id) ?? 0) + inside;
  const height = (element ?? card).getBoundingClientRect().height;
  const above = headOf(region) + ROOM;
  const below = window.innerHeight - ROOM;
  if (top < above) window.scrollBy({ top: top - above });
  else if (top + height > below) {
    window.scrollBy({ top: Math.min(top - above, top + height - below) });
  }
}

/** Where the keyboard's focus is in the margin, if that is seen; not where someone has scrolled away. */
function inView(region: HTMLElement): { card: string; element: Element } | null {
  const element = document.activeElement;
  if (!element || !region.contains(element) || !element.matches(":focus-visible")) return null;
  const card = element.closest<HTMLElement>("[data-card]")?.dataset.card;
  const { top, bottom } = element.getBoundingClientRect();
  return card && bottom > 0 && top < window.innerHeight ? { card, element } : null;
}

const isLoose = ({ loose = false }: Card): boolean => loose;
const isFixed = (card: Card): boolean => !isLoose(card);

const offsetIn = (card: Element, element: Element): number =>
  element.getBoundingClientRect().top - card.getBoundingClientRect().top;

/** What lies over the upper end of the margin while the page is scrolled, in pixels. */
function headOf(region: HTMLElement): number {
  const head = region.parentElement?.querySelector("[data-margin-head]");
  if (!head) return 0;
  return Number.parseFloat(getComputedStyle(head).top) + head.getBoundingClientRect().height;
}

function move(element: HTMLElement, top: number): void {
  const transform = `translateY(${Math.round(top)}px)`;
  if (element.style.transform === transform) return;
  element.style.transform = transform;
  // Only what has a place already is seen to move.
  if (!element.dataset.placed) requestAnimationFrame(() => element.setAttribute("data-placed", ""));
}

function watch(
  watched: { observer: ResizeObserver; elements: Set<Element> } | null,
  cards: ReadonlyMap<string, Element>,
): void {
  if (!watched) return;
  const there = new Set(cards.values());
  for (const gone of watched.elements) {
    if (there.has(gone)) continue;
    watched.observer.unobserve(gone);
    watched.elements.delete(gone);
  }
  for (const card of there) {
    if (watched.elements.has(card)) continue;
    watched.observer.observe(card);
    watched.elements.add(card);
  }
}

/** Where a card would like to stand in the margin, by what it is about in the text. */
function wantedTopsIn(text: HTMLElement, region: HTMLElement): (spot: Spot) => number {
  const origin = region.getBoundingClientRect().top;
  const boxOf = (element: Element | null | undefined) => element?.getBoundingClientRect();
  const marks = new Map<string, Element>();
  for (const mark of text.querySelectorAll<HTMLElement>(".comment-mark[data-thread]")) {
    const id = mark.dataset.thread ?? "";
    if (!marks.has(id)) marks.set(id, mark);
  }
  const end = boxOf(text.querySelector(".document"))?.bottom ?? origin;
  return (spot) => {
    switch (spot.kind) {
      case "document":
        return (boxOf(text.querySelector(".document-title"))?.top ?? origin) - origin;
      case "area":
        return (boxOf(document.getElementById(`area-${spot.id}`))?.top ?? end) - origin;
      case "item": {
        const mark = spot.passage === null ? undefined : marks.get(spot.passage);
        const item = document.getElementById(`item-${spot.id}`);
        return (boxOf(mark ?? item)?.top ?? end) - origin;
      }
      case "after-item":
        return (boxOf(document.getElementById(`item-${spot.id}`))?.bottom ?? end) - origin;
      case "end":
        return end - origin;
    }
  };
}
