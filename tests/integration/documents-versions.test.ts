/** Versions that are kept by themselves, packed, thinned, and brought back. */
import Database from "better-sqlite3";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  compressNextVersion,
  deleteVersions,
  findVersion,
  insertVersion,
  listVersions,
} from "#db/versions";
import type { PlanState } from "~/accounts/policy";
import { bringBackVersion } from "~/documents/bring-back.server";
import { itemFragment, itemsOf, readDocument, readItem, readOutline } from "~/documents/document";
import { addItem, removeArea, removeItem, setItemText } from "~/documents/document-changes";
import { readDocumentView } from "~/documents/read.server";
import { RemovalWatch } from "~/documents/removal-watch.server";
import { fromPlainText, plainText } from "~/documents/rich-text";
import { saveDueVersions, thinVersions } from "~/documents/version-timer.server";
import { VERSION_LIMITS } from "~/limits";
import { EVERYONE, openWorkspace, type PersonName, type Workspace } from "./plans-workspace";

const HOUR = 3_600_000;
let w: Workspace;
let now = 1_000;
afterEach(() => w.close());

async function open(state: PlanState = "draft"): Promise<void> {
  now = 1_000;
  w = await openWorkspace(state, () => now);
}

const write = (text: string) =>
  w.edit("plan", (doc) => setItemText(doc, "i1", fromPlainText(text)));
const kept = async () => (await listVersions(w.store.read, "plan")).reverse();
const reasons = async () => (await kept()).map(({ reason }) => reason);
const app = () => w.as(null);
const shown = async () => {
  const { title, areas } = readDocument(await w.document());
  return { title, areas };
};

describe("by the clock", () => {
  it("a version is kept an hour after the last, of what was written since; else there is none", async () => {
    await open();
    await write("One.");
    now += HOUR;
    await saveDueVersions(app());
    await saveDueVersions(app());
    now += 5 * HOUR;
    await saveDueVersions(app());
    expect(await reasons()).toEqual(["timed"]);
    await write("Two.");
    await saveDueVersions(app());
    await write("Three.");
    await saveDueVersions(app());
    expect(await reasons()).toEqual(["timed", "timed"]);
  });

  it("older ones are thinned to one a day, and what nothing needs any more is deleted", async () => {
    await open();
    for (let i = 0; i < 12; i += 1) {
      await write(`Text ${i}.`);
      now += HOUR;
      await saveDueVersions(app());
    }
    while (await compressNextVersion(w.store, app().newId));
    now += VERSION_LIMITS.thinAfterMs + HOUR;
    await thinVersions(app());
    expect(await kept()).toHaveLength(1);
    const version = await findVersion(w.store.read, (await kept())[0]?.id ?? "");
    expect(version).toBeDefined();
    await w.store.transaction((tx) => deleteVersions(tx, [version?.id ?? ""]));
    const connection = new Database(w.store.file, { readonly: true });
    expect(
      connection
        .prepare("select count(*) from version_bases where document_id = 'plan'")
        .pluck()
        .get(),
    ).toBe(0);
    connection.close();
  });
});

describe("before much goes", () => {
  const removed = (remove: (doc: Y.Doc) => void, doc: Y.Doc): Uint8Array => {
    const before = Y.encodeStateVector(doc);
    remove(doc);
    return Y.encodeStateAsUpdate(doc, before);
  };

  it("by one step of the server, the text before is kept with it", async () => {
    await open();
    await w.edit("plan", (doc) => {
      for (let i = 0; i < 6; i += 1) addItem(doc, "a", { id: `more-${i}`, text: `More ${i}.` });
    });
    const before = await shown();
    await w.edit("plan", (doc) => removeArea(doc, "a"));
    const [version] = await kept();
    expect(version?.reason).toBe("removal");
    const doc = new Y.Doc();
    Y.applyUpdate(
      doc,
      (await findVersion(w.store.read, version?.id ?? ""))?.state ?? new Uint8Array(),
    );
    expect(readDocument(doc).areas).toEqual(before.areas);
  });

  it("by many small updates of a page, too, once in a while", async () => {
    await open();
    await w.edit("plan", (doc) => {
      for (let i = 0; i < 12; i += 1) addItem(doc, "a", { id: `more-${i}`, text: `More ${i}.` });
    });
    const watch = new RemovalWatch({ now: () => now });
    const doc = await w.document();
    const take = async (update: Uint8Array) =>
      w.store.transaction((tx) =>
        watch.beforeUpdate(tx, { documentId: "plan", update, authorId: "p-drafter-ca" }),
      );
    await take(removed((d) => addItem(d, "a", { id: "added", text: "Added." }), doc));
    for (let i = 0; i < 4; i += 1) await take(removed((d) => removeItem(d, `more-${i}`), doc));
    expect(await reasons()).toEqual([]);
    for (let i = 4; i < 12; i += 1) await take(removed((d) => removeItem(d, `more-${i}`), doc));
    expect(await kept()).toMatchObject([{ reason: "removal", createdBy: "p-drafter-ca" }]);
  });
});

