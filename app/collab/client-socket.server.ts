/**
 * One client's WebSocket as a means of transport: what goes out is bounded, per socket and per person;
 * who says nothing and who is told nothing is noticed; an end has a reason. What comes in is for
 * whoever extends it (gated-socket.server.ts).
 */
import { EventEmitter } from "node:events";
import type { RawData, WebSocket } from "ws";
import type { Limits } from "../collab-limits.server";
import type { Logger, Person } from "../context";
import type { PersonTraffic } from "./person-traffic.server";
import { CLOSE_CODES, type CloseReason } from "./protocol";

/** How `ws` names a frame over `maxPayload`. */
const TOO_LARGE = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";

export interface TransportServices {
  log: Logger;
  limits: Limits;
  now(): number;
}

/** Has what Hocuspocus uses of a WebSocket: its events and a few members. */
export abstract class ClientSocket extends EventEmitter {
  protected ending = false;
  /** When something was last heard, and when something was last sent. */
  heardAt: number;
  protected sentAt: number;

  constructor(
    private readonly ws: WebSocket,
    /** Who is on the other side; looked up again whenever rights are checked. */
    public person: Person | null,
    private readonly transport: TransportServices,
    /** Of the person, over all their sockets; null for someone without a session. */
    protected readonly traffic: PersonTraffic | null,
  ) {
    super();
    // Every document on the socket adds listeners of its own.
    this.setMaxListeners(0);
    const { log, now } = transport;
    this.heardAt = now();
    this.sentAt = now();
    ws.on("message", (data, isBinary) => this.receive(data, isBinary));
    ws.on("pong", () => {
      this.heardAt = now();
      this.emit("pong");
    });
    ws.on("close", (code, reason) => {
      this.ending = true;
      this.closed();
      this.emit("close", code, reason);
    });
    ws.on("error", (error: Error & { code?: string }) => {
      const person = this.person?.id;
      if (error.code === TOO_LARGE) {
        // The socket has refused the frame by its length alone, and closes with the code for it.
        const fields = { person, reason: "too-large" satisfies CloseReason, what: "frame" };
        log.warn(fields, "collab: socket closed");
      } else log.warn({ person, error: error.message }, "collab: socket error");
    });
  }

  /** Something has come in. */
  protected abstract receive(data: RawData, isBinary: boolean): void;
  /** The connection has ended, by whichever side. */
  protected abstract closed(): void;

  binaryType = "nodebuffer";
  get readyState(): number {
    return this.ws.readyState;
  }
  send(data: Uint8Array, done?: (error?: Error) => void): void {
    const { log, limits, now } = this.transport;
    const fields = { person: this.person?.id };
    if (this.ws.bufferedAmount > limits.unsentBytes) {
      log.warn(fields, "collab: client does not read, cut off");
      this.ws.terminate();
    }
    this.sentAt = now();
    this.ws.send(data, done);
    if (this.ws.bufferedAmount > 0 && this.traffic && this.traffic.relieve() > 0) {
      log.warn(fields, "collab: clients of one person do not read, cut off");
    }
  }
  unsentBytes(): number {
    return this.ws.bufferedAmount;
  }
  ping(): void {
    this.ws.ping();
  }
  close(code: number, reason: string): void {
    this.ending = true;
    this.ws.close(code, reason);
  }
  terminate(): void {
    this.ws.terminate();
  }

  /**
   * Ends the connection, and says why to the client and in our log.
   * @param words for the client, where the reason alone does not say it all.
   */
  end(reason: CloseReason, fields: object = {}, words: string = reason): void {
    if (this.ending) return;
    const hostile = reason === "malformed" || reason === "too-many" || reason === "content";
    this.transport.log[hostile || reason === "too-large" ? "warn" : "info"](
      { person: this.person?.id, reason, ...fields },
      "collab: socket closed",
    );
    this.close(CLOSE_CODES[reason], words);
  }

  /** Frames from now on are ignored; those taken already are still written. */
  stopReceiving(): void {
    this.ending = true;
  }

  /** Ends the connection because the server stops. */
  bye(): void {
    this.close(CLOSE_CODES.restarting, "restarting");
  }
}
