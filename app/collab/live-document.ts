/**
 * The browser's copy of a document: connected, undoable, and honest about what is saved.
 * Framework-free; `useLiveDocument` wraps it for React.
 */
import {
  HocuspocusProvider,
  HocuspocusProviderWebsocket,
  MessageType,
  type onMessageParameters,
  WebSocketStatus,
} from "@hocuspocus/provider";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { messageYjsSyncStep2, messageYjsUpdate } from "y-protocols/sync";
import * as Y from "yjs";
import { LOCAL_CHANGE } from "../plans/document-changes";
import { applyKeepingWords } from "../plans/kept-words";
import { createUndo } from "../plans/undo";
import { Away } from "./away";
import { type LiveState, NOT_OPEN, type Presence, saveState } from "./live-state";
import { LocalCopy } from "./local-copy";
import { PageAwareness, sendOwnPresence } from "./page-presence";
import { countConnection, hearPersonal } from "./personal-news";
import {
  type Announcement,
  type CloseReason,
  closeReason,
  documentName,
  parseAnnouncement,
  shouldReconnect,
} from "./protocol";

/** The document and the person who opens it; title and path name its copy on this device. */
export interface Opening {
  /** Of the collaboration endpoint, `wss://…/collab`. */
  url: string;
  /** The JSON export's `id`. */
  documentId: string;
  me: Presence;
  title: string;
  path: string;
}

/** How long to wait before asking again after a fault of the server's that may pass. */
const AGAIN_AFTER = 2_000;
/** Between two tries to connect, which are further apart the more have failed. */
const LONGEST_PAUSE = 10_000;
/** Milliseconds within which a page that may have missed something asks for it: all come back at once. */
const MISSED_WITHIN = 2_000;
/** If the server has not answered by then, the copy on this device is shown. */
const PATIENCE = 3_000;

const isSame = (a: LiveState, b: LiveState) => JSON.stringify(a) === JSON.stringify(b);

/** The update that a message from the server carries, if it does. */
function updateIn(message: onMessageParameters["message"]): Uint8Array | null {
  message.readVarString();
  if (message.readVarUint() !== MessageType.Sync) return null;
  const kind = message.readVarUint();
  return kind === messageYjsSyncStep2 || kind === messageYjsUpdate
    ? message.readVarUint8Array()
    : null;
}

export class LiveDocument {
  readonly doc = new Y.Doc();
  readonly provider: HocuspocusProvider;
  readonly #socket: HocuspocusProviderWebsocket;
  readonly undo: Y.UndoManager;
  readonly #away: Away;
  #copy: LocalCopy | null = null;
  #state: LiveState = NOT_OPEN;
  #connected = false;
  #destroyed = false;
  /** Whether something was changed here that the server has not confirmed. */
  #unsaved = false;
  readonly #listeners = new Set<() => void>();
  readonly #announcementListeners = new Set<(announcement: Announcement) => void>();
  readonly #endPresence: () => void;
  /** Says that the server can no longer tell what concerns the person; null where it cannot yet. */
  #untold: (() => void) | null = null;

