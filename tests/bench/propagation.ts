/**
 * How long an edit takes from its author to everyone else, and what it costs the server: this
 * server beside a stock Hocuspocus and y-websocket's own, both in memory, under the same loads, in
 * alternating rounds of the same run. Servers and clients are processes of their own. Clients are
 * bare sockets, so that reading fifty copies of each edit costs little beside what is measured.
 */
import { Child } from "./child";
import { type Bench, median, type Percentiles, pause, progress, type Row } from "./measure";
import { USUAL_PLAN } from "./plans";
import { KINDS, type Kind, NAMES, type RunningServer, startServer } from "./servers";

interface Load {
  plans: number;
  clientsPerPlan: number;
  writersPerPlan: number;
}

/** One in ten writes: in a plan there are many more readers than pens. */
const LOADS: Load[] = [
  { plans: 1, clientsPerPlan: 50, writersPerPlan: 5 },
  { plans: 20, clientsPerPlan: 10, writersPerPlan: 1 },
  { plans: 40, clientsPerPlan: 10, writersPerPlan: 1 },
];

const SECONDS = 6;
/** Typing that is not counted, so that a round begins with documents that are in use already. */
const WARM_UP = 1.5;
const ROUNDS = 5;
/** The server's work after the last edit (projecting it, say) counts as its cost too. */
const SETTLE = 1_500;

export interface Round extends Load {
  kind: Kind;
  port: number;
  number: number;
}

export type LoadQuestion =
  | { what: "join"; round: Round }
  | { what: "type"; seconds: number }
  | { what: "leave" };

export interface LoadAnswer {
  times: Percentiles;
  deliveries: number;
  /** Microseconds of processor time that the clients took. */
  ownCpu: number;
}

interface Figures extends Percentiles {
  /** Share of one processor, in per cent, and microseconds for each edit that reached someone. */
  cpu: number;
  cpuPerDelivery: number;
}

type Clients = Child<LoadQuestion, LoadAnswer>;

async function measure(
  server: RunningServer,
  clients: Clients,
  load: Load,
  number: number,
): Promise<Figures> {
  const round = { ...load, kind: server.kind, port: server.port, number };
  await clients.ask({ what: "join", round });
  await clients.ask({ what: "type", seconds: WARM_UP });
  const before = await server.cpu();
  const start = performance.now();
  const { times, deliveries } = await clients.ask({ what: "type", seconds: SECONDS });
  await pause(SETTLE);
  const cpu = (await server.cpu()) - before;
  const elapsed = performance.now() - start;
  await clients.ask({ what: "leave" });
  return { ...times, cpu: cpu / elapsed / 10, cpuPerDelivery: cpu / deliveries };
}

const describe = ({ plans, clientsPerPlan, writersPerPlan }: Load) =>
  `${plans * clientsPerPlan} clients on ${plans} ${plans === 1 ? "plan" : "plans"}, ${plans * writersPerPlan} writing`;

async function benchLoad(load: Load, kinds: readonly Kind[]): Promise<Bench> {
  const servers: RunningServer[] = [];
  const clients: Clients = Child.start("./load-process.ts", {});
  const rounds = new Map<Kind, Figures[]>(kinds.map((kind) => [kind, []]));
  try {
    for (const kind of kinds) {
      servers.push(await startServer({ kind, plans: load.plans, size: USUAL_PLAN }));
    }
    // The first round warms everything up and is not counted.
    for (let number = 0; number <= ROUNDS; number += 1) {
      const first = number % servers.length;
      for (const server of [...servers.slice(first), ...servers.slice(0, first)]) {
        const figures = await measure(server, clients, load, number);
        if (number > 0) rounds.get(server.kind)?.push(figures);
        const { p50, p95, p99, cpu } = figures;
        const shown = [p50, p95, p99].map((ms) => ms.toFixed(2)).join(" / ");
        progress(
          `round ${number}, ${server.kind}: ${shown} ms, ${cpu.toFixed(1)} % of a processor`,
        );
      }
    }
  } finally {
    for (const server of servers) await server.stop();
    await clients.stop();
  }
  return { name: `Propagation of an edit: ${describe(load)}`, rows: rowsOf(rounds) };
}

function rowsOf(rounds: ReadonlyMap<Kind, readonly Figures[]>): Row[] {
  const of = (kind: Kind, which: keyof Figures) =>
    median((rounds.get(kind) ?? []).map((figures) => figures[which]));
  const measures = [
    { which: "p50", label: "p50", unit: "ms" },
    { which: "p95", label: "p95", unit: "ms" },
    { which: "p99", label: "p99", unit: "ms" },
    { which: "cpu", label: "server CPU", unit: "% of a processor" },
    { which: "cpuPerDelivery", label: "server CPU an arrival", unit: "µs" },
  ] as const;
  return measures.flatMap(({ which, label, unit }) => {
    const value = (kind: Kind) => of(kind, which);
    const peers = [...rounds.keys()].filter((kind) => kind !== "ours");
    return [
      ...[...rounds.keys()].map((kind) => ({
        label: `${label}, ${NAMES[kind]}`,
        value: value(kind),
        unit,
      })),
      ...peers.map((peer) => ({
        label: `${label}, ratio to ${NAMES[peer]}`,
        value: value("ours") / value(peer),
        unit: "×",
      })),
    ];
  });
}

export async function benchPropagation(
  kinds: readonly Kind[] = KINDS,
  loads: readonly Load[] = LOADS,
): Promise<Bench[]> {
  const results: Bench[] = [];
  for (const load of loads) {
    progress(describe(load));
    results.push(await benchLoad(load, kinds));
  }
  return results;
}
