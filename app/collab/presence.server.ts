/**
 * Who is shown as present. Each client reports its own state (name, caret); this makes sure that
 * it reports no one else's, that the name is the true one, and that states stay small and hold
 * nothing that the other pages do not expect.
 */
import type { Extension } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { Limits } from "../collab-limits.server";
import type { Logger, Person } from "../context";
import { type Caret, readCaret } from "./carets.server";
import { writeAwareness } from "./frames.server";
import type { OpenDocument } from "./open-document.server";
import type { PresentUser } from "./protocol";

/** All that a state may hold. Without a user there is nobody whose caret it could be. */
interface State {
  user?: PresentUser;
  cursor?: Caret | null;
}

interface Entry {
  clientId: number;
  clock: number;
  state: { user?: unknown; cursor?: unknown } | null;
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
  check(person: Person | null, document: OpenDocument, update: Uint8Array): Uint8Array | null {
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
    const state = soundState(entry.state, person);
    if (!state) {
      // An echo of someone who has just left looks the same, so this is no reason to close.
      if (!this.warned.has(document)) {
        const fields = { person: person.id, document: documentId };
        this.log.info(fields, "collab: presence in another name dropped");
      }
      this.warned.add(document);
      return false;
    }
    entry.state = state;
    if (!presences.has(entry.clientId) && presences.size >= this.limits.presencesPerDocument) {
      return false;
    }
    presences.add(entry.clientId);
    owners.set(entry.clientId, person.id);
    return true;
  }
}

/** What of a state may pass; null if it is in another's name. */
function soundState({ user: claimed, cursor }: NonNullable<Entry["state"]>, person: Person) {
  const state: State = {};
  if (claimed === undefined) return state;
  const user = trueUser(claimed, person);
  if (!user) return null;
  state.user = user;
  if (cursor !== undefined) state.cursor = readCaret(cursor);
  return state;
}

function trueUser(claimed: unknown, { id, name, delegation }: Person): PresentUser | null {
  if (typeof claimed !== "object" || claimed === null) return null;
  const { id: claimedId, slot } = claimed as { id?: unknown; slot?: unknown };
  if (claimedId !== id) return null;
  return { id, name, delegation, ...(Number.isSafeInteger(slot) ? { slot: Number(slot) } : {}) };
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
