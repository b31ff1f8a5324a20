/**
 * What is made once per process in server.ts and handed on: to routes through Remix's load
 * context, to operations as their first argument. Types only.
 */
import type { Store } from "#db/store";
import type { Actor } from "./accounts/policy";

export const LOCALES = ["en", "fr", "es"] as const;
export type Locale = (typeof LOCALES)[number];

export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Told, after a commit, what changed: the open copies of documents and the pages that show them. */
export interface LiveDocuments {
  /** Applies an update that is in the log already to the open copy, if there is one. */
  apply(documentId: string, update: Uint8Array): void;
  /**
   * Asks the pages that have the document open to load their data again.
   * @param mayHear who may know of it; everyone who has it open, where it is not given
   */
  announce(
    documentId: string,
    topic: "comments" | "amendments" | "agenda" | "document",
    mayHear?: (person: Actor) => boolean,
  ): void;
  /** Checks again the rights of open connections: of one person, or of all on a document. */
  recheck(who: { personId: string } | { documentId: string }): void;
}

export interface AppContext {
  store: Store;
  log: Logger;
  live: LiveDocuments;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A new random id. */
  newId(): string;
  /** Name of this process in the log of updates. */
  writer: string;
  settings: {
    /** Public origin, `http://127.0.0.1:3000`; where it is not set, that of each request counts. */
    origin: string | null;
    /** Whether demo accounts exist and the sign-in page offers them. */
    demo: boolean;
    dataDir: string;
    /** Whether digests go out by mail. */
    mail: boolean;
  };
}

/** Context of one operation: the process's things and the person who asks. */
export interface OperationContext extends AppContext {
  actor: Actor | null;
  requestId: string | null;
}

/** A person as pages show them. */
export interface Person extends Actor {
  name: string;
  email: string;
  locale: Locale | null;
}

declare module "@remix-run/node" {
  interface AppLoadContext {
    app: AppContext;
    /** Who is signed in, found once per request by the server. */
    person: Person | null;
    /** The session of that person, for signing out. */
    sessionId: string | null;
    nonce: string;
    requestId: string;
    locale: Locale;
  }
}
