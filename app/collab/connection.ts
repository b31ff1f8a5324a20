/**
 * The WebSocket of a page, which does not believe that it is connected because nobody has said
 * otherwise. A network that takes packets and answers nothing leaves a socket open for minutes, and
 * a handshake hanging as long. So every attempt has its time, and who has heard nothing for a while
 * asks, and gives the connection up when no answer comes.
 */
import {
  HocuspocusProviderWebsocket,
  type onCloseParameters,
  WebSocketStatus,
} from "@hocuspocus/provider";
import type { Confirmations } from "./confirmations";
import { Liveness } from "./liveness";
import { type ReceivedFrame, readReceived, readSent } from "./wire";

/** A handshake that has not ended by then is given up. */
const HANDSHAKE_MS = 6_000;
/** Between two attempts, the longer the more have failed. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 3_000;
const LOOK_EVERY_MS = 1_000;
export interface ConnectionHooks {
  confirmations: Confirmations;
  /** Whether a document is open on the connection, so that the server can be asked. */
  isOpen(): boolean;
  /** Asks the server for a word, which shows that it is there. */
  ask(): void;
  /** The connection has been given up: whoever holds a document on it is to be told. */
  givenUp(): void;
  /** What the server has sent, before it is acted upon. */
  received(frame: ReceivedFrame): void;
  /** The server's answer to an update has been counted. */
  answered(taken: boolean, allConfirmed: boolean): void;
}

export class Connection extends HocuspocusProviderWebsocket {
  #wanted = false;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #liveness = new Liveness();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(
    url: string,
    private readonly hooks: ConnectionHooks,
  ) {
    // Its own look at the connection is replaced by the one here.
    super({ url, autoConnect: false, messageReconnectTimeout: 24 * 60 * 60_000 });
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** Connects, and again whenever the connection is lost, until it is stopped. */
  start(): void {
    this.#wanted = true;
    if (this.status === WebSocketStatus.Disconnected) this.#attempt();
  }

  /** Ends the connection at once, and stays without. */
  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.giveUp();
  }

  /** The network is said to be back: an attempt that began without one would be waited for in vain. */
  startAnew(): void {
    if (!this.#wanted) return;
    if (this.status === WebSocketStatus.Connecting) this.giveUp();
    clearTimeout(this.#retry);
    if (this.status === WebSocketStatus.Disconnected) this.#attempt();
    else this.#look();
  }

  /**
   * Gives the connection up without waiting for the server to confirm that it closes: without a
   * network nobody does, and a socket that is neither open nor closed would be in the way.
   */
  giveUp(): void {
    if (this.status === WebSocketStatus.Disconnected) return;
    this.hooks.givenUp();
    this.onClose({ event: new CloseEvent("close", { code: 1006 }) } as onCloseParameters);
  }

  // The provider begins attempts of its own by this, which would run beside those here.
  override async connect(): Promise<void> {
    this.start();
  }

  #attempt(): void {
    this.receivedOnOpenPayload = undefined;
    // That it failed is heard by `onClose`, if there was a socket at all.
    this.createWebSocketConnection().catch(() => undefined);
    const socket = this.webSocket;
    if (!socket) this.#tryAgainLater();
    setTimeout(() => {
      if (socket?.readyState === WebSocket.CONNECTING && this.webSocket === socket) this.giveUp();
    }, HANDSHAKE_MS);
  }

  override async onOpen(
    event: Parameters<HocuspocusProviderWebsocket["onOpen"]>[0],
  ): Promise<void> {
    this.#liveness.heard(Date.now());
    this.hooks.confirmations.connected();
    await super.onOpen(event);
  }

  override onClose(parameters: onCloseParameters): void {
    this.hooks.confirmations.disconnected();
    this.shouldConnect = false;
    super.onClose(parameters);
    this.#tryAgainLater();
  }

  #tryAgainLater(): void {
    if (!this.#wanted) return;
    this.#failures += 1;
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS);
    clearTimeout(this.#retry);
    // Not all pages at the same moment, when a server comes back.
    this.#retry = setTimeout(
      () => {
        if (this.#wanted && this.status === WebSocketStatus.Disconnected) this.#attempt();
      },
      longest * (0.5 + Math.random() / 2),
    );
  }

  // Frames that cannot go out now are dropped: a new connection begins with all that the server
  // lacks, and what was written before would go out twice, and be answered twice.
  override send(frame: unknown): void {
    if (this.webSocket?.readyState !== WebSocket.OPEN) return;
    const sent = readSent(frame);
    if (sent === "update") this.hooks.confirmations.sentUpdate();
    if (sent === "everything") this.hooks.confirmations.sentEverything();
    super.send(frame);
  }

  override onMessage(event: Parameters<HocuspocusProviderWebsocket["onMessage"]>[0]): void {
    this.#liveness.heard(Date.now());
    try {
      const frame = readReceived(event.data);
      // A refusal is heard too, and may be all that comes of the next attempt.
      if (frame.kind !== "other") this.#failures = 0;
      this.hooks.received(frame);
      super.onMessage(event);
      if (frame.kind !== "answer") return;
      const allConfirmed = this.hooks.confirmations.answered(frame.taken);
      this.hooks.answered(frame.taken, allConfirmed);
    } catch (error) {
      // What failed is something that listens. The connection goes on.
      reportError(error);
    }
  }

  // Done by `#look`.
  override checkConnection(): void {}

  #look(): void {
    if (this.status !== WebSocketStatus.Connected || !this.webSocket) return;
    const { waiting, stuck } = this.hooks.confirmations;
    const step = this.#liveness.look({
      now: Date.now(),
      askable: this.hooks.isOpen(),
      waiting,
      stuck,
      queued: this.webSocket.bufferedAmount,
    });
    if (step === "ask") this.hooks.ask();
    if (step === "give-up") this.giveUp();
  }

  override destroy(): void {
    this.#wanted = false;
    clearTimeout(this.#retry);
    clearInterval(this.#timer);
    super.destroy();
  }
}
