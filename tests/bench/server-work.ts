/**
 * The server's work, in processor time, which other programs on the machine change little: of whole
 * answers, through the built pages, from the request to the last byte of an answer not yet compressed,
 * and of parts of them.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type AppLoadContext, createRequestHandler, type ServerBuild } from "@remix-run/node";
import { nanoid } from "nanoid";
import { findPersonByEmail } from "#db/people";
import { openStore } from "#db/store";
import { createRelatedIndexes } from "../../app/agenda/related.server";
import type { AppContext } from "../../app/context";
import { UNLIMITED } from "../integration/workspace";
import { percentiles, progress, type Row } from "./measure";

const BUILD = new URL("../../build/server/index.js", import.meta.url);
const ROUNDS = 25;
/** Before the compiler of the JavaScript engine has seen the code, its work is counted too. */
const WARM_UP = 5;

/** A workspace in a folder, without a server around it. */
export function openApp(folder: string): AppContext {
  const silent = () => undefined;
  let last = 0;
  return {
    store: openStore(join(folder, "concerted.sqlite")),
    log: { info: silent, warn: silent, error: (fields) => console.error(fields) },
    live: { apply: silent, announce: silent, recheck: silent },
    now: () => (last = Math.max(Date.now(), last + 1)),
    newId: () => nanoid(),
    writer: "bench",
    settings: { origin: null, demo: true, dataDir: folder, mail: false },
  };
}

/** Milliseconds of processor time, of all threads of this process. */
async function processor(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** The median and the 95th percentile of what some work takes; `prepare` is not counted. */
export async function measured(
  label: string,
  work: (round: number) => Promise<unknown>,
  prepare: (round: number) => unknown = () => undefined,
): Promise<Row[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    await prepare(round);
    const time = await processor(() => work(round));
    if (round >= WARM_UP) times.push(time);
  }
  const { p50, p95 } = percentiles(times);
  progress(`${label}: ${p50.toFixed(1)} / ${p95.toFixed(1)} ms`);
  return [
    { label, value: p50, unit: "ms" },
    { label: `${label}, p95`, value: p95, unit: "ms" },
  ];
}

/** How long an answer is. */
export async function kilobytes(label: string, answer: () => Promise<Response>): Promise<Row[]> {
  const body = Buffer.from(await (await answer()).arrayBuffer());
  return [
    { label, value: body.length / 1_000, unit: "kB" },
    { label: `${label}, gzip`, value: gzipSync(body).length / 1_000, unit: "kB" },
  ];
}

/** Asks the built pages, as a person of the demo. */
export async function browser(app: AppContext) {
  if (!existsSync(fileURLToPath(BUILD))) {
    throw new Error("The answers are those of the built pages: run `npm run build` first.");
  }
  const handle = createRequestHandler((await import(BUILD.href)) as ServerBuild, "production");
  const context = { relatedIndexes: createRelatedIndexes() };
  const ask = async (
    who: string,
    path: string,
    form?: Record<string, string>,
  ): Promise<Response> => {
    const person = await findPersonByEmail(app.store.read, `${who}@demo.example`);
    if (!person) throw new Error(`the demo has no ${who}`);
    const request = new Request(`http://127.0.0.1${path}`, {
      method: form ? "POST" : "GET",
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const given = {
      app,
      person,
      nonce: "n",
      requestId: "r",
      locale: "en",
      ...UNLIMITED,
      ...context,
    };
    const response = await handle(request, given as unknown as AppLoadContext);
    const body = await response.arrayBuffer();
    if (response.status >= 300) throw new Error(`${path} answered ${response.status}`);
    return new Response(body, { headers: response.headers });
  };
  return {
    ask,
    forget: () => {
      context.relatedIndexes = createRelatedIndexes();
    },
  };
}
