/** The real server as a process of its own: a port and a temporary folder, gone at the end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const READY = /Concerted is ready at (http:\/\/127\.0\.0\.1:\d+)/;

export interface Server {
  url: string;
  /** Where it keeps its data, for what a test puts there by hand. */
  dataDir: string;
  /** All that the server has written so far. */
  output(): string;
  /** Stops it for a while: nothing answers at its address. */
  down(): Promise<void>;
  /** Starts it again, at the same address and with the same data. */
  up(): Promise<void>;
  /**
   * Lets time pass for the server, also for one that is down. Its clock must be under control.
   * @param ms milliseconds, from what its clock shows now.
   */
  advance(ms: number): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  /** With the demo workspace; otherwise as in production, with an empty database. */
  demo: boolean;
  /** Whether the test may move its clock ahead. */
  clock?: boolean;
  port: number;
}

/**
 * A port where one server after another can listen: none of those that the system gives to whoever
 * asks for any, as it might give it away between two of them.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const trial = createServer();
    const free = await new Promise<boolean>((resolve) => {
      trial.once("error", () => resolve(false));
      trial.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!free) continue;
    await new Promise((closed) => trial.close(closed));
    return port;
  }
}

/** Where the browser tests find the data of a demo server that has only just been filled. */
export const FILLED = "CONCERTED_E2E_FILLED";

/**
 * Fills a demo workspace once, in a folder, for the servers of one run to begin with a copy of it:
 * to fill it anew for each was a third of their start.
 */
export async function fillDemo(dataDir: string): Promise<void> {
  const filled = await startProcess(dataDir, { demo: true, port: await freePort() }, 0);
  await filled.end();
}

/** Starts the server on ./build and waits until it answers. */
export async function startServer(options: Options): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), "concerted-e2e-"));
  const filled = process.env[FILLED];
  if (options.demo && filled) cpSync(filled, dataDir, { recursive: true });
  let ahead = 0;
  const first = await startProcess(dataDir, options, ahead);
  let running: Running | null = first;
  return {
    url: first.url,
    dataDir,
    output: () => running?.output() ?? "",
    down: async () => {
      await running?.end();
      running = null;
    },
    up: async () => {
      running ??= await startProcess(dataDir, options, ahead);
    },
    advance: async (ms) => {
      if (!options.clock) throw new Error("The clock of this server is not under control.");
      ahead += ms;
      await running?.setAhead(ahead);
    },
    stop: async () => {
      await running?.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface Running {
  url: string;
  output(): string;
  /** Sets how far its clock is ahead, in milliseconds; done when it is so. */
  setAhead(ms: number): Promise<void>;
  end(): Promise<void>;
}

async function startProcess(
  dataDir: string,
  { demo, clock = false, port }: Options,
  ahead: number,
): Promise<Running> {
  const { PATH, HOME, TMPDIR } = process.env;
  const args = [
    ...(clock ? ["--import", "./tests/e2e/clock.mjs"] : []),
    "build/process/server.js",
    ...(demo ? ["--demo"] : []),
  ];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe", ...(clock ? (["ipc"] as const) : [])],
    // Settings of whoever runs the tests must not reach it.
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: "production",
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
      // Tests prepare in seconds what people write in an hour.
      FORMS_PER_MINUTE: "10000",
      EXPORTS_PER_MINUTE: "10000",
      ...(clock ? { CLOCK_AHEAD: String(ahead) } : {}),
    },
  });
  let output = "";
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = async () => {
    const { exitCode, signalCode } = child;
    const running = exitCode === null && signalCode === null;
    if (running) child.kill("SIGTERM");
    await exited;
    if (!running)
      throw new Error(`The server ended by itself (${signalCode ?? exitCode}):\n${output}`);
    if (child.exitCode !== 0) throw new Error(`The server did not stop well:\n${output}`);
  };

  const url = await new Promise<string | null>((resolve) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = READY.exec(output);
      if (ready?.[1]) resolve(ready[1]);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    void exited.then(() => resolve(null));
  });
  if (url === null) {
    await end();
    throw new Error("The server stopped before it was ready.");
  }
  const setAhead = async (ms: number) => {
    const moved = once(child, "message");
    child.send({ ahead: ms });
    await moved;
  };
  return { url, output: () => output, setAhead, end };
}
