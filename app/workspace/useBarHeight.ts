import { type RefObject, useEffect } from "react";

/** Tells the style of the page how tall its bar is: its tools may need two lines. */
export function useBarHeight(whole: RefObject<HTMLElement>, bar: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      whole.current?.style.setProperty("--workspace-bar", `${element.offsetHeight}px`),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [whole, bar]);
}
