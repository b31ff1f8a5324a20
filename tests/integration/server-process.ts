/** The whole server as a process of its own, on a free port of this machine, with its own data. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface ServerProcess {
  /** Its folder of data; a temporary one, unless the settings name another. */
  dataDir: string;
  pid: number;
  /** Where it listens, whatever its public origin is. */
  origin: string;
  /** All it has written on standard output and standard error. */
  output(): string;
  /** Ends it as an operator would and returns its exit code. */
  stop(): Promise<number | null>;
  /** Ends it in the middle of whatever it does; its data stay. */
  kill(): Promise<void>;
}

/** The environment of a command of ours: nothing that is set outside has a say in it. */
export function environment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const outside = Object.entries(process.env).filter(
    ([name]) => !/^(PORT|HOST|ORIGIN|DATA_DIR|LOG_LEVEL|TRUST_PROXY|NODE_ENV|SESSION_)/.test(name),
  );
  return { ...Object.fromEntries(outside), NODE_ENV: "production", ...settings };
}

/**
 * Starts the server on ./build and waits until it is ready.
 * @param settings of the environment; with an `ORIGIN`, a `PORT` too, as the server then tells
 *   where it is reached, not where it listens.
 */
export async function startServer(
  args: readonly string[],
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  if (!existsSync(join(ROOT, "build/server/index.js"))) {
    throw new Error("These tests are about the built server: run `npm run build` first.");
  }
  const dataDir = mkdtempSync(join(tmpdir(), "concerted-server-"));
  const child = spawn(process.execPath, ["build/process/server.js", ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: environment({ PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "info", ...settings }),
  });
  // Should the tests be interrupted, it goes with them.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let output = "";
  const origin = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /Concerted is ready at (\S+)\n/.exec(output)?.[1];
      if (ready) resolve(settings.PORT ? `http://127.0.0.1:${settings.PORT}` : ready);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void exited.then(() => {
      rmSync(dataDir, { recursive: true, force: true });
      reject(new Error(`The server did not start:\n${output}`));
    });
  });
  return {
    origin,
    dataDir: settings.DATA_DIR ?? dataDir,
    pid: child.pid ?? 0,
    output: () => output,
    async kill() {
      kill();
      await exited;
      process.off("exit", kill);
    },
    async stop() {
      child.kill("SIGTERM");
      const code = await exited;
      process.off("exit", kill);
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

/** Signs in a demo account and returns the cookie that its browser would send. */
export async function signIn(origin: string, who: string): Promise<string> {
  const response = await postForm(origin, "/login", {
    email: `${who}@demo.example`,
    password: "concerted-demo",
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (response.status !== 302 || !cookie) throw new Error(`${who} was not signed in`);
  return cookie;
}

/** Sends a form as a page of the workspace does, without following where the answer leads. */
export function postForm(
  origin: string,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(origin + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin, ...headers },
    redirect: "manual",
  });
}
