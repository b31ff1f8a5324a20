/**
 * Hears what is announced of a document, for a page that shows what follows from it and not its text: over
 * the same endpoint, without the text, without presence, with nothing kept on the device.
 */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import * as Y from "yjs";
import { countConnection, hearPersonal, hearWithdrawn } from "./personal-news";
import {
  type Announcement,
  closeReason,
  newsName,
  parseAnnouncement,
  shouldReconnect,
} from "./protocol";

/** Between two tries to connect, at most. */
const LONGEST_PAUSE = 10_000;
/** How long to wait before asking again after a fault of the server's that may pass. */
const AGAIN_AFTER = 2_000;

/**
 * @param url of the collaboration endpoint
 * @param hear called for each announcement, and when it may have missed some
 * @returns what ends it
 */
export function hearNews(
  url: string,
  documentId: string,
  hear: (announcement: Announcement) => void,
): () => void {
  const socket = new HocuspocusProviderWebsocket({ url, maxDelay: LONGEST_PAUSE });
  let gone: (() => void) | null = null;
  let ended = false;
  let wasThere = false;
  const lost = () => {
    gone?.();
    gone = null;
  };
  const refused = (event: { code?: number; reason?: string }) => {
    const reason = closeReason(event);
    if (reason === null) return;
    socket.disconnect();
    if (reason === "withdrawn") hearWithdrawn();
    if (!shouldReconnect(reason)) return;
    setTimeout(() => {
      if (!ended) void socket.connect();
    }, AGAIN_AFTER);
  };
  const doc = new Y.Doc();
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: newsName(documentId),
    document: doc,
    awareness: null,
    token: "cookie",
    onAuthenticated: () => {
      gone ??= countConnection();
      // What was announced while there was no connection was not heard.
      if (wasThere) hear({ topic: "document", spread: AGAIN_AFTER });
      wasThere = true;
    },
    onAuthenticationFailed: ({ reason }) => refused({ reason }),
    onClose: ({ event }) => {
      lost();
      refused(event);
    },
    onStateless: ({ payload }) => {
      hearPersonal(payload);
      const announced = parseAnnouncement(payload);
      if (announced) hear(announced);
    },
  });
  provider.attach();
  return () => {
    ended = true;
    lost();
    provider.destroy();
    socket.destroy();
    doc.destroy();
  };
}
