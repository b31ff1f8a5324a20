/**
 * Who listens to what is announced of a document: those who have it open, and pages that only show what
 * follows from it. Each announcement is encoded once for each name under which they listen.
 */
import type { Limits } from "../collab-limits.server";
import type { Person } from "../context";
import { spreadOver } from "./announcement-pace";
import { writeStateless } from "./frames.server";
import { type Topic, type UnreadCount, writeAnnouncement, writeUnread } from "./protocol";

/** A document on a socket. */
export interface Listener {
  /** The name by which its frames go. */
  name: string;
  socket: { readonly person: Person | null; send(frame: Uint8Array): void };
}

type Pace = Pick<Limits, "announceEvery" | "announceEveryEach" | "announceAtMost" | "spreadEach">;

export class Announcements {
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(private readonly pace: Pace) {}

  /** @returns what ends it */
  listen(documentId: string, listener: Listener): () => void {
    const all = this.listeners.get(documentId) ?? new Set<Listener>();
    this.listeners.set(documentId, all);
    all.add(listener);
    return () => {
      all.delete(listener);
      if (all.size === 0 && this.listeners.get(documentId) === all) {
        this.listeners.delete(documentId);
      }
    };
  }

  /** How many listen. */
  count(documentId: string): number {
    return this.listeners.get(documentId)?.size ?? 0;
  }

  /**
   * @param mayHear who may know of it
   * @param spread milliseconds; by how many hear it, where it is not given
   */
  announce(
    documentId: string,
    topic: Topic,
    mayHear: (person: Person) => boolean = () => true,
    spread?: number,
  ): void {
    const hearing = [...(this.listeners.get(documentId) ?? [])].filter(
      ({ socket: { person } }) => person !== null && mayHear(person),
    );
    const over = Math.round(spread ?? spreadOver(hearing.length, this.pace));
    this.send(hearing, writeAnnouncement({ topic, spread: over }));
  }

  /** Who is there to be told what concerns them alone. */
  people(): Map<string, Person> {
    const people = new Map<string, Person>();
    for (const all of this.listeners.values()) {
      for (const { socket } of all) if (socket.person) people.set(socket.person.id, socket.person);
    }
    return people;
  }

  /** Tells someone, wherever they listen, how much they have not read. */
  tellUnread(personId: string, unread: UnreadCount): void {
    const told = new Set<Listener["socket"]>();
    const own: Listener[] = [];
    for (const all of this.listeners.values()) {
      for (const listener of all) {
        const { socket } = listener;
        if (socket.person?.id !== personId || told.has(socket)) continue;
        told.add(socket);
        own.push(listener);
      }
    }
    this.send(own, writeUnread(unread));
  }

  private send(listeners: readonly Listener[], payload: string): void {
    const frames = new Map<string, Uint8Array>();
    for (const { name, socket } of listeners) {
      const frame = frames.get(name) ?? writeStateless(name, payload);
      frames.set(name, frame);
      socket.send(frame);
    }
  }
}
