/**
 * Who is shown as present. Each client reports its own state (name, caret); this makes sure that
 * it reports no one else's, that the name is the true one, and that states stay small.
 */
import type { Extension } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { Logger, Person } from "../context";
import { writeAwareness } from "./frames.server";
import type { GatedSocket, OpenDocument } from "./gated-socket.server";
import type { Limits } from "./limits.server";

interface Entry {
  clientId: number;
  clock: number;
  state: Record<string, unknown> | null;
}

export class Presence {
  /** For each document, whose each client id is: the first to use it owns it until it leaves. */
  private readonly owners = new Map<string, Map<number, string>>();

  /** Where it has been logged that someone used another's name. */
  private readonly warned = new WeakSet<OpenDocument>();

  constructor(
    private readonly limits: Pick<Limits, "presenceBytes" | "presencesPerDocument">,
    private readonly log: Logger,
  ) {}

  readonly extension: Extension = {
    extensionName: "presence",
    onAwarenessUpdate: async ({ documentName, removed }) => {
      for (const clientId of removed) this.owners.get(documentName)?.delete(clientId);
    },
    afterUnloadDocument: async ({ documentName }) => {
      this.owners.delete(documentName);
    },
  };

  /**
   * Returns the frame with what may pass, names put right; null if nothing may. Providers echo the
   * states they hear of others, so a foreign state is dropped without a word.
   */
  check(socket: GatedSocket, document: OpenDocument, update: Uint8Array): Uint8Array | null {
    const { person } = socket;
    const entries = person && readEntries(update, this.limits.presenceBytes);
    if (!entries) return null;
    const name = document.connection.document.name;
    const owners = this.owners.get(name) ?? new Map<number, string>();
    this.owners.set(name, owners);
    const passing = entries.filter((entry) => this.accept(entry, person, owners, document));
    return passing.length > 0 ? writeAwareness(name, writeEntries(passing)) : null;
  }

  private accept(
    entry: Entry,
    person: Person,
    owners: Map<number, string>,
    document: OpenDocument,
  ): boolean {
    const { presences, documentId } = document;
    const owner = owners.get(entry.clientId);
    if (owner !== undefined && owner !== person.id) return false;
    if (entry.state === null) return owner === person.id;
    if (entry.state.user !== undefined) {
      const user = trueUser(entry.state.user, person);
      if (!user) {
        // An echo of someone who has just left looks the same, so this is no reason to close.
        if (!this.warned.has(document)) {
          const fields = { person: person.id, document: documentId };
          this.log.info(fields, "collab: presence in another name dropped");
        }
        this.warned.add(document);
        return false;
      }
      entry.state.user = user;
    }
    if (!presences.has(entry.clientId) && presences.size >= this.limits.presencesPerDocument) {
      return false;
    }
    presences.add(entry.clientId);
    owners.set(entry.clientId, person.id);
    return true;
  }
}

function trueUser(claimed: unknown, person: Person): Record<string, unknown> | null {
  if (typeof claimed !== "object" || claimed === null) return null;
  if ((claimed as { id?: unknown }).id !== person.id) return null;
  const numbers = Object.entries(claimed).filter(([, value]) => typeof value === "number");
  return {
    ...Object.fromEntries(numbers),
    id: person.id,
    name: person.name,
    delegation: person.delegation,
  };
}

/** Reads a message of y-protocols' awareness; null if it is not one or a state is too big. */
function readEntries(update: Uint8Array, maxBytes: number): Entry[] | null {
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    const entries: Entry[] = [];
    for (let i = 0; i < count; i += 1) {
      const clientId = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarUint8Array(decoder);
      if (json.byteLength > maxBytes) return null;
      const state: unknown = JSON.parse(Buffer.from(json).toString("utf8"));
      if (typeof state !== "object" || Array.isArray(state)) return null;
      entries.push({ clientId, clock, state: state as Entry["state"] });
    }
    return entries;
  } catch {
    return null;
  }
}

function writeEntries(entries: readonly Entry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify(state));
  }
  return encoding.toUint8Array(encoder);
}
