/** A server with one good client on it, and hostile ones that it has to be kept safe from. */
import * as decoding from "lib0/decoding";
import { afterEach, beforeEach, expect, vi } from "vitest";
import * as Y from "yjs";
import { CLOSE_CODES } from "../../app/collab/protocol";
import type { Limits } from "../../app/collab-limits.server";
import { itemFragment } from "../../app/documents/document";
import { loadDocument } from "../../app/documents/log.server";
import {
  authAnswer,
  authFrame,
  type BareSocket,
  bareSocket,
  type Client,
  connect,
  ITEM,
  PEOPLE,
  PLAN,
  type Server,
  startServer,
  until,
} from "./collab-harness";

export let server: Server;
export let good: Client;
const bares: BareSocket[] = [];
let printed = vi.spyOn(console, "error");

/** Gives each test of a file a server and a good client. Call it once at the top of the file. */
export function amongHostileClients(): void {
  beforeEach(async () => {
    printed = vi.spyOn(console, "error");
    printed.mockClear();
    await start({ messageBurst: 300, heldFrames: 50, socketsPerPerson: 5 });
  });
  afterEach(stop);
}

async function start(limits: Partial<Limits>): Promise<void> {
  server = await startServer(limits);
  good = connect(server.port, PEOPLE.convenerCa.id);
  await until("the good client is synced", () => good.provider.synced);
}

async function stop(): Promise<void> {
  for (const { ws } of bares.splice(0)) ws.terminate();
  good.destroy();
  await server.stop();
}

/** Another server in the place of this one, with these limits. */
export async function restart(limits: Partial<Limits>): Promise<void> {
  await stop();
  await start(limits);
}

export async function hostile(who: string | null = PEOPLE.drafterCa.id): Promise<BareSocket> {
  const bare = await bareSocket(server.port, who);
  bares.push(bare);
  return bare;
}

export async function admitted(who = PEOPLE.drafterCa.id, as = "read-write"): Promise<BareSocket> {
  const bare = await hostile(who);
  bare.ws.send(authFrame());
  await until("it is let in", () => authAnswer(bare) === as);
  return bare;
}

/** The one is closed for this reason, in the log too; the other goes on and nothing was printed. */
export async function closedAlone(
  bare: BareSocket,
  reason: keyof typeof CLOSE_CODES,
): Promise<void> {
  await until(`it is closed: ${reason}`, () => bare.closed !== null);
  expect(bare.closed?.code).toBe(CLOSE_CODES[reason]);
  expect(server.logged.map(({ fields }) => fields.reason)).toContain(reason);
  await unharmed();
}

/** The good client goes on writing, and what it has is what is on disk. */
export async function unharmed(): Promise<void> {
  good.type("!");
  await until("the good client's words are saved", () => !good.provider.hasUnsyncedChanges);
  expect(good.closed).toEqual([]);
  expect(printed).not.toHaveBeenCalled();
  const onDisk = async () =>
    itemFragment(await loadDocument(server.store.read, PLAN), ITEM)?.toString();
  await until("the good client has what is on disk", async () => (await onDisk()) === good.text());
}

/** How many times a client was given the state of a document. */
export function answers(bare: BareSocket): number {
  return bare.frames.filter((data) => {
    const decoder = decoding.createDecoder(data);
    decoding.readVarString(decoder);
    return decoding.readVarUint(decoder) === 0 && decoding.readVarUint(decoder) === 1;
  }).length;
}

/** An update to what the good client has. */
export function changed(change: (fragment: Y.XmlFragment) => void): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(good.doc));
  const vector = Y.encodeStateVector(copy);
  const fragment = itemFragment(copy, ITEM);
  if (fragment) change(fragment);
  return Y.encodeStateAsUpdate(copy, vector);
}

/** The text of an item's first paragraph. */
export function runOf(fragment: Y.XmlFragment): Y.XmlText {
  const paragraph = fragment.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(run instanceof Y.XmlText)) throw new Error("the item has no text");
  return run;
}
