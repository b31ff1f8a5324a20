/** An adopted agenda, asked over HTTP for all that could change it. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { findAgenda, updateDocument } from "#db/documents";
import { lastSequence, lastWritten } from "#db/log";
import { listRecord } from "#db/record";
import { openStore, type Store } from "#db/store";
import { readDocument } from "~/documents/document";
import { loadDocument } from "~/documents/log.server";
import { documentHash } from "~/documents/projection.server";
import { postForm, type ServerProcess, signIn, startServer } from "./server-process";

const WHO = ["secretariat", "convener.ca"] as const;
type Who = (typeof WHO)[number];

let server: ServerProcess;
let store: Store;
const cookies = new Map<Who, string>();

beforeAll(async () => {
  server = await startServer(["--demo"]);
  store = openStore(join(server.dataDir, "concerted.sqlite"));
  for (const who of WHO) cookies.set(who, await signIn(server.origin, who));
  // What was written last before the server was ready is projected once more, a moment later.
  await vi.waitUntil(
    async () => {
      const agenda = await findAgenda(store.read);
      const writtenAt = (await lastWritten(store.read)).get(agenda?.id ?? "") ?? 0;
      return agenda && agenda.updatedAt > writtenAt;
    },
    { timeout: 30_000 },
  );
}, 120_000);

afterAll(async () => {
  await store.close();
  expect(await server.stop()).toBe(0);
});

it("nothing that a page could send changes it", async () => {
  const agenda = await findAgenda(store.read);
  const id = agenda?.id ?? "";
  const doc = await loadDocument(store.read, id);
  const hash = documentHash(doc);
  const [area] = readDocument(doc).areas;
  const itemId = area?.items[0]?.id ?? "";
  await store.transaction((tx) => updateDocument(tx, id, { state: "adopted" }));
  const currentState = async () => ({
    sequence: await lastSequence(store.read),
    record: await listRecord(store.read, 1000),
    agenda: await findAgenda(store.read),
  });
  const before = await currentState();

  const source = { planId: "plan", itemId: "item" };
  const items = JSON.stringify([source]);
  const ofSource = { ...source, agendaItemId: itemId, seenHash: hash };
  const drafts = JSON.stringify([{ areaId: area?.id, items: [{ ...source, hash }] }]);
  const reason = "For the next round.";
  const attempts: [Who, path: string, fields: Record<string, string>][] = [
    ["secretariat", "/agenda", { intent: "compile", items, areaId: area?.id ?? "" }],
    [
      "secretariat",
      "/agenda",
      { intent: "add", items, agendaItemId: itemId, disposition: "consolidated" },
    ],
    ["secretariat", "/agenda", { intent: "set-aside", items, disposition: "deferred", reason }],
    ["secretariat", "/agenda", { intent: "clear", items }],
    ["secretariat", "/agenda", { intent: "take-over", ...ofSource }],
    ["secretariat", "/agenda", { intent: "keep", ...ofSource }],
    ["secretariat", "/agenda", { intent: "compile-many", drafts }],
    ["secretariat", "/agenda", { intent: "undo", stepId: "step" }],
    ["convener.ca", "/agenda", { intent: "object", dispositionId: "disposition", reason }],
    [
      "convener.ca",
      "/agenda/positions",
      { intent: "give", itemId, position: "objection", note: reason, textHash: hash },
    ],
    ["convener.ca", "/agenda/positions", { intent: "withdraw", itemId }],
    ["secretariat", "/agenda/adoption", { intent: "issue-draft", hash }],
    ["secretariat", "/agenda/adoption", { intent: "put-forward", hash }],
    ["secretariat", "/agenda/adoption", { intent: "take-back" }],
    ["secretariat", "/agenda/adoption", { intent: "adopt", hash }],
    ["secretariat", "/agenda/adoption", { intent: "call-off", silenceId: "silence" }],
    [
      "secretariat",
      "/agenda/adoption",
      { intent: "silence", hash, deadline: "2026-12-01T18:00", timeZone: "UTC" },
    ],
    ["convener.ca", "/agenda/adoption", { intent: "break-silence", silenceId: "silence", reason }],
    [
      "convener.ca",
      `/documents/${id}/comments`,
      { intent: "open", itemId, anchor: "null", quote: "", body: reason },
    ],
  ];
  const answers: string[] = [];
  for (const [who, path, fields] of attempts) {
    const cookie = cookies.get(who) ?? "";
    const response = await postForm(server.origin, path, fields, { cookie });
    answers.push(`${fields.intent} ${path}: ${response.status}`);
  }
  expect(answers).toEqual(attempts.map(([, path, { intent }]) => `${intent} ${path}: 409`));
  expect(await currentState()).toEqual(before);
});
