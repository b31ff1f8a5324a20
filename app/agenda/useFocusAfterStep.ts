/** Where the keyboard goes on after a step: what took it is often gone or disabled by then. */
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { type ItemKey, keyOf } from "./disposition";

/** The boxes of the national items, each with the key of its item. */
export const BOXES = "input[data-selects-item]";

const boxOf = (key: string) =>
  document.querySelector<HTMLElement>(`input[data-selects-item="${CSS.escape(key)}"]`);

/** Where to go on, the first choice first. Looked up when the page shows what the step changed. */
export type Places = () => Iterable<HTMLElement | null>;

/**
 * The next national item of the list: the one below the first of those taken, so that none is
 * passed over; where nothing follows, the one above.
 */
export function nextNationalItem(taken: readonly ItemKey[]): Places {
  const keys = new Set(taken.map(keyOf));
  const listed = [...document.querySelectorAll<HTMLElement>(BOXES)].map(
    (box) => box.dataset.selectsItem ?? "",
  );
  const first = listed.findIndex((key) => keys.has(key));
  const inOrder = [...listed.slice(first + 1), ...listed.slice(0, first + 1).reverse()];
  return () => inOrder.filter((key) => !keys.has(key)).map(boxOf);
}

/** National items that a step was about, where they are listed. */
export function nationalItems(keys: readonly ItemKey[]): Places {
  return () => keys.map((key) => boxOf(keyOf(key)));
}

/** An element of the page by its id. */
export function elementOf(id: string): Places {
  return () => [document.getElementById(id)];
}

/**
 * How long a lost focus is looked after. A dialog that closes gives the focus back to its button
 * some frames later, and the button may go when the page shows what the step changed.
 */
const LOOK_AFTER_MS = 1_500;

/**
 * @param fallback where to go if none of the places is on the page.
 * @returns `goOnAt` to say, before a step, where to go on; `goOn` to go there, if the focus is lost.
 */
export function useFocusAfterStep(fallback: RefObject<HTMLElement>) {
  const places = useRef<Places>(() => []);
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  const goOnAt = useCallback((next: Places) => {
    places.current = next;
  }, []);
  const goOn = useCallback(() => {
    stop.current();
    stop.current = lookAfterFocus(() => [...places.current(), fallback.current]);
  }, [fallback]);
  return { goOnAt, goOn };
}

/** Takes a lost focus to the first place there is, until the reader acts. Returns what ends it. */
function lookAfterFocus(placesNow: () => (HTMLElement | null)[]): () => void {
  const end = performance.now() + LOOK_AFTER_MS;
  const look = () => {
    if (document.activeElement === document.body) {
      placesNow()
        .find((place) => place !== null && place.getClientRects().length > 0)
        ?.focus();
    }
    if (performance.now() < end) frame = requestAnimationFrame(look);
    else stop();
  };
  // Not at once: a dialog tries in the first frame to give the focus back to its button.
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(look);
  });
  const stop = () => {
    cancelAnimationFrame(frame);
    for (const event of ACTS) document.removeEventListener(event, stop, true);
  };
  for (const event of ACTS) document.addEventListener(event, stop, true);
  return stop;
}

/** What shows that the reader goes on by themselves. */
const ACTS = ["keydown", "pointerdown"] as const;
