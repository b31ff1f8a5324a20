/** Presence as it travels: the messages of y-protocols' awareness, entry by entry. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** What one client id says of itself; `json` is null for one that has left. */
export interface PresenceEntry {
  clientId: number;
  clock: number;
  json: string | null;
}

/** Reads a message; null if it is none, or if a state is larger than allowed. */
export function readEntries(
  update: Uint8Array,
  maxBytes: number,
): { clientId: number; clock: number; state: object | null }[] | null {
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    const entries = [];
    for (let i = 0; i < count; i += 1) {
      const clientId = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarUint8Array(decoder);
      if (json.byteLength > maxBytes) return null;
      const state: unknown = JSON.parse(Buffer.from(json).toString("utf8"));
      if (typeof state !== "object" || Array.isArray(state)) return null;
      entries.push({ clientId, clock, state });
    }
    return entries;
  } catch {
    return null;
  }
}

export function writeEntries(entries: readonly PresenceEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { clientId, clock, json } of entries) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, json ?? "null");
  }
  return encoding.toUint8Array(encoder);
}
