/** The servers that are measured beside each other, from the side of the one who measures. */
import { join } from "node:path";
import { Child } from "./child";
import type { PlanSize } from "./plans";

export const KINDS = ["ours", "hocuspocus", "y-websocket"] as const;
export type Kind = (typeof KINDS)[number];

export const NAMES: Record<Kind, string> = {
  ours: "this server, every edit on disk",
  hocuspocus: "Hocuspocus in memory",
  "y-websocket": "y-websocket in memory",
};

export type ServerInput = {
  kind: Kind;
  plans: number;
  /** For this project's server: a database file that is there already. */
  file?: string;
} & (
  | { size: PlanSize }
  /** For the others: the state a document begins with. */
  | { size: PlanSize; stateFile: string }
);

export type ServerQuestion = "port" | "cpu" | "memory";

export interface ServerAnswer {
  port: number;
  /** Microseconds of processor time since the process began. */
  cpu: number;
  /** Bytes after garbage collection: of the process, and what is in use by JavaScript. */
  memory: { rss: number; used: number };
}

export interface RunningServer {
  kind: Kind;
  port: number;
  cpu(): Promise<number>;
  memory(): Promise<ServerAnswer["memory"]>;
  stop(): Promise<void>;
}

/** Starts a server; with `BENCH_PROFILE=FOLDER` it leaves a processor profile there at its end. */
export async function startServer(given: ServerInput): Promise<RunningServer> {
  const folder = process.env.BENCH_PROFILE;
  const profile = folder
    ? ["--cpu-prof", `--cpu-prof-dir=${join(folder, `${given.kind}-${given.plans}`)}`]
    : [];
  const child = Child.start<ServerQuestion, ServerAnswer>("./server-process.ts", given, [
    "--expose-gc",
    ...profile,
  ]);
  const { port } = await child.ask("port");
  return {
    kind: given.kind,
    port,
    cpu: async () => (await child.ask("cpu")).cpu,
    memory: async () => (await child.ask("memory")).memory,
    stop: () => child.stop(),
  };
}
