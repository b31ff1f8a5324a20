import { type ReactNode, useEffect, useRef, useState } from "react";

/**
 * Something to unfold. What is in it is drawn when it is first opened: a long page has hundreds of
 * folds, and few of them are.
 */
export function Fold({ summary, children }: { summary: string; children: ReactNode }) {
  const [drawn, setDrawn] = useState(false);
  const fold = useRef<HTMLDetailsElement>(null);
  // It may have been opened before the page came to life.
  useEffect(() => {
    if (fold.current?.open) setDrawn(true);
  }, []);
  return (
    <details
      ref={fold}
      className="mt-0.5 print:hidden"
      onToggle={(event) => {
        if (event.currentTarget.open) setDrawn(true);
      }}
    >
      <summary className="w-fit text-accent hover:underline">{summary}</summary>
      {drawn && children}
    </details>
  );
}
