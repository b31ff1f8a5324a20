/**
 * The clients of one round, in a process of their own: they join, some of them type, and every
 * arrival of an edit at another client is timed. One clock for all, so that times can be compared.
 */
import * as Y from "yjs";
import { typeInto, until } from "../integration/collab-harness";
import { answer } from "./child";
import { pause, percentiles, random } from "./measure";
import { itemId } from "./plans";
import type { LoadAnswer, LoadQuestion, Round } from "./propagation";
import { Client } from "./wire";

/** Between two edits of one writer: three to five a second. */
const PAUSE = { shortest: 200, longest: 333 };

let clients: Client[] = [];
let round: Round | null = null;
/** Counts the times of typing, so that no mark comes twice. */
let phase = 0;
let writers: { doc: Y.Doc; member: number; item: number }[] = [];

async function join(asked: Round): Promise<void> {
  round = asked;
  const { kind, port, plans, clientsPerPlan, writersPerPlan } = asked;
  writers = [];
  clients = [];
  for (let plan = 0; plan < plans; plan += 1) {
    const joined = await Promise.all(
      Array.from({ length: clientsPerPlan }, () => Client.join(kind, port, plan)),
    );
    joined.forEach(({ client, state }, i) => {
      const member = clients.push(client) - 1;
      if (i >= writersPerPlan) return;
      const doc = new Y.Doc();
      Y.applyUpdate(doc, state);
      doc.on("update", (update: Uint8Array) => client.send(update));
      writers.push({ doc, member, item: i });
    });
  }
}

/** Every one who writes types for some seconds; answers when all of it has arrived. */
async function type(seconds: number): Promise<LoadAnswer> {
  if (!round) throw new Error("nobody has joined");
  const { number, clientsPerPlan } = round;
  phase += 1;
  const start = `<${phase}.`;
  const sentAt = new Map<string, number>();
  const arrivals: number[] = [];
  let expected = 0;
  clients.forEach(({ ws }, member) => {
    const own = `${start}${member}.`;
    ws.removeAllListeners("message");
    ws.on("message", (data: Buffer) => {
      const now = performance.now();
      // Several edits can come in one frame.
      for (const [mark] of data.toString("latin1").matchAll(/<\d+\.\d+\.\d+>/g)) {
        const sent = sentAt.get(mark);
        // Its author may get it as well; that is nobody else's arrival.
        if (sent !== undefined && !mark.startsWith(own)) arrivals.push(now - sent);
      }
    });
  });
  const end = performance.now() + seconds * 1_000;
  const cpu = process.cpuUsage();
  const typing = writers.map(async ({ doc, member, item }) => {
    const chance = random(number * 1_000 + member);
    await pause(chance() * PAUSE.longest);
    for (let edit = 0; performance.now() < end; edit += 1) {
      const mark = `${start}${member}.${edit}>`;
      expected += clientsPerPlan - 1;
      sentAt.set(mark, performance.now());
      typeInto(doc, mark, itemId(item));
      await pause(PAUSE.shortest + chance() * (PAUSE.longest - PAUSE.shortest));
    }
  });
  await Promise.all(typing);
  await until("every edit arrives everywhere", () => arrivals.length >= expected);
  const { user, system } = process.cpuUsage(cpu);
  return { times: percentiles(arrivals), deliveries: arrivals.length, ownCpu: user + system };
}

async function leave(): Promise<void> {
  await Promise.all(clients.map((client) => client.leave()));
  clients = [];
}

answer<LoadQuestion, LoadAnswer | null>(async (question) => {
  if (question.what === "type") return type(question.seconds);
  await (question.what === "join" ? join(question.round) : leave());
  return null;
});
