/**
 * The browser's copy of a document: connected, undoable, and honest about what is saved.
 * Framework-free; `useLiveDocument` wraps it for React.
 */
import { HocuspocusProvider } from "@hocuspocus/provider";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { applyKeepingConcurrentWords } from "../documents/concurrent-words";
import { LOCAL_CHANGE } from "../documents/document-changes";
import { createUndo } from "../documents/undo";
import { Away } from "./away";
import { Confirmations } from "./confirmations";
import { Connection } from "./connection";
import { type LiveState, NOT_OPEN, type Presence, presentIn, saveState } from "./live-state";
import { LocalCopy } from "./local-copy";
import { PageAwareness, sendOwnPresence } from "./page-presence";
import { countConnection, hearPersonal } from "./personal-news";
import {
  type Announcement,
  type CloseReason,
  closeReason,
  documentName,
  PING,
  parseAnnouncement,
  shouldReconnect,
  withdrawnBy,
} from "./protocol";
import { SteadyDocument } from "./steady-document";

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

/** Milliseconds within which a page that may have missed something asks for it: all come back at once. */
const MISSED_WITHIN = 2_000;
/** If the server has not answered by then, the copy on this device is shown. */
const PATIENCE = 3_000;

const isSame = (a: LiveState, b: LiveState) => JSON.stringify(a) === JSON.stringify(b);

/** Calls each listener, whatever another one throws. */
function callEach<T>(listeners: Iterable<(value: T) => void>, value: T): void {
  for (const listener of [...listeners]) {
    try {
      listener(value);
    } catch (error) {
      reportError(error);
    }
  }
}

