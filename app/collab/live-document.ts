/**
 * The browser's copy of a document: connected, undoable, and honest about what is saved.
 * Framework-free; `useLiveDocument` wraps it for React.
 */
import { HocuspocusProvider, WebSocketStatus } from "@hocuspocus/provider";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { LOCAL_CHANGE } from "../plans/document-changes";
import { createUndo } from "../plans/undo";
import {
  type CloseReason,
  closeReason,
  documentName,
  parseAnnouncement,
  shouldReconnect,
  type Topic,
} from "./protocol";

/** What others see of a person on the page. */
export interface Presence {
  id: string;
  name: string;
  delegation: string | null;
  /** Colour slot of the delegation. */
  slot: number;
}

/**
 * `saved`: all that was typed here is on the server's disk. `saving`: some of it is on its way.
 * `offline`: there is no connection; what is typed waits on this device. `refused`: the server
 * does not let this person in (any more).
 */
export type SaveState = "connecting" | "saved" | "saving" | "offline" | "refused";

export interface LiveState {
  save: SaveState;
  /** Why the server refused, when it did. */
  refusal: CloseReason | null;
  /** Whether the document has arrived; before, the page shows what it was sent as HTML. */
  ready: boolean;
  /** Whether the server takes changes from here. */
  writable: boolean;
  /**
   * The right to edit ended while words typed here were under way: they are on this page and not
   * in the document.
   */
  leftBehind: boolean;
  /** Who has the document open, each person once, oneself included. */
  present: Presence[];
}

const INITIAL: LiveState = {
  save: "connecting",
  refusal: null,
  ready: false,
  writable: false,
  leftBehind: false,
  present: [],
};

/** How long to wait before asking again after a fault of the server's that may pass. */
const AGAIN_AFTER = 2_000;

const isSame = (a: LiveState, b: LiveState) => JSON.stringify(a) === JSON.stringify(b);

export class LiveDocument {
  readonly doc = new Y.Doc();
  readonly provider: HocuspocusProvider;
  readonly undo: Y.UndoManager;
  #state: LiveState = INITIAL;
  #connected = false;
  #destroyed = false;
  /** Whether something was changed here that the server has not confirmed. */
  #unsaved = false;
  readonly #listeners = new Set<() => void>();
  readonly #topicListeners = new Set<(topic: Topic) => void>();

  /**
   * @param url of the collaboration endpoint, `wss://…/collab`
   * @param documentId the JSON export's `id`
   */
  constructor(url: string, documentId: string, me: Presence) {
    this.undo = createUndo(this.doc, [ySyncPluginKey, LOCAL_CHANGE]);
    this.provider = new HocuspocusProvider({
      url,
      name: documentName(documentId),
      document: this.doc,
      // The session cookie authenticates; the protocol only wants some token.
      token: "cookie",
      onStatus: ({ status }) => {
        this.#connected = status === "connected";
        this.#update({});
      },
      onAuthenticated: ({ scope }) => {
        const writable = scope === "read-write";
        this.#update({
          refusal: null,
          writable,
          leftBehind: this.#state.leftBehind || (!writable && this.#unsaved),
        });
        // What was announced while there was no connection was not heard.
        this.#tell("document");
      },
      onAuthenticationFailed: ({ reason }) => {
        const known = closeReason({ reason });
        if (known === null || !shouldReconnect(known)) this.#refuse(known ?? "hidden");
        else this.#tryLater();
      },
      onSynced: () => this.#update({ ready: true }),
      onUnsyncedChanges: ({ number }) => {
        // The provider counts one for every connection it opens, so only its zero is news.
        if (number === 0) this.#unsaved = false;
        this.#update({});
      },
      onAwarenessChange: () => this.#update({ present: this.#readPresent() }),
      onStateless: ({ payload }) => {
        const announced = parseAnnouncement(payload);
        if (announced) this.#tell(announced.topic);
      },
      onClose: ({ event }) => {
        const reason = closeReason(event);
        // The provider connects again by itself, except where that cannot help: it would send
        // the same refused change for ever.
        if (reason && !shouldReconnect(reason)) this.#refuse(reason);
      },
    });
    this.provider.setAwarenessField("user", me);
    this.doc.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin === this.provider) return;
      this.#unsaved = true;
      this.#update({});
    });
    window.addEventListener("offline", this.#networkLost);
    window.addEventListener("online", this.#networkBack);
  }

  // The browser knows at once that its network is gone or back. A socket finds out half a minute
  // later, and would be called saved meanwhile, or waits for its next try. Nor may it wait for the
  // server to confirm that it closes: without a network nobody does, and a socket that is neither
  // open nor closed would keep the page from connecting again.
  readonly #networkLost = (): void => {
    const socket = this.provider.configuration.websocketProvider;
    this.provider.disconnect();
    if (socket.status === WebSocketStatus.Disconnected) return;
    this.provider.onClose();
    socket.onClose({ event: new CloseEvent("close", { code: 1006 }) });
  };
  readonly #networkBack = (): void => {
    if (!this.#state.refusal) void this.provider.connect();
  };

  #tell(topic: Topic): void {
    for (const listener of this.#topicListeners) listener(topic);
  }

  #tryLater(): void {
    this.provider.disconnect();
    setTimeout(() => {
      if (!this.#destroyed && !this.#state.refusal) void this.provider.connect();
    }, AGAIN_AFTER);
  }

  #refuse(reason: CloseReason): void {
    this.#update({ refusal: reason, writable: false });
    this.provider.disconnect();
  }

  #readPresent(): Presence[] {
    const people = new Map<string, Presence>();
    for (const state of this.provider.awareness?.getStates().values() ?? []) {
      const user = (state as { user?: Presence }).user;
      if (typeof user?.id === "string" && typeof user.name === "string") people.set(user.id, user);
    }
    return [...people.values()];
  }

  #update(change: Partial<LiveState>): void {
    const next = { ...this.#state, ...change };
    next.save = next.refusal
      ? "refused"
      : !this.#connected
        ? next.ready || this.#unsaved
          ? "offline"
          : "connecting"
        : !next.ready
          ? "connecting"
          : next.writable && this.#unsaved
            ? "saving"
            : "saved";
    // A caret moves many times a second; the page is drawn again only for what it shows.
    if (isSame(this.#state, next)) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }

  readonly getState = (): LiveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Hears of what changed beside the text: comments, the merging, the document's row. */
  onTopic(listener: (topic: Topic) => void): () => void {
    this.#topicListeners.add(listener);
    return () => this.#topicListeners.delete(listener);
  }

  /** Whether leaving the page now would lose words. */
  get hasUnsavedChanges(): boolean {
    return this.#unsaved;
  }

  destroy(): void {
    this.#destroyed = true;
    window.removeEventListener("offline", this.#networkLost);
    window.removeEventListener("online", this.#networkBack);
    this.provider.destroy();
    this.undo.destroy();
    this.doc.destroy();
    this.#listeners.clear();
    this.#topicListeners.clear();
  }
}
