/**
 * Who is shown as present. Each client reports its own state (name, caret); this makes sure that
 * it reports no one else's, that the name is the true one, and that states stay small and hold
 * nothing that the other pages do not expect. Hocuspocus has no part in it: it would encode every
 * change anew for every receiver.
 */
import type { Limits } from "../collab-limits.server";
import type { Logger, Person } from "../context";
import { type Caret, readCaret } from "./carets.server";
import type { OpenDocument } from "./open-document.server";
import { PresenceRoom } from "./presence-room.server";
import { readEntries } from "./presence-states.server";
import type { PresentUser } from "./protocol";

/** All that a state may hold. Without a user there is nobody whose caret it could be. */
interface State {
  user?: PresentUser;
  cursor?: Caret | null;
}

type PresenceLimits = Pick<
  Limits,
  | "presenceBytes"
  | "presencesPerDocument"
  | "presenceEvery"
  | "presenceEveryEach"
  | "presenceAtMost"
>;

export class Presence {
  private readonly rooms = new Map<string, PresenceRoom>();

  /** Where it has been logged that someone used another's name. */
  private readonly warned = new WeakSet<OpenDocument>();

  constructor(
    private readonly limits: PresenceLimits,
    private readonly log: Logger,
  ) {}

  /** A document has been opened on a socket. */
  join(document: OpenDocument): void {
    const { connection } = document;
    const { name } = connection.document;
    const room =
      this.rooms.get(name) ?? new PresenceRoom(name, this.limits, () => performance.now());
    this.rooms.set(name, room);
    room.join(connection);
    connection.onClose(() => {
      room.leave(connection);
      if (room.isEmpty && this.rooms.get(name) === room) this.rooms.delete(name);
    });
  }

  /**
   * Takes a frame of presence, as far as it may pass, with names put right. A provider of an older
   * page echoes the states it hears of others, so a foreign state is dropped without a word.
   */
  receive(person: Person | null, document: OpenDocument, update: Uint8Array): void {
    const { connection } = document;
    const room = this.rooms.get(connection.document.name);
    if (!person || !room) return;
    for (const entry of readEntries(update, this.limits.presenceBytes) ?? []) {
      const { clientId, clock, state: claimed } = entry;
      const owner = room.ownerOf(clientId);
      if (owner !== null && owner !== person.id) continue;
      if (claimed === null) {
        if (owner !== null) room.remove(clientId);
        continue;
      }
      const state = soundState(claimed, person);
      if (!state) {
        this.warn(person, document);
        continue;
      }
      const isMore = !room.isFrom(clientId, connection);
      if (isMore && room.countOf(connection) >= this.limits.presencesPerDocument) continue;
      room.set(clientId, clock, JSON.stringify(state), person.id, connection);
    }
  }

  /** An echo of someone who has just left looks the same, so this is no reason to close. */
  private warn(person: Person, document: OpenDocument): void {
    if (this.warned.has(document)) return;
    this.warned.add(document);
    const fields = { person: person.id, document: document.documentId };
    this.log.info(fields, "collab: presence in another name dropped");
  }
}

/** What of a state may pass; null if it is in another's name. */
function soundState(
  { user: claimed, cursor }: { user?: unknown; cursor?: unknown },
  person: Person,
) {
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
