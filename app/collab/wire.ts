/** Frames between a page and the real-time server, as far as the page must understand them itself. */
import { MessageType } from "@hocuspocus/provider";
import * as decoding from "lib0/decoding";
import { messageYjsSyncStep2, messageYjsUpdate } from "y-protocols/sync";

export type SentFrame = "update" | "everything" | "other";

/** What a frame brings to the server: one change, all that it lacked, or nothing of a document. */
export function readSent(frame: unknown): SentFrame {
  if (!(frame instanceof Uint8Array)) return "other";
  const step = syncStep(decoding.createDecoder(frame));
  if (step === messageYjsUpdate) return "update";
  return step === messageYjsSyncStep2 ? "everything" : "other";
}

/** The step of a sync frame, null for any other frame. */
function syncStep(decoder: decoding.Decoder): number | null {
  decoding.readVarString(decoder);
  if (decoding.readVarUint(decoder) !== MessageType.Sync) return null;
  return decoding.readVarUint(decoder);
}

export type ReceivedFrame =
  | { kind: "update"; update: Uint8Array }
  /** The answer to an update of ours: whether it is on disk. */
  | { kind: "answer"; taken: boolean }
  | { kind: "other" };

/** What a frame of the server's says. */
export function readReceived(data: unknown): ReceivedFrame {
  if (!(data instanceof ArrayBuffer)) return { kind: "other" };
  const frame = new Uint8Array(data);
  const decoder = decoding.createDecoder(frame);
  decoding.readVarString(decoder);
  if (decoding.readVarUint(decoder) === MessageType.SyncStatus) {
    return { kind: "answer", taken: decoding.readVarInt(decoder) === 1 };
  }
  const sync = decoding.createDecoder(frame);
  const step = syncStep(sync);
  return step === messageYjsSyncStep2 || step === messageYjsUpdate
    ? { kind: "update", update: decoding.readVarUint8Array(sync) }
    : { kind: "other" };
}
