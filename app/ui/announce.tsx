import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";

const Announce = createContext<(text: string) => void>(() => undefined);

/** Says something to people who use a screen reader, without moving their focus. */
export function useAnnounce(): (text: string) => void {
  return useContext(Announce);
}

/** Holds the page's live region. */
export function Announcer({ children }: { children: ReactNode }) {
  const [text, setText] = useState("");
  const repeat = useRef(false);
  const announce = useCallback((next: string) => {
    // The same words twice in a row would not be read again: a blank at the end makes them new.
    repeat.current = !repeat.current;
    setText(repeat.current ? next : `${next}\u00a0`);
  }, []);
  return (
    <Announce.Provider value={announce}>
      {children}
      <div role="status" aria-live="polite" className="sr-only">
        {text}
      </div>
    </Announce.Provider>
  );
}
