/** A real-time server for each test of a file, and the clients of that test. */
import { afterEach, beforeEach } from "vitest";
import * as Y from "yjs";
import type { FlushFile } from "#db/disk-flush";
import type { Limits } from "../../app/collab-limits.server";
import {
  authAnswer,
  authFrame,
  type BareSocket,
  bareSocket,
  type Client,
  connect,
  PLAN,
  type Server,
  startServer,
  until,
} from "./collab-harness";

export interface ForEachTest {
  readonly server: Server;
  /** Stops it in the middle of a test and starts another: with other limits, on the same file. */
  startAgain(limits?: Partial<Limits>, dataFile?: string, flush?: FlushFile): Promise<void>;
  /** Someone's page with a document, synced. */
  open(who: string, documentId?: string, doc?: Y.Doc): Promise<Client>;
  /** Someone's bare socket with the plan, let in. */
  openBare(who: string): Promise<BareSocket>;
  /** To be closed after the test, before the server. */
  closeAfter<T extends { close(): Promise<void> }>(closing: T): T;
}

/** Call it once at the top of a test file. */
export function forEachTest(): ForEachTest {
  let server: Server;
  const clients: Client[] = [];
  const bares: BareSocket[] = [];
  const closing: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    for (const { ws } of bares.splice(0)) ws.terminate();
    for (const each of closing.splice(0)) await each.close();
    await server.stop();
  });

  return {
    get server() {
      return server;
    },
    async startAgain(limits, dataFile, flush) {
      await server.stop();
      server = await startServer(limits, dataFile, flush);
    },
    async open(who, documentId = PLAN, doc = new Y.Doc()) {
      const client = connect(server.port, who, documentId, doc);
      clients.push(client);
      await until(`${who} is synced`, () => client.provider.synced);
      return client;
    },
    async openBare(who) {
      const bare = await bareSocket(server.port, who);
      bares.push(bare);
      bare.ws.send(authFrame());
      await until(`${who} is let in`, () => authAnswer(bare) !== null);
      return bare;
    },
    closeAfter(each) {
      closing.push(each);
      return each;
    },
  };
}
