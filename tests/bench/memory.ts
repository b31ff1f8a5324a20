/**
 * What a connection and an open document cost in memory. Each server is started anew for each
 * count, so that what one count leaves behind is not found in the next.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, median, progress } from "./measure";
import { planState, prepareFile, USUAL_PLAN } from "./plans";
import { KINDS, type Kind, NAMES, startServer } from "./servers";
import { Client } from "./wire";

const CONNECTIONS = 400;
const ROUNDS = 3;

interface Cost {
  rss: number;
  used: number;
}

const over = (more: Cost, less: Cost, by: number): Cost => ({
  rss: (more.rss - less.rss) / by / 1024,
  used: (more.used - less.used) / by / 1024,
});

/** What another client of each of these plans costs, in KiB, in a server started for it. */
async function costOf(kind: Kind, plans: readonly number[]): Promise<Cost> {
  // Made here and not by the server, whose memory would keep room for what it made it with.
  const folder = await mkdtemp(join(tmpdir(), "concerted-bench-memory-"));
  const file = join(folder, "concerted.sqlite");
  const count = CONNECTIONS + 1;
  await prepareFile(file, Array<Uint8Array>(count).fill(planState(USUAL_PLAN)));
  const server = await startServer({ kind, file, plans: count, size: USUAL_PLAN });
  const connect = async (plan: number) => (await Client.join(kind, server.port, plan)).client;
  try {
    // What the first client makes the server load is nobody's cost.
    const clients = [await connect(0)];
    const before = await server.memory();
    for (const plan of plans) clients.push(await connect(plan));
    const cost = over(await server.memory(), before, plans.length);
    for (const client of clients) await client.leave();
    return cost;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(kind: Kind): Promise<{ connection: Cost; document: Cost }> {
  const numbers = Array.from({ length: CONNECTIONS }, (_, i) => i + 1);
  const connection = await costOf(
    kind,
    numbers.map(() => 0),
  );
  const both = await costOf(kind, numbers);
  const document = { rss: both.rss - connection.rss, used: both.used - connection.used };
  return { connection, document };
}

export async function benchMemory(): Promise<Bench[]> {
  const rounds = new Map<Kind, Awaited<ReturnType<typeof measure>>[]>(
    KINDS.map((kind) => [kind, []]),
  );
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const kind of KINDS) {
      const cost = await measure(kind);
      rounds.get(kind)?.push(cost);
      const shown = [cost.connection, cost.document]
        .map(({ rss, used }) => `${rss.toFixed(1)} (in use ${used.toFixed(1)})`)
        .join(" KiB a connection, ");
      progress(`round ${round}, ${kind}: ${shown} KiB a document`);
    }
  }
  const of = (kind: Kind, what: "connection" | "document", which: keyof Cost) =>
    median((rounds.get(kind) ?? []).map((cost) => cost[what][which]));
  const rows = (["connection", "document"] as const).flatMap((what) =>
    (["rss", "used"] as const).flatMap((which) => {
      const label = `${what}, ${which === "rss" ? "of the process" : "in use by JavaScript"}`;
      return [
        ...KINDS.map((kind) => ({
          label: `${label}, ${NAMES[kind]}`,
          value: of(kind, what, which),
          unit: "KiB",
        })),
        ...KINDS.filter((kind) => kind !== "ours").map((peer) => ({
          label: `${label}, ratio to ${NAMES[peer]}`,
          value: of("ours", what, which) / of(peer, what, which),
          unit: "×",
        })),
      ];
    }),
  );
  return [{ name: `Memory of ${CONNECTIONS} idle connections, and of as many open plans`, rows }];
}