export class LiveDocument {
  readonly doc = new SteadyDocument();
  readonly provider: HocuspocusProvider;
  readonly undo = createUndo(this.doc, [ySyncPluginKey, LOCAL_CHANGE]);
  readonly #confirmations = new Confirmations();
  readonly #connection: Connection;
  readonly #away: Away;
  #copy: LocalCopy | null = null;
  #state: LiveState = NOT_OPEN;
  #connected = false;
  #destroyed = false;
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
    // Before the provider hears of a change and sends it: it is not saved until that is answered.
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === this.provider || LocalCopy.isOrigin(origin)) return;
      this.#confirmations.changed();
      this.#copy?.secure(update);
      this.#update({});
    });
    this.#connection = new Connection(opening.url, {
      confirmations: this.#confirmations,
      isOpen: () => this.provider.isAuthenticated,
      ask: () => this.provider.sendStateless(PING),
      givenUp: () => this.provider.onClose(),
      received: (frame) => frame.kind === "update" && this.#take(frame.update),
      answered: (taken, allConfirmed) => {
        if (allConfirmed) this.#confirmed();
        else if (taken) this.#update({});
        else this.#leaveBehind();
      },
    });
    this.provider = new HocuspocusProvider({
      websocketProvider: this.#connection,
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
        if (known && shouldReconnect(known)) this.#connection.giveUp();
        else this.#refuse(known ?? "hidden", withdrawnBy({ reason }));
      },
      onSynced: () => {
        this.#copy?.amend({ whole: true });
        this.#update({ ready: true });
      },
      onAwarenessChange: () =>
        this.#update({ present: presentIn(this.provider.awareness?.getStates().values() ?? []) }),
      onStateless: ({ payload }) => {
        hearPersonal(payload);
        const announced = parseAnnouncement(payload);
        if (announced) this.#tell(announced);
      },
      onClose: ({ event }) => {
        const reason = closeReason(event);
        // One connects again by itself, except where that cannot help: the same refused change
        // would be sent for ever.
        if (reason && !shouldReconnect(reason)) this.#refuse(reason, withdrawnBy(event));
        // The document alone was closed; the connection it was open on is of no more use.
        else if (this.#connected) this.#connection.giveUp();
      },
    });
    this.#endPresence = sendOwnPresence(this.provider);
    this.provider.attach();
    this.provider.setAwarenessField("user", opening.me);
    window.addEventListener("offline", this.#networkLost);
    window.addEventListener("online", this.#networkBack);
    void this.#start(opening);
  }

  /** Takes an update of the server's; the provider, which comes after, finds it applied. */
  #take(update: Uint8Array): void {
    // Into an empty copy it comes whole: there are no words of one's own that it could take along.
    if (this.doc.store.clients.size === 0) return;
    try {
      applyKeepingConcurrentWords(this.doc, update, this.provider);
    } catch (error) {
      // It is applied; what failed is an editor that listens. The connection goes on.
      reportError(error);
    }
  }

  /** Loads the copy on this device, then asks the server: so only the difference has to travel. */
  async #start({ me, documentId, title, path }: Opening): Promise<void> {
    const name = { personId: me.id, documentId };
    const lost = () => this.#update({ storedLocally: false, cannotStoreLocally: true });
    const copy = await LocalCopy.open(name, { title, path }, this.doc, lost);
    if (this.#destroyed) return copy?.close();
    this.#copy = copy;
    if (copy) {
      const { waiting } = copy.note;
      this.#away.takeOver(waiting);
      if (waiting.count > 0) this.#confirmations.changed();
      this.#update({ storedLocally: true });
      setTimeout(this.#showCopy, navigator.onLine ? PATIENCE : 0);
    } else this.#update({ cannotStoreLocally: true });
    this.#connection.start();
  }

  /** Without an answer from the server one can go on with what is on this device. */
  readonly #showCopy = (): void => {
    const note = this.#copy?.note;
    if (!note?.whole || this.#destroyed || this.#state.ready || this.#state.refusal) return;
    this.#update({ ready: true, writable: note.writable });
  };

  #letIn(writable: boolean): void {
    this.#untold ??= countConnection();
    this.#copy?.amend({ writable });
    if (writable) this.#update({ refusal: null, writable, leftBehind: null });
    else if (this.#confirmations.unconfirmed) this.#leaveBehind();
    else this.#update({ refusal: null, writable });
    // What was announced while there was no connection was not heard.
    this.#tell({ topic: "document", spread: MISSED_WITHIN });
  }

  #cutOff(): void {
    this.#untold?.();
    this.#untold = null;
  }

  /**
   * The document does not take what was changed here. Kept in the copy on this device, it would be
   * sent and refused for ever.
   */
  #leaveBehind(): void {
    const leftBehind = this.#state.leftBehind ?? this.#away.waiting.items;
    this.#update({ refusal: null, writable: false, leftBehind });
    void this.#forgetCopy();
  }

  #confirmed(): void {
    const homecoming = this.#away.confirmed();
    this.#update(homecoming ? { homecoming } : {});
  }

  async #forgetCopy(): Promise<void> {
    const copy = this.#copy;
    this.#copy = null;
    this.#update({ storedLocally: false });
    await copy?.wipe();
  }

  // The browser knows at once that its network is gone or back. A socket finds out later, and what
  // is typed would be called on its way meanwhile.
  readonly #networkLost = (): void => this.#connection.giveUp();
  readonly #networkBack = (): void => this.#connection.startAnew();

  #tell(announcement: Announcement): void {
    callEach(this.#announcementListeners, announcement);
  }

  #refuse(reason: CloseReason, by: string | null): void {
    this.#update({ refusal: reason, withdrawnBy: by, writable: false });
    this.#connection.stop();
    // Whose session has ended may sign in again and send what waits; whose access has, may not.
    if (reason !== "signed-out") void this.#forgetCopy();
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
    const { upToDate, unconfirmed } = this.#confirmations;
    next.save = saveState(next, { connected: this.#connected, upToDate, unconfirmed });
    // A caret moves many times a second; the page is drawn again only for what it shows.
    if (isSame(this.#state, next)) return;
    this.#state = next;
    callEach(this.#listeners, undefined);
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
    // Where access was withdrawn, nothing is to stay.
    const { storedLocally, refusal } = this.#state;
    return this.hasUnsavedChanges && !storedLocally && refusal !== "withdrawn";
  }

  /** Whether something changed here is not on the server yet. */
  get hasUnsavedChanges(): boolean {
    return this.#confirmations.unconfirmed;
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
    this.#connection.destroy();
    this.undo.destroy();
    this.doc.destroy();
    this.#listeners.clear();
    this.#announcementListeners.clear();
  }
}
