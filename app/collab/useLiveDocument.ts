import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { LiveDocument, type Opening } from "./live-document";
import { type LiveState, NOT_OPEN } from "./live-state";

/** Address of the collaboration endpoint, on a page. */
export function collabUrl(): string {
  const { protocol, host } = window.location;
  return `${protocol === "https:" ? "wss" : "ws"}://${host}/collab`;
}

/**
 * Opens a document for as long as the component is on the page. On the server, and until the
 * page is alive, there is none.
 */
export function useLiveDocument(opening: Omit<Opening, "url">): LiveDocument | null {
  const [live, setLive] = useState<LiveDocument | null>(null);
  const { documentId, me } = opening;
  const { id, name, delegation, slot } = me;
  // They only name the copy on this device: a new title is no reason to open it again.
  const about = useRef({ title: opening.title, path: opening.path });
  useEffect(() => {
    const opened = new LiveDocument({
      ...about.current,
      url: collabUrl(),
      documentId,
      me: { id, name, delegation, slot },
    });
    setLive(opened);
    const warn = (event: BeforeUnloadEvent) => {
      if (opened.wouldLoseWords) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      setLive(null);
      opened.destroy();
    };
  }, [documentId, id, name, delegation, slot]);
  return live;
}

const none = () => () => undefined;

/**
 * One part of the state. Ask for no more than is shown: how many changes wait is another number at
 * every letter, and whoever reads it is drawn again.
 */
export function useLivePart<Name extends keyof LiveState>(
  live: LiveDocument | null,
  name: Name,
): LiveState[Name] {
  return useSyncExternalStore(
    live?.subscribe ?? none,
    () => (live?.getState() ?? NOT_OPEN)[name],
    () => NOT_OPEN[name],
  );
}
