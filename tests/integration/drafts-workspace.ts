/** The agenda on its way: drafts that were issued, and its adoption, as rows in a real database. */
import { createHash } from "node:crypto";
import * as Y from "yjs";
import {
  insertAdoption,
  insertConsents,
  insertDraft,
  insertSilence,
  listDrafts,
} from "#db/adoption";
import { updateDocument } from "#db/documents";
import { insertPosition } from "#db/positions";
import { insertVersion } from "#db/versions";
import type { AgendaState } from "~/accounts/policy";
import { recordText } from "~/adoption/record-text";
import { compileItems } from "~/agenda/place.server";
import type { Position } from "~/agenda/positions";
import { setAside } from "~/agenda/set-aside.server";
import { readDocument } from "~/documents/document";
import { setItemText } from "~/documents/document-changes";
import { loadDocument } from "~/documents/log.server";
import { documentHash, textHash } from "~/documents/projection.server";
import { fromPlainText, plainText } from "~/documents/rich-text";
import { openWorkspace } from "./agenda-workspace";

/** 24 November 2026. */
export const ISSUED_AT = Date.UTC(2026, 10, 24, 20, 3);
export const ADOPTED_AT = Date.UTC(2026, 11, 1, 9, 30);

/**
 * Two agenda items, `1.1` of three national items and `2.1` of one; a national item of Mexico set
 * aside. `items` are their ids in that order.
 */
export async function openNegotiation() {
  const workspace = await openWorkspace({ CA: "submitted", MX: "submitted", US: "submitted" });
  const { store, as } = workspace;
  const secretariat = as("secretariat");
  const key = (code: string, itemId: string) => ({ planId: `plan-${code}`, itemId });
  const one = await compileItems(secretariat, {
    items: [key("ca", "ca-1-1"), key("mx", "mx-1-1"), key("us", "us-1-1")],
    areaId: "area-1",
  });
  const two = await compileItems(secretariat, { items: [key("ca", "ca-2-1")], areaId: "area-2" });
  await setAside(secretariat, {
    items: [key("mx", "mx-1-2")],
    disposition: "deferred",
    reason: "To be taken up at the next review.",
  });
  const items = [one.agendaItemId, two.agendaItemId] as const;

  /** Freezes the text as it stands. */
  async function issue(kind: AgendaState, number: number, note = ""): Promise<string> {
    const doc = await loadDocument(store.read, "agenda");
    const position = (await listDrafts(store.read, "agenda")).length;
    const [id, versionId] = [`draft-${position}`, `version-${position}`];
    await store.transaction(async (tx) => {
      await insertVersion(tx, {
        id: versionId,
        documentId: "agenda",
        seq: 1,
        reason: "draft",
        state: Buffer.from(Y.encodeStateAsUpdate(doc)),
        createdBy: "p-sec",
        createdAt: ISSUED_AT,
      });
      await insertDraft(tx, {
        id,
        agendaId: "agenda",
        kind,
        position,
        number,
        versionId,
        textHash: documentHash(doc),
        note,
        issuedBy: "p-sec",
        issuedAt: ISSUED_AT,
      });
      await updateDocument(tx, "agenda", { state: kind });
    });
    return id;
  }

  return {
    ...workspace,
    items,
    write: (itemId: string, text: string) =>
      workspace.edit("agenda", (doc) => setItemText(doc, itemId, fromPlainText(text))),

    /** Gives a position on the words as they stand. */
    async give(itemId: string, delegation: "CA" | "MX" | "US", position: Position, note = "") {
      const item = readDocument(await loadDocument(store.read, "agenda"))
        .areas.flatMap((area) => area.items)
        .find(({ id }) => id === itemId);
      const text = item ? plainText(item.text) : "";
      await store.transaction((tx) =>
        insertPosition(tx, {
          id: `${itemId}-${delegation}`,
          agendaId: "agenda",
          itemId,
          delegation,
          position,
          note,
          text,
          textHash: textHash(text),
          personId: "p-ca",
          at: ISSUED_AT,
          endedAt: null,
          endedBy: null,
        }),
      );
    },

    issue,

    /** Adopts the text by silence: Mexico has a reservation on the first item, all else is silent. */
    async adopt(): Promise<{ record: string; fingerprint: string }> {
      const draftId = await issue("adopted", 0);
      const content = readDocument(await loadDocument(store.read, "agenda"));
      const record = recordText({
        title: content.title,
        language: "en",
        delegations: [
          { code: "CA", name: "Canada" },
          { code: "MX", name: "Mexico" },
          { code: "US", name: "USA" },
        ],
        preamble: plainText(content.preamble),
        areas: content.areas.map(({ number, title, items: inArea }) => ({
          number,
          title,
          items: inArea.map(({ id, areaNumber, number: n, text, details }) => ({
            ...{ id, ref: `${areaNumber}.${n}`, text: plainText(text), details },
          })),
        })),
        reservations: [{ itemId: items[0], delegation: "MX", note: "Subject to the budget." }],
      });
      const fingerprint = createHash("sha256").update(record).digest("hex");
      await store.transaction(async (tx) => {
        await insertSilence(tx, {
          id: "silence",
          agendaId: "agenda",
          draftId,
          startedBy: "p-sec",
          startedAt: ISSUED_AT,
          deadline: ADOPTED_AT,
          timeZone: "America/Mexico_City",
          outcome: "adopted",
          endedAt: ADOPTED_AT,
          endedBy: null,
          brokenFor: null,
          reason: "",
        });
        await insertAdoption(tx, {
          agendaId: "agenda",
          draftId,
          silenceId: "silence",
          fingerprint,
          record,
          adoptedBy: null,
          adoptedAt: ADOPTED_AT,
        });
        const row = { agendaId: "agenda", note: "", current: true, personId: null, at: ADOPTED_AT };
        await insertConsents(tx, [
          { ...row, itemId: items[0], delegation: "CA", consent: "agreed" },
          {
            ...row,
            itemId: items[0],
            delegation: "MX",
            consent: "reservation",
            note: "Subject to the budget.",
            current: false,
          },
          { ...row, itemId: items[0], delegation: "US", consent: "agreed-ad-referendum" },
          ...["CA", "MX", "US"].map((delegation) => ({
            ...row,
            itemId: items[1],
            delegation,
            consent: "silent" as const,
          })),
        ]);
      });
      return { record, fingerprint };
    },
  };
}
