/**
 * A server process for the propagation benchmark: `propagation-server.ts ours|memory` prints its
 * port. `ours` is this project's server, every edit written to a database file; `memory` is a
 * stock Hocuspocus that keeps everything in memory.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { Hocuspocus } from "@hocuspocus/server";
import { WebSocketServer } from "ws";
import * as Y from "yjs";
import { addArea, addItem, initialise } from "../../app/plans/document-changes";
import { startServer } from "../integration/collab-harness";

async function listen(
  onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): Promise<number> {
  const http = createServer();
  http.on("upgrade", onUpgrade);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return (http.address() as AddressInfo).port;
}

function startInMemory(): Promise<number> {
  const hocuspocus = new Hocuspocus({
    quiet: true,
    onLoadDocument: async ({ document }) => {
      const doc = new Y.Doc();
      initialise(doc, { title: "canada", language: "en" });
      addArea(doc, { id: "area-1", title: "Area" });
      addItem(doc, "area-1", { id: "item-1", text: "Begin." });
      Y.applyUpdate(document, Y.encodeStateAsUpdate(doc));
    },
  });
  const webSockets = new WebSocketServer({ noServer: true });
  return listen((request, socket, head) => {
    webSockets.handleUpgrade(request, socket, head, (ws) => {
      hocuspocus.handleConnection(ws, request);
    });
  });
}

async function startOurs(): Promise<number> {
  // Fifty clients of one person: the limit is for real people.
  const server = await startServer({ socketsPerPerson: 1_000 });
  process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
  return server.port;
}

const port = await (process.argv[2] === "ours" ? startOurs() : startInMemory());
process.stdout.write(`${port}\n`);
