/** Drafts that were issued are compared; a copy of the adopted agenda is recognised by its bytes. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import * as Y from "yjs";
import { readDocument } from "../../app/documents/document";
import { setItemText } from "../../app/documents/document-changes";
import { loadDocument } from "../../app/documents/log.server";
import { fromPlainText } from "../../app/documents/rich-text";
import { m } from "../../app/i18n/messages";
import { insertAdoption, insertDraft, listDrafts } from "../../db/adoption";
import { findAgenda } from "../../db/documents";
import { openStore } from "../../db/store";
import { insertVersion } from "../../db/versions";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "drafts", demo: true } });

const WAS = "Set up a network of contact points.";
const RECORD = "Adopted text\n    Regional agenda\n";

/**
 * Two drafts and the adoption as rows of the server's database: the zero draft with other words in
 * the first item, then the text as it stands.
 */
async function issueDrafts(dataDir: string): Promise<{ ref: string }> {
  const store = openStore(join(dataDir, "concerted.sqlite"));
  const agenda = await findAgenda(store.read);
  if (!agenda) throw new Error("the demo has no agenda");
  const now = await loadDocument(store.read, agenda.id);
  const first = readDocument(now).areas.flatMap(({ items }) => items)[0];
  if (!first) throw new Error("the agenda of the demo has no items");
  const then = new Y.Doc();
  Y.applyUpdate(then, Y.encodeStateAsUpdate(now));
  setItemText(then, first.id, fromPlainText(WAS));
  const issuedBy = null;
  for (const [position, doc] of [then, now].entries()) {
    await store.transaction(async (tx) => {
      await insertVersion(tx, {
        id: `version-${position}`,
        documentId: agenda.id,
        seq: 1,
        reason: "draft",
        state: Buffer.from(Y.encodeStateAsUpdate(doc)),
        createdBy: null,
        createdAt: position,
      });
      await insertDraft(tx, {
        id: `draft-${position}`,
        agendaId: agenda.id,
        kind: position === 0 ? "zero-draft" : "revised-draft",
        position,
        number: position,
        versionId: `version-${position}`,
        textHash: "",
        note: "",
        issuedBy,
        issuedAt: Date.UTC(2026, 10, 24 + position),
      });
    });
  }
  await store.transaction(async (tx) => {
    const [draft] = await listDrafts(tx, agenda.id);
    await insertAdoption(tx, {
      agendaId: agenda.id,
      draftId: draft?.id ?? "",
      silenceId: null,
      fingerprint: createHash("sha256").update(RECORD).digest("hex"),
      record: RECORD,
      adoptedBy: null,
      adoptedAt: Date.UTC(2026, 11, 1),
    });
  });
  await store.close();
  return { ref: `${first.areaNumber}.${first.number}` };
}

test("two drafts are compared; a downloaded file is checked, and no other passes for it", async ({
  visit,
  device,
  server,
}) => {
  const { ref } = await issueDrafts(server.dataDir);
  const observer = await visit("observer", "/agenda/drafts");
  await observer.getByLabel(m.drafts_compare_from()).selectOption({ label: m.drafts_zero_draft() });
  await observer.getByRole("button", { name: m.drafts_compare() }).click();
  await expect(observer.getByRole("heading", { level: 1 })).toHaveText(
    m.drafts_compare_title({
      from: m.drafts_zero_draft(),
      to: m.drafts_revised_draft({ number: 1 }),
    }),
  );
  await expect(observer.getByText(m.drafts_count_changed({ count: 1 }))).toBeVisible();
  const link = observer
    .getByRole("navigation", { name: m.drafts_changes() })
    .getByRole("link", { name: `${ref} ${m.drafts_is_changed()}` });
  await link.press("Enter");
  const change = observer.locator("[data-change=changed]");
  await expect(change).toBeInViewport();
  await expect(change.locator("del").first()).toBeVisible();

  const answer = await observer.request.get("/agenda/export.pdf?version=clean");
  expect(answer.status()).toBe(200);
  const file = { name: "agenda.pdf", mimeType: "application/pdf", buffer: await answer.body() };

  // Signed out: whoever has a copy may check it.
  const anyone = await device();
  await anyone.goto("/check");
  const title = (await (await observer.request.get("/agenda/export.json")).json()).title;
  await anyone.getByLabel(m.check_file(), { exact: true }).setInputFiles(file);
  await expect(anyone.getByText(m.check_yes({ title })).first()).toBeVisible();
  await expect(anyone.getByText(m.exchange_version_clean())).toBeVisible();

  const changed = Buffer.concat([file.buffer, Buffer.from("\n")]);
  await anyone
    .getByLabel(m.check_file(), { exact: true })
    .setInputFiles({ ...file, buffer: changed });
  await expect(anyone.getByText(m.check_no()).first()).toBeVisible();
  await anyone.getByLabel(m.check_fingerprint()).fill("abc");
  await anyone.getByRole("button", { name: m.check_do() }).click();
  await expect(anyone.getByText(m.check_fingerprint_wrong())).toBeVisible();
});
