/**
 * Presence in the page. A page says who its own reader is and where their caret stands, a few times a second
 * at most, and nothing of anyone else. Others are there until the server says that they have left, or the
 * connection to it is lost: nobody repeats every few seconds that they are still there.
 */
import type { HocuspocusProvider } from "@hocuspocus/provider";
import { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

/** Milliseconds between two messages of where the own caret stands. */
const OWN_PRESENCE_EVERY = 200;

/** The presence states that a page knows. */
export class PageAwareness extends Awareness {
  constructor(doc: Y.Doc) {
    super(doc);
    // It would renew the own state, and forget others who have not renewed theirs.
    clearInterval(this._checkInterval);
  }
}

interface Change {
  added: number[];
  updated: number[];
  removed: number[];
}

/**
 * Takes the sending of presence from a provider, which would send on what it hears.
 * @returns what ends it
 */
export function sendOwnPresence(
  provider: HocuspocusProvider,
  every: number = OWN_PRESENCE_EVERY,
): () => void {
  const { awareness, boundAwarenessUpdateHandler: send } = provider;
  if (!awareness) return () => undefined;
  const { clientID } = awareness;
  awareness.off("update", send);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sentAt = Number.NEGATIVE_INFINITY;

  const sendNow = () => {
    clearTimeout(timer);
    timer = undefined;
    sentAt = performance.now();
    send({ added: [], updated: [clientID], removed: [] }, "local");
  };
  const heard = ({ added, updated, removed }: Change) => {
    if (removed.includes(clientID)) sendNow();
    else if (added.includes(clientID) || updated.includes(clientID)) {
      timer ??= setTimeout(sendNow, Math.max(0, sentAt + every - performance.now()));
    }
  };
  const opened = () => {
    // Whoever went with the connection, and is still there, is told of with the number they had then.
    for (const id of awareness.meta.keys()) {
      if (id !== clientID && !awareness.states.has(id)) awareness.meta.delete(id);
    }
    // The server has forgotten the own state with the connection, others its number too: it is a new one.
    awareness.setLocalState(awareness.getLocalState());
  };

  awareness.on("update", heard);
  provider.on("open", opened);
  return () => {
    clearTimeout(timer);
    awareness.off("update", heard);
    provider.off("open", opened);
  };
}