describe("packing", () => {
  it("leaves every version readable as it was, those of earlier releases too, in less room", async () => {
    await open();
    const texts: string[] = [];
    for (let i = 0; i < 20; i += 1) {
      texts.push(`Version ${i}: ${"words of the plan ".repeat(30)}`);
      await write(texts[i] ?? "");
      const doc = await w.document();
      // As earlier releases wrote them: the whole state, and nothing said of its packing.
      await w.store.transaction((tx) =>
        insertVersion(tx, {
          id: `v${i}`,
          documentId: "plan",
          seq: i,
          reason: "manual",
          state: Buffer.from(Y.encodeStateAsUpdate(doc)),
          createdBy: null,
          createdAt: i,
        }),
      );
    }
    const size = () => {
      const connection = new Database(w.store.file, { readonly: true });
      const sum = (table: string) =>
        Number(
          connection.prepare(`select coalesce(sum(length(state)), 0) from ${table}`).pluck().get(),
        );
      const total = sum("document_versions") + sum("version_bases");
      connection.close();
      return total;
    };
    const before = size();
    while (await compressNextVersion(w.store, app().newId));
    expect(size()).toBeLessThan(before / 3);
    for (const [i, text] of texts.entries()) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, (await findVersion(w.store.read, `v${i}`))?.state ?? new Uint8Array());
      expect(JSON.stringify(readDocument(doc))).toContain(text.trim());
    }
  });

  it("and what becomes free is given back to the disk, step by step", async () => {
    await open();
    const pages = () => {
      const connection = new Database(w.store.file, { readonly: true });
      const count = Number(connection.pragma("page_count", { simple: true }));
      connection.close();
      return count;
    };
    const state = Buffer.from(Uint8Array.from({ length: 400_000 }, (_, i) => (i * 7919) % 251));
    await w.store.transaction((tx) =>
      insertVersion(tx, {
        id: "large",
        documentId: "plan",
        seq: 1,
        reason: "manual",
        state,
        createdBy: null,
        createdAt: 1,
      }),
    );
    const before = pages();
    await w.store.transaction((tx) => deleteVersions(tx, ["large"]));
    while ((await w.store.giveBackSpace(30)) > 0) expect(w.store.problem()).toBeNull();
    expect(pages()).toBeLessThan(before - 90);
    expect(w.store.problem()).toBeNull();
  });
});

