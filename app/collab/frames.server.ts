/** Frames of the Hocuspocus protocol, read as far as the server must understand them itself. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { PING, PONG } from "./protocol";

/** Numbers of the message types, as on the wire. */
const TYPE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** The same as `sync`, without asking for the other side's state in return. */
  syncReply: 4,
  stateless: 5,
  broadcastStateless: 6,
  close: 7,
  syncStatus: 8,
} as const;

/** Steps of a sync message. The answer to a state vector is an update like any other. */
const STATE_VECTOR = 0;
const ANSWER = 1;
const UPDATE = 2;

const PERMISSION_DENIED = 1;
const AUTHENTICATED = 2;

/** Bytes of the longest name of a document, and more. */
const LONGEST_NAME = 200;

export type Frame = { name: string } & (
  | { kind: "state-vector"; vector: Uint8Array }
  | { kind: "update"; update: Uint8Array }
  | { kind: "awareness"; update: Uint8Array }
  /** Whether the server is there: a stateless message of these very words. */
  | { kind: "ping" }
  | { kind: "auth" | "query-awareness" | "stateless" | "close" }
);

/**
 * Reads of a frame from a client for which document it is and of what kind, null if it is none.
 * What it carries is not looked at: it is for those who may (GatedSocket).
 */
export function readFrame(data: Uint8Array): Frame | null {
  try {
    const decoder = decoding.createDecoder(data);
    if (decoding.peekVarUint(decoder) > LONGEST_NAME) return null;
    const name = decoding.readVarString(decoder);
    switch (decoding.readVarUint(decoder)) {
      case TYPE.sync:
      case TYPE.syncReply:
        return readSync(name, decoder);
      case TYPE.awareness:
        return { name, kind: "awareness", update: decoding.readVarUint8Array(decoder) };
      case TYPE.auth:
        // A kind (always 0) and the token, which is not looked at: the session authenticates.
        decoding.readVarUint(decoder);
        decoding.readVarUint8Array(decoder);
        return { name, kind: "auth" };
      case TYPE.queryAwareness:
        return { name, kind: "query-awareness" };
      case TYPE.stateless:
        return { name, kind: isPing(decoder) ? "ping" : "stateless" };
      case TYPE.broadcastStateless:
        return { name, kind: "stateless" };
      case TYPE.close:
        return { name, kind: "close" };
      default:
        return null;
    }
  } catch {
    return null;
  }
}

function isPing(decoder: decoding.Decoder): boolean {
  const left = decoder.arr.length - decoder.pos;
  return left === PING.length + 1 && decoding.readVarString(decoder) === PING;
}

function readSync(name: string, decoder: decoding.Decoder): Frame | null {
  const step = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (step === STATE_VECTOR) return { name, kind: "state-vector", vector: payload };
  return step === ANSWER || step === UPDATE ? { name, kind: "update", update: payload } : null;
}

/**
 * Whether it is a state vector of so many entries at most. One of many more costs seconds, and no
 * page has written under more client ids than the document knows.
 */
export function isStateVector(vector: Uint8Array, most: number): boolean {
  try {
    const decoder = decoding.createDecoder(vector);
    const count = decoding.readVarUint(decoder);
    if (count > most) return false;
    for (let i = 0; i < count * 2; i += 1) decoding.readVarUint(decoder);
    return !decoding.hasContent(decoder);
  } catch {
    return false;
  }
}

function writeSync(name: string, step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, TYPE.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/** The server's question for what a client has beyond this. */
export const writeStateVector = (name: string, vector: Uint8Array): Uint8Array =>
  writeSync(name, STATE_VECTOR, vector);

/** The answer to a client's question. */
export const writeSyncAnswer = (name: string, update: Uint8Array): Uint8Array =>
  writeSync(name, ANSWER, update);

export function writeAwareness(name: string, update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, TYPE.awareness);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

/** The answer to an update: whether it is saved. */
export function writeSyncStatus(name: string, saved: boolean): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, TYPE.syncStatus);
  encoding.writeVarUint(encoder, saved ? 1 : 0);
  return encoding.toUint8Array(encoder);
}

/** The answer to a ping. */
export function writePong(name: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, TYPE.stateless);
  encoding.writeVarString(encoder, PONG);
  return encoding.toUint8Array(encoder);
}

export function writePermissionDenied(name: string, reason: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, TYPE.auth);
  encoding.writeVarUint(encoder, PERMISSION_DENIED);
  encoding.writeVarString(encoder, reason);
  return encoding.toUint8Array(encoder);
}

/** The answer to someone who may read and not write. */
export function writeReadOnly(name: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, TYPE.auth);
  encoding.writeVarUint(encoder, AUTHENTICATED);
  encoding.writeVarString(encoder, "readonly");
  return encoding.toUint8Array(encoder);
}

export function writeStateless(name: string, payload: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, TYPE.stateless);
  encoding.writeVarString(encoder, payload);
  return encoding.toUint8Array(encoder);
}

export function writeClose(name: string, reason: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, TYPE.close);
  encoding.writeVarString(encoder, reason);
  return encoding.toUint8Array(encoder);
}

/** Reads a frame from the server: the refusal of a document, or null for any other. */
export function readPermissionDenied(data: Uint8Array): { name: string; reason: string } | null {
  const decoder = decoding.createDecoder(data);
  const name = decoding.readVarString(decoder);
  if (decoding.readVarUint(decoder) !== TYPE.auth) return null;
  if (decoding.readVarUint(decoder) !== PERMISSION_DENIED) return null;
  return { name, reason: decoding.readVarString(decoder) };
}
