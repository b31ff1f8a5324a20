import { useEffect, useState, useSyncExternalStore } from "react";
import { LiveDocument, type LiveState, type Presence } from "./live-document";

const NOTHING: LiveState = {
  save: "connecting",
  refusal: null,
  ready: false,
  writable: false,
  leftBehind: false,
  present: [],
};

/**
 * Opens a document for as long as the component is on the page. On the server, and until the
 * page is alive, there is none.
 */
export function useLiveDocument(documentId: string, me: Presence): LiveDocument | null {
  const [live, setLive] = useState<LiveDocument | null>(null);
  const { id, name, delegation, slot } = me;
  useEffect(() => {
    const { protocol, host } = window.location;
    const url = `${protocol === "https:" ? "wss" : "ws"}://${host}/collab`;
    const opened = new LiveDocument(url, documentId, { id, name, delegation, slot });
    setLive(opened);
    const warn = (event: BeforeUnloadEvent) => {
      if (opened.hasUnsavedChanges) event.preventDefault();
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

export function useLiveState(live: LiveDocument | null): LiveState {
  return useSyncExternalStore(
    live?.subscribe ?? none,
    live?.getState ?? (() => NOTHING),
    () => NOTHING,
  );
}