describe("bringing a version back", () => {
  it("makes the text what it was for everyone, keeps what was there, and is undone in the same way", async () => {
    await open("open");
    await write("The words to return to.");
    now += HOUR;
    await saveDueVersions(app());
    const [version] = await kept();
    const earlier = await shown();
    await w.edit("plan", (doc) => {
      removeItem(doc, "i1");
      addItem(doc, "a", { id: "later", text: "Later." });
    });
    const between = await shown();
    w.told.length = 0;

    const input = { documentId: "plan", versionId: version?.id ?? "" };
    const { replacedVersionId } = await bringBackVersion(w.as("secretariat"), input);
    expect(await shown()).toEqual(earlier);
    expect(itemsOf(await w.document()).has("later")).toBe(true);
    expect(w.told).toEqual(expect.arrayContaining(["apply plan", "announce plan document"]));
    expect((await kept()).at(-1)).toMatchObject({
      id: replacedVersionId,
      reason: "bring-back",
      createdBy: "p-secretariat",
    });
    expect((await w.record()).at(-1)).toMatchObject({
      action: "plan.bring-back",
      detail: { versionId: version?.id, keptId: replacedVersionId },
    });
    await bringBackVersion(w.as("convener.ca"), {
      documentId: "plan",
      versionId: replacedVersionId,
    });
    expect(await shown()).toEqual(between);
  });

  it("stands in the history where nothing was written since the last version", async () => {
    await open();
    await write("One.");
    now += HOUR;
    await saveDueVersions(app());
    await write("Two.");
    now += HOUR;
    await saveDueVersions(app());
    const versionId = (await kept())[0]?.id ?? "";
    now += 1_000;
    await bringBackVersion(w.as("convener.ca"), { documentId: "plan", versionId });
    expect(await reasons()).toEqual(["timed", "timed", "bring-back"]);
    expect((await kept()).at(-1)).toMatchObject({ createdBy: "p-convener-ca" });
  });

  it("keeps what was saved up to that moment, and what is typed on stays in the text", async () => {
    await open("open");
    await write("The words to return to.");
    now += HOUR;
    await saveDueVersions(app());
    const versionId = (await kept())[0]?.id ?? "";
    const typist = await w.document();
    const type = async (words: string) => {
      const before = Y.encodeStateVector(typist);
      const paragraph = itemFragment(typist, "i1")?.get(0);
      const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
      if (!(run instanceof Y.XmlText)) throw new Error("no words");
      run.insert(run.length, words);
      const update = Y.encodeStateAsUpdate(typist, before);
      await w.edit("plan", (doc) => Y.applyUpdate(doc, update));
    };
    await type(" Half of");
    const input = { documentId: "plan", versionId };
    const { replacedVersionId } = await bringBackVersion(w.as("convener.ca"), input);
    await type(" a sentence.");
    const words = (doc: Y.Doc) => plainText(readItem(doc, "i1").text);
    expect(words(await w.document())).toBe("The words to return to. a sentence.");
    const version = await findVersion(w.store.read, replacedVersionId);
    const before = new Y.Doc();
    Y.applyUpdate(before, version?.state ?? new Uint8Array());
    expect(words(before)).toBe("The words to return to. Half of");
  });

  it("is told to whom the text before is open, with who did it and where that is", async () => {
    await open("open");
    await write("The words to return to.");
    now += HOUR;
    await saveDueVersions(app());
    const versionId = (await kept())[0]?.id ?? "";
    await write("Rewritten.");
    const seenBy = async (who: PersonName) =>
      (await readDocumentView(w.as(who), "canada")).broughtBack;
    expect(await seenBy("drafter.ca")).toBeNull();
    now += 1;
    const input = { documentId: "plan", versionId };
    const { replacedVersionId } = await bringBackVersion(w.as("convener.ca"), input);
    const told = { replacedVersionId, at: now, by: "Test convener.ca" };
    expect(await seenBy("drafter.ca")).toEqual(told);
    for (const who of EVERYONE) {
      const view = await readDocumentView(w.as(who), "canada").catch(() => null);
      if (view) expect(view.broughtBack, who).toEqual(view.may.history ? told : null);
    }
  });

  it("is for the convener and the secretariat, of a plan that is not approved, and of its own versions", async () => {
    for (const state of ["draft", "open", "approved", "submitted"] as const) {
      await open(state);
      now = 10_000;
      await write("One.");
      now += HOUR;
      await saveDueVersions(app());
      await w.edit("plan", (doc) => setItemText(doc, "i1", fromPlainText("Two.")));
      const input = { documentId: "plan", versionId: (await kept())[0]?.id ?? "" };
      const before = readOutline(await w.document());
      const may: (PersonName | null)[] =
        state === "draft"
          ? ["convener.ca"]
          : state === "open"
            ? ["convener.ca", "secretariat"]
            : [];
      for (const who of [null, ...EVERYONE]) {
        const taken = bringBackVersion(w.as(who), input);
        if (may.includes(who)) await expect(taken).resolves.toHaveProperty("replacedVersionId");
        else await expect(taken, `${who}, ${state}`).rejects.toMatchObject({ name: "Refused" });
      }
      expect(readOutline(await w.document())).toEqual(before);
      await expect(
        bringBackVersion(w.as("convener.ca"), { ...input, versionId: "none" }),
      ).rejects.toMatchObject({ name: "Refused" });
      if (state !== "submitted") await w.close();
    }
  });
});
