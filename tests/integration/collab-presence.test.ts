/** Who is shown as present: no one as someone else, and nothing that a page cannot read. */
import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import { authAnswer, authFrame, connect, frame, PEOPLE, PLAN, until } from "./collab-harness";
import {
  admitted,
  amongHostileClients,
  good,
  hostile,
  server,
  unharmed,
} from "./collab-hostile-harness";

amongHostileClients();

function presence(clientId: number, clock: number, state: unknown): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [1, clientId, clock]) encoding.writeVarUint(encoder, number);
  encoding.writeVarString(encoder, JSON.stringify(state));
  return frame(PLAN, [1], encoding.toUint8Array(encoder));
}

const states = () => good.provider.awareness?.getStates();

test("presence in another name is dropped, one's own is put right", async () => {
  const bare = await admitted();
  const { id } = PEOPLE.drafterCa;
  bare.ws.send(presence(11, 1, { user: { id: PEOPLE.secretariat.id, name: "Chair" } }));
  bare.ws.send(presence(12, 1, { user: { id, name: "x".repeat(5_000) } }));
  bare.ws.send(presence(13, 1, { user: { id, name: "Chair", color: "url(x)", slot: 2 } }));
  await until("the honest one arrives", () => states()?.has(13) ?? false);
  expect(states()?.get(13)).toEqual({
    user: { id, name: PEOPLE.drafterCa.name, delegation: "CA", slot: 2 },
  });
  expect(states()?.has(11)).toBe(false);
  expect(states()?.has(12)).toBe(false);
  await unharmed();
});

test("of a presence state only user and caret pass, and only a caret that can be resolved", async () => {
  const bare = await hostile(PEOPLE.memberCa.id);
  bare.ws.send(authFrame());
  await until("it may read", () => authAnswer(bare) === "readonly");
  const { id } = PEOPLE.memberCa;
  const end = { type: null, tname: null, item: { client: 7, clock: 3 }, assoc: -1 };
  const bad: unknown[] = [
    {},
    [],
    "x",
    { anchor: end },
    { anchor: null, head: end },
    { anchor: end, head: {} },
    { anchor: end, head: { ...end, item: null } },
    { anchor: end, head: { ...end, item: { client: -1, clock: 0 } } },
    { anchor: end, head: { ...end, item: { client: 1, clock: 0.5 } } },
    { anchor: end, head: { ...end, item: { client: "1", clock: 0 } } },
    { anchor: end, head: { ...end, item: { client: 2 ** 53, clock: 0 } } },
    { anchor: end, head: { ...end, type: "items" } },
    { anchor: end, head: { ...end, tname: "made-everywhere" } },
    { anchor: end, head: { ...end, assoc: 1 } },
    { anchor: end, head: { ...end, more: 1 } },
    { anchor: end, head: end, more: 1 },
  ];
  const user = { id, name: PEOPLE.memberCa.name, delegation: "CA" };
  for (const [slot, cursor] of bad.entries()) {
    const claimed = { id, slot, more: 1 };
    bare.ws.send(
      presence(21, slot + 1, { user: claimed, cursor, color: "red", more: { deep: [1] } }),
    );
    await until("it arrives", () => states()?.get(21)?.user.slot === slot);
    expect(states()?.get(21)).toEqual({ user: { ...user, slot }, cursor: null });
  }
  bare.ws.send(presence(22, 1, { cursor: { anchor: end, head: end }, more: 1 }));
  bare.ws.send(presence(21, 100, { user: { id }, cursor: { anchor: end, head: end } }));
  await until("a true caret arrives", () => states()?.get(21)?.cursor !== null);
  const { type, item, assoc } = end;
  const sound = { type, item, assoc };
  expect(states()?.get(21)).toEqual({ user, cursor: { anchor: sound, head: sound } });
  expect(states()?.get(22)).toEqual({});
  await unharmed();
});

test("no one moves or removes another's presence", async () => {
  const user = { id: PEOPLE.convenerCa.id, name: PEOPLE.convenerCa.name, delegation: "CA" };
  good.provider.setAwarenessField("user", user);
  const mine = good.doc.clientID;
  const other = connect(server.port, PEOPLE.memberCa.id);
  const seen = () => other.provider.awareness?.getStates();
  await until("it is seen", () => seen()?.has(mine) ?? false);
  const bare = await admitted();
  bare.ws.send(presence(mine, 1_000, null));
  bare.ws.send(presence(mine, 1_001, { user: { id: PEOPLE.drafterCa.id, name: "x" } }));
  bare.ws.send(presence(14, 1, { user: { id: PEOPLE.drafterCa.id } }));
  await until("its own arrives", () => seen()?.has(14) ?? false);
  expect(seen()?.get(mine)?.user).toEqual(user);
  bare.ws.terminate();
  await until("its own leaves with it", () => !seen()?.has(14));
  other.destroy();
});

test("presence states per socket are limited", async () => {
  const bare = await admitted();
  const { id } = PEOPLE.drafterCa;
  for (let i = 0; i < 100; i += 1) bare.ws.send(presence(1_000 + i, 1, { user: { id } }));
  bare.ws.send(presence(1_000, 2, { user: { id, slot: 7 } }));
  await until("the last arrives", () => states()?.get(1_000)?.user.slot === 7);
  expect(
    [...(states()?.keys() ?? [])].filter((client) => client >= 1_000 && client < 1_100),
  ).toHaveLength(8);
});
