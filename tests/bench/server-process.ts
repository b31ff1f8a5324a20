/**
 * A collaboration server to be measured, in a process of its own. Started by servers.ts, which
 * says which of the three it is and with which plans.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Hocuspocus } from "@hocuspocus/server";
import { setContentInitializor, setupWSConnection } from "@y/websocket-server/utils";
import { type WebSocket, WebSocketServer } from "ws";
import * as Y from "yjs";
import { startServer } from "../integration/collab-harness";
import { answer, input } from "./child";
import { drafterOf, planState, prepareFile } from "./plans";
import type { ServerAnswer, ServerInput, ServerQuestion } from "./servers";

interface Running {
  port: number;
  stop(): Promise<void>;
}

const given = input<ServerInput>();

/** What an in-memory server fills a document with when it is first asked for. */
function firstState(): Uint8Array {
  return "stateFile" in given ? readFileSync(given.stateFile) : planState(given.size);
}

async function listen(onSocket: (ws: WebSocket, request: IncomingMessage) => void) {
  const http = createServer();
  const webSockets = new WebSocketServer({ noServer: true });
  http.on("upgrade", (request, socket, head) => {
    webSockets.handleUpgrade(request, socket, head, (ws) => onSocket(ws, request));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return { port: (http.address() as AddressInfo).port, stop: async () => undefined };
}

/** A stock Hocuspocus that keeps everything in memory. */
function startHocuspocus(): Promise<Running> {
  const hocuspocus = new Hocuspocus({
    quiet: true,
    onLoadDocument: async ({ document }) => Y.applyUpdate(document, firstState()),
  });
  return listen((ws, request) => hocuspocus.handleConnection(ws, request));
}

/** The server of y-websocket, in memory too. */
function startYWebsocket(): Promise<Running> {
  setContentInitializor(async (doc) => Y.applyUpdate(doc, firstState()));
  return listen((ws, request) => setupWSConnection(ws, request));
}

/** This project's, every edit flushed to a database file. */
async function startOurs(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), "concerted-bench-"));
  const file = given.file ?? join(folder, "concerted.sqlite");
  if (given.file === undefined) {
    await prepareFile(file, Array<Uint8Array>(given.plans).fill(planState(given.size)));
  }
  // Many clients of one person: the limit is for real people.
  const server = await startServer({ socketsPerPerson: 1_000 }, file);
  for (let number = 0; number < given.plans; number += 1) {
    const person = drafterOf(number);
    server.sessions.set(person.id, person);
  }
  // At its start it brings all projections up to date; that is no client's cost.
  await server.collab.flush();
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { port: server.port, stop };
}

async function memory(): Promise<ServerAnswer["memory"]> {
  if (!globalThis.gc) throw new Error("started without --expose-gc");
  for (let i = 0; i < 4; i += 1) {
    globalThis.gc();
    await pause(100);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, used: heapUsed + external };
}

const running = await {
  ours: startOurs,
  hocuspocus: startHocuspocus,
  "y-websocket": startYWebsocket,
}[given.kind]();

answer<ServerQuestion, Partial<ServerAnswer>>(async (question) => {
  if (question === "port") return { port: running.port };
  if (question === "memory") return { memory: await memory() };
  const { user, system } = process.cpuUsage();
  return { cpu: user + system };
}, running.stop);
