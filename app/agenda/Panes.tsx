import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { m } from "../i18n/messages";
import "./panes.css";
import { SHARE_MAX, SHARE_MIN, SHARE_USUAL, shareAt, shareByKey, shareCookie } from "./panes";

/**
 * The national items and the agenda side by side, with a separator that is moved by pointer or by
 * keys; on a narrow screen one below the other, without it.
 * @param initialShare of the left pane, in per cent, as the reader left it.
 * @param leftId id of the left pane's element, which the separator names as what it sizes.
 */
export function Panes({
  initialShare,
  leftId,
  left,
  right,
}: {
  initialShare: number;
  leftId: string;
  left: ReactNode;
  right: ReactNode;
}) {
  const [share, setShare] = useState(initialShare);
  const box = useRef<HTMLDivElement>(null);

  function saveShare(next: number) {
    setShare(next);
    // biome-ignore lint/suspicious/noDocumentCookie: the other way is not in every browser yet
    document.cookie = shareCookie(next);
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = shareByKey(event.key, share);
    if (next === null) return;
    saveShare(next);
    event.preventDefault();
  }
  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
  }
  function onPointerMove(event: PointerEvent<HTMLElement>) {
    if (!box.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setShare(shareAt(event.clientX, box.current.getBoundingClientRect()));
  }

  return (
    <div ref={box} className="panes" data-share={share}>
      {left}
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved, this can */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={m.drafting_panes_separator()}
        aria-controls={leftId}
        aria-valuenow={share}
        aria-valuemin={SHARE_MIN}
        aria-valuemax={SHARE_MAX}
        aria-valuetext={m.drafting_panes_share({ share })}
        title={m.drafting_panes_hint()}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => saveShare(share)}
        onDoubleClick={() => saveShare(SHARE_USUAL)}
        className="group relative hidden cursor-col-resize touch-none select-none lg:block print:hidden"
      >
        <span
          aria-hidden
          className="absolute inset-y-0 left-1/2 w-px -translate-x-1/2 bg-line group-hover:w-1 group-hover:bg-accent group-focus-visible:w-1 group-focus-visible:bg-accent group-active:w-1 group-active:bg-accent"
        />
        <span
          aria-hidden
          className="sticky top-[45dvh] mx-auto block h-10 w-1.5 rounded-full border border-line-strong/60 bg-raised"
        />
      </div>
      {right}
    </div>
  );
}
