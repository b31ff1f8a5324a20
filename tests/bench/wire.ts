/**
 * The frames of the two protocols. They say the same; Hocuspocus puts the document's name before
 * each frame and wants to be greeted, y-websocket has the name in the address.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { documentName } from "../../app/collab/protocol";
import { drafterOf, planId } from "./plans";
import type { Kind } from "./servers";

const SYNC = 0;
const AUTH = 2;
const QUESTION = 0;
const ANSWER = 1;
const UPDATE = 2;

interface Wire {
  address(plan: number): string;
  /** Frames that come before anything else. */
  greeting(plan: number): Uint8Array[];
  begin(encoder: encoding.Encoder, plan: number): void;
  skip(decoder: decoding.Decoder): void;
}

const nameOf = (plan: number) => documentName(planId(plan));

const hocuspocus: Wire = {
  address: () => "/collab",
  greeting: (plan) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, nameOf(plan));
    encoding.writeVarUint(encoder, AUTH);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, "token");
    return [encoding.toUint8Array(encoder)];
  },
  begin: (encoder, plan) => encoding.writeVarString(encoder, nameOf(plan)),
  skip: (decoder) => void decoding.readVarString(decoder),
};

const yWebsocket: Wire = {
  address: (plan) => `/${planId(plan)}`,
  greeting: () => [],
  begin: () => undefined,
  skip: () => undefined,
};

const WIRES: Record<Kind, Wire> = { ours: hocuspocus, hocuspocus, "y-websocket": yWebsocket };

/** A client without an editor or a copy of the document: one socket on one plan. */
export class Client {
  private readonly wire: Wire;

  private constructor(
    readonly ws: WebSocket,
    kind: Kind,
    private readonly plan: number,
  ) {
    this.wire = WIRES[kind];
  }

  /**
   * Connects and waits for the document.
   * @returns the client and the first answer, which is the document
   */
  static async join(
    kind: Kind,
    port: number,
    plan: number,
  ): Promise<{ client: Client; state: Uint8Array }> {
    const ws = new WebSocket(`ws://127.0.0.1:${port}${WIRES[kind].address(plan)}`, {
      headers: { cookie: `who=${drafterOf(plan).id}` },
      perMessageDeflate: false,
    });
    const client = new Client(ws, kind, plan);
    const state = await new Promise<Uint8Array>((resolve, reject) => {
      ws.on("error", reject);
      ws.once("close", (code, reason) =>
        reject(new Error(`${kind} closed: ${code} ${reason.toString()}`)),
      );
      ws.on("open", () => {
        for (const frame of client.wire.greeting(plan)) ws.send(frame);
        ws.send(client.frame(QUESTION, Y.encodeStateVector(new Y.Doc())));
      });
      const hear = (data: Buffer) => {
        const answer = client.answerIn(data);
        if (!answer) return;
        ws.off("message", hear);
        resolve(answer);
      };
      ws.on("message", hear);
    });
    return { client, state };
  }

  send(update: Uint8Array): void {
    this.ws.send(this.frame(UPDATE, update));
  }

  leave(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.ws.once("close", () => resolve()));
    this.ws.close();
    return gone;
  }

  private frame(step: number, payload: Uint8Array): Uint8Array {
    const encoder = encoding.createEncoder();
    this.wire.begin(encoder, this.plan);
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
    return encoding.toUint8Array(encoder);
  }

  /** The document in a frame that answers our question; the server asks and tells other things. */
  private answerIn(data: Uint8Array): Uint8Array | null {
    const decoder = decoding.createDecoder(data);
    this.wire.skip(decoder);
    if (decoding.readVarUint(decoder) !== SYNC) return null;
    if (decoding.readVarUint(decoder) !== ANSWER) return null;
    return decoding.readVarUint8Array(decoder);
  }
}