  constructor(opening: Opening) {
    this.#away = new Away(this.doc, {
      isFromOthers: (origin) => origin === this.provider,
      isOwn: (origin) => origin !== this.provider && !LocalCopy.isOrigin(origin),
      now: () => Date.now(),
      changed: () => this.#update({}),
    });
    this.undo = createUndo(this.doc, [ySyncPluginKey, LOCAL_CHANGE]);
    // First what is on this device: then only the difference has to travel.
    this.#socket = new HocuspocusProviderWebsocket({
      url: opening.url,
      autoConnect: false,
      maxDelay: LONGEST_PAUSE,
    });
    this.provider = new HocuspocusProvider({
      websocketProvider: this.#socket,
      name: documentName(opening.documentId),
      document: this.doc,
      awareness: new PageAwareness(this.doc),
      // The session cookie authenticates; the protocol only wants some token.
      token: "cookie",
      onStatus: ({ status }) => {
        const connected = status === "connected";
        if (this.#connected && !connected) this.#away.left();
        this.#connected = connected;
        if (!connected) this.#cutOff();
        this.#update({});
        if (status === "disconnected") this.#showCopy();
      },
      onAuthenticated: ({ scope }) => this.#letIn(scope === "read-write"),
      onAuthenticationFailed: ({ reason }) => {
        const known = closeReason({ reason });
        if (known === null || !shouldReconnect(known)) this.#refuse(known ?? "hidden");
        else this.#tryLater();
      },
      onMessage: ({ message }) => this.#hear(updateIn(message)),
      onSynced: () => {
        this.#copy?.amend({ whole: true });
        this.#update({ ready: true });
      },
      onUnsyncedChanges: ({ number }) => {
        // The provider counts one for every connection it opens, so only its zero is news.
        if (number === 0) this.#confirmed();
        else this.#update({});
      },
      onAwarenessChange: () => this.#update({ present: this.#readPresent() }),
      onStateless: ({ payload }) => {
        hearPersonal(payload);
        const announced = parseAnnouncement(payload);
        if (announced) this.#tell(announced);
      },
      onClose: ({ event }) => {
        const reason = closeReason(event);
        // The provider connects again by itself, except where that cannot help: it would send
        // the same refused change for ever.
        if (reason && !shouldReconnect(reason)) this.#refuse(reason);
      },
    });
    this.#endPresence = sendOwnPresence(this.provider);
    this.provider.attach();
    this.provider.setAwarenessField("user", opening.me);
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === this.provider || LocalCopy.isOrigin(origin)) return;
      this.#copy?.secure(update);
      this.#unsaved = true;
      this.#update({});
    });
    window.addEventListener("offline", this.#networkLost);
    window.addEventListener("online", this.#networkBack);
    void this.#start(opening);
  }

  /** Takes an update of the server's; the provider, which comes after, finds it applied. */
  #hear(update: Uint8Array | null): void {
    // Into an empty copy it comes whole: there are no words of one's own that it could take along.
    if (!update || this.doc.store.clients.size === 0) return;
    try {
      applyKeepingWords(this.doc, update, this.provider);
    } catch (error) {
      // It is applied; what failed is an editor that listens. The connection goes on.
      reportError(error);
    }
  }

  /** Loads the copy on this device, then asks the server. */
  async #start({ me, documentId, title, path }: Opening): Promise<void> {
    const copy = await LocalCopy.open({ personId: me.id, documentId }, { title, path }, this.doc);
    if (this.#destroyed) return copy?.close();
    this.#copy = copy;
    if (copy) {
      const { waiting } = copy.note;
      this.#away.takeOver(waiting);
      this.#unsaved ||= waiting.count > 0;
      this.#update({ kept: true });
      setTimeout(this.#showCopy, navigator.onLine ? PATIENCE : 0);
    }
    void this.#socket.connect();
  }

  /** Without an answer from the server one can go on with what is on this device. */
  readonly #showCopy = (): void => {
    const note = this.#copy?.note;
    if (!note?.whole || this.#destroyed || this.#state.ready || this.#state.refusal) return;
    this.#update({ ready: true, writable: note.writable });
  };

  #letIn(writable: boolean): void {
    this.#untold ??= countConnection();
    const late = !writable && this.#unsaved;
    this.#copy?.amend({ writable });
    const leftBehind = late ? this.#away.waiting.items : this.#state.leftBehind;
    this.#update({ refusal: null, writable, leftBehind });
    // The document no longer takes them: kept in the copy, they would be sent and refused for ever.
    if (late) void this.#forgetCopy();
    // What was announced while there was no connection was not heard.
    this.#tell({ topic: "document", spread: MISSED_WITHIN });
  }

  #cutOff(): void {
    this.#untold?.();
    this.#untold = null;
  }

  #confirmed(): void {
    this.#unsaved = false;
    const homecoming = this.#away.confirmed();
    this.#update(homecoming ? { homecoming } : {});
  }

  async #forgetCopy(): Promise<void> {
    const copy = this.#copy;
    this.#copy = null;
    this.#update({ kept: false });
    await copy?.wipe();
  }

  // The browser knows at once that its network is gone or back. A socket finds out half a minute
  // later, and would be called saved meanwhile, or waits for its next try. Nor may it wait for the
  // server to confirm that it closes: without a network nobody does, and a socket that is neither
  // open nor closed would keep the page from connecting again.
  readonly #networkLost = (): void => {
    this.#socket.disconnect();
    if (this.#socket.status === WebSocketStatus.Disconnected) return;
    this.provider.onClose();
    this.#socket.onClose({ event: new CloseEvent("close", { code: 1006 }) });
  };
  readonly #networkBack = (): void => {
    if (!this.#state.refusal) void this.#socket.connect();
  };

  #tell(announcement: Announcement): void {
    for (const listener of this.#announcementListeners) listener(announcement);
  }

  #tryLater(): void {
    this.#socket.disconnect();
    setTimeout(() => {
      if (!this.#destroyed && !this.#state.refusal) void this.#socket.connect();
    }, AGAIN_AFTER);
  }

  #refuse(reason: CloseReason): void {
    this.#update({ refusal: reason, writable: false });
    this.#socket.disconnect();
    // Whose session has ended may sign in again and send what waits; whose access has, may not.
    if (reason !== "signed-out") void this.#forgetCopy();
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
    const { waiting } = this.#away;
    this.#copy?.amend({ waiting });
    const next = {
      ...this.#state,
      ...change,
      waiting: waiting.count,
      removedMeanwhile: this.#away.removedMeanwhile,
    };
    next.save = saveState(next, { connected: this.#connected, unsaved: this.#unsaved });
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
  onAnnouncement(listener: (announcement: Announcement) => void): () => void {
    this.#announcementListeners.add(listener);
    return () => this.#announcementListeners.delete(listener);
  }

  /** Whether leaving the page now would lose words. */
  get wouldLoseWords(): boolean {
    return this.#unsaved && !this.#state.kept;
  }

  /** Whether something changed here is not on the server yet. */
  get hasUnsavedChanges(): boolean {
    return this.#unsaved;
  }

  /** The person has read what happened during the absence. */
  readonly dismissHomecoming = (): void => this.#update({ homecoming: null });

  /** The person has read that an item they wrote in was removed. */
  readonly dismissRemoved = (itemId: string): void => {
    this.#away.forgetRemoved(itemId);
    this.#update({});
  };

  destroy(): void {
    this.#destroyed = true;
    window.removeEventListener("offline", this.#networkLost);
    window.removeEventListener("online", this.#networkBack);
    this.#copy?.close();
    this.#away.destroy();
    this.#cutOff();
    this.provider.destroy();
    this.#endPresence();
    this.#socket.destroy();
    this.undo.destroy();
    this.doc.destroy();
    this.#listeners.clear();
    this.#announcementListeners.clear();
  }
}
