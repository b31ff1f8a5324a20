import { type ReactNode, startTransition, useEffect, useState } from "react";

/** Whether the page has come to life. On the server no effect runs, and it never has. */
let alive = false;

/** What the server leaves to the page, which draws it as soon as it has come to life. */
export function Later({ children }: { children: ReactNode }) {
  const [drawn, setDrawn] = useState(alive);
  useEffect(() => {
    alive = true;
    if (!drawn) startTransition(() => setDrawn(true));
  }, [drawn]);
  return drawn ? children : null;
}
