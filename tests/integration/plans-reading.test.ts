/** What of a document each person is shown, and that the database's view of it is the document. */
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { findItem, listAreas, listItems, saveProjection } from "#db/documents";
import { loadState, saveSnapshot } from "#db/log";
import { openStore } from "#db/store";
import { insertVersion } from "#db/versions";
import { mayOnDocument, PLAN_STATES, permissions } from "~/accounts/policy";
import { type DocumentContent, readDocument } from "~/documents/document";
import {
  addArea,
  addItem,
  moveItem,
  removeArea,
  removeItem,
  setDetail,
  setItemText,
  setTitle,
} from "~/documents/document-changes";
import { editDocument, loadDocument, saveProjectionOf } from "~/documents/log.server";
import { contentHash, project, textHash } from "~/documents/projection.server";
import {
  listDocumentSummaries,
  readDocumentView,
  readHistory,
  readVersion,
} from "~/documents/read.server";
import { fromPlainText } from "~/documents/rich-text";
import { takePlanStep } from "~/plans/life.server";
import { act, startReplicas, steps } from "../unit/documents-replicas";
import { EVERYONE, OPENED_AT, openWorkspace, PEOPLE, type Workspace } from "./plans-workspace";

let workspace: Workspace;
afterEach(() => workspace.close());

describe("the page of a plan", () => {
  it("shows the text as it is on disk, also what another process wrote or folded", async () => {
    workspace = await openWorkspace("draft");
    const { store } = workspace;
    const app = workspace.as("convener.ca");
    const elsewhere = openStore(workspace.file);
    const plan = await workspace.row();
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom("here", "elsewhere", "fold"), { minLength: 1, maxLength: 6 }),
          async (writes) => {
            for (const where of writes) {
              const at = where === "here" ? store : elsewhere;
              await at.transaction(async (tx) => {
                const change = (doc: Y.Doc) => setTitle(doc, app.newId());
                await editDocument({ ...app, writer: where }, tx, plan, null, change);
                if (where !== "fold") return;
                const doc = await loadDocument(tx, plan.id);
                const { seq } = await loadState(tx, plan.id);
                const state = Y.encodeStateAsUpdate(doc);
                await saveSnapshot(tx, { documentId: plan.id, seq, state, at: app.now() });
              });
              const { content, hash } = await readDocumentView(
                workspace.as("convener.ca"),
                "canada",
              );
              expect(content).toEqual(readDocument(await loadDocument(store.read, plan.id)));
              expect(hash).toBe(contentHash(content));
            }
          },
        ),
        { numRuns: 15 },
      );
    } finally {
      await elsewhere.close();
    }
  });

  it.each(PLAN_STATES)("that is %s is for those whom the policy lets read it", async (state) => {
    workspace = await openWorkspace(state);
    const subject = { kind: "plan", delegation: "CA", state } as const;
    for (const who of [null, ...EVERYONE]) {
      const actor = who && PEOPLE[who];
      const decision = mayOnDocument(actor, "read", subject);
      const view = readDocumentView(workspace.as(who), "canada");
      if (!decision.allowed) {
        await expect(view, String(who)).rejects.toMatchObject({ code: decision.reason });
        continue;
      }
      expect(await view).toMatchObject({
        id: "plan",
        state,
        title: "plan",
        delegation: "CA",
        may: permissions(actor, subject),
        content: readDocument(await workspace.document()),
      });
    }
  });

  it.each(PLAN_STATES)("that is %s gives removed items to those who may edit", async (state) => {
    workspace = await openWorkspace(state);
    await workspace.edit("plan", (doc) => removeItem(doc, "i2"));
    await workspace.store.transaction(async (tx) =>
      insertVersion(tx, {
        id: "v1",
        documentId: "plan",
        seq: 1,
        reason: "manual",
        state: Buffer.from(Y.encodeStateAsUpdate(await loadDocument(tx, "plan"))),
        createdBy: null,
        createdAt: 2000,
      }),
    );
    const subject = { kind: "plan", delegation: "CA", state } as const;
    for (const who of EVERYONE) {
      const may = permissions(PEOPLE[who], subject);
      const removed = may.edit ? ["i2"] : [];
      const ids = (content: DocumentContent) => content.removed.map(({ id }) => id);
      if (may.read) {
        const { content } = await readDocumentView(workspace.as(who), "canada");
        expect(ids(content), who).toEqual(removed);
        expect(JSON.stringify(content).includes("Fund local services."), who).toBe(may.edit);
      }
      if (may.history) {
        const { content } = await readVersion(workspace.as(who), "canada", "v1");
        expect(ids(content), who).toEqual(removed);
      }
    }
  });

  it("is nowhere for a slug that is no document's", async () => {
    workspace = await openWorkspace();
    await expect(readDocumentView(workspace.as("secretariat"), "none")).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("the list of documents", () => {
  it("tells of a hidden plan that it exists, and nothing else", async () => {
    workspace = await openWorkspace("draft");
    for (const who of ["secretariat", "observer", "member.ca", "convener.mx"] as const) {
      const [plan, agenda] = await listDocumentSummaries(workspace.as(who));
      expect(plan).toEqual({ slug: "canada", kind: "plan", delegation: "CA", open: null });
      expect(agenda?.open?.items).toBe(2);
    }
    const [own] = await listDocumentSummaries(workspace.as("drafter.ca"));
    expect(own?.open).toMatchObject({ title: "plan", state: "draft", items: 2, mayEdit: true });
    const hidden = await listDocumentSummaries(workspace.as(null));
    expect(hidden.map(({ open }) => open)).toEqual([null, null]);
  });
});

describe("the history of a document", () => {
  it.each(PLAN_STATES)("of one that is %s is for those who may see it", async (state) => {
    workspace = await openWorkspace(state);
    await workspace.store.transaction((tx) =>
      insertVersion(tx, {
        id: "v1",
        documentId: "plan",
        seq: 1,
        reason: "import",
        state: Buffer.from([0, 0]),
        createdBy: null,
        createdAt: OPENED_AT,
      }),
    );
    for (const who of [null, ...EVERYONE]) {
      const actor = who && PEOPLE[who];
      const subject = { kind: "plan", delegation: "CA", state } as const;
      const may = mayOnDocument(actor, "history", subject).allowed;
      for (const reading of [
        () => readHistory(workspace.as(who), "canada"),
        () => readVersion(workspace.as(who), "canada", "v1"),
      ]) {
        if (may) await expect(reading()).resolves.toBeTruthy();
        else await expect(reading(), String(who)).rejects.toMatchObject({ name: "Refused" });
      }
    }
    const { versions } = await readHistory(workspace.as("convener.ca"), "canada");
    expect(versions).toEqual([{ id: "v1", reason: "import", createdAt: OPENED_AT, by: null }]);
  });

  it("before a plan was first opened is for those who draft it alone", async () => {
    workspace = await openWorkspace("draft");
    const keep = (id: string) =>
      workspace.store.transaction((tx) =>
        insertVersion(tx, {
          id,
          documentId: "plan",
          seq: 1,
          reason: "import",
          state: Buffer.from([0, 0]),
          createdBy: null,
          createdAt: workspace.app.now(),
        }),
      );
    const step = (name: "open" | "close") =>
      takePlanStep(workspace.as("convener.ca"), { documentId: "plan", step: name });
    await keep("internal");
    await step("open");
    await keep("shared");
    await step("close");
    await step("open");

    for (const state of ["open", "approved", "submitted"] as const) {
      await workspace.setState(state);
      for (const [who, shown] of [
        ["convener.ca", ["shared", "internal"]],
        ["drafter.ca", ["shared", "internal"]],
        ["secretariat", ["shared"]],
      ] as const) {
        const { versions } = await readHistory(workspace.as(who), "canada");
        expect(versions.map(({ id }) => id)).toEqual(shown);
      }
      const secretariat = workspace.as("secretariat");
      await expect(readVersion(secretariat, "canada", "internal")).rejects.toMatchObject({
        code: "not-found",
      });
      const { version } = await readVersion(secretariat, "canada", "shared");
      expect(version.id).toBe("shared");
    }
  });

  it("gives no version of one document as another's", async () => {
    workspace = await openWorkspace("submitted");
    await workspace.store.transaction((tx) =>
      insertVersion(tx, {
        id: "v-agenda",
        documentId: "agenda",
        seq: 1,
        reason: "manual",
        state: Buffer.from([0, 0]),
        createdBy: null,
        createdAt: 1,
      }),
    );
    const convener = workspace.as("convener.ca");
    for (const id of ["v-agenda", "none"]) {
      await expect(readVersion(convener, "canada", id)).rejects.toMatchObject({
        code: "not-found",
      });
    }
  });
});

describe("the projection", () => {
  const stored = async () => {
    const { read } = workspace.store;
    return {
      title: (await workspace.row()).title,
      areas: await listAreas(read, ["plan"]),
      items: await listItems(read, ["plan"], { removed: true }),
    };
  };

  it("follows every change, and rebuilt from the log it is the same", async () => {
    workspace = await openWorkspace();
    await workspace.edit("plan", (doc) => {
      addArea(doc, { id: "b", title: "Protection" });
      addItem(doc, "b", { id: "i3", text: "Open shelters." }, 0);
      moveItem(doc, "i1", "b", 0);
      setDetail(doc, "i2", "indicator", "Places");
      setItemText(doc, "i2", fromPlainText("Fund more\nlocal services."));
      addArea(doc, { id: "c", title: "Gone" });
      addItem(doc, "c", { id: "i4", text: "Removed." });
    });
    await workspace.edit("plan", (doc) => {
      removeArea(doc, "c");
      removeItem(doc, "i3");
      setTitle(doc, "Another title");
    });

    const kept = await stored();
    expect(kept.title).toBe("Another title");
    expect(kept.areas.map(({ id, number, title }) => [id, number, title])).toEqual([
      ["a", 1, "Prevention"],
      ["b", 2, "Protection"],
    ]);
    expect(kept.items.map(({ id, ref, areaId, removed }) => [id, ref, areaId, removed])).toEqual([
      ["i2", "CA 1.1", "a", false],
      ["i1", "CA 2.1", "b", false],
      ["i3", "", "b", true],
      ["i4", "", "c", true],
    ]);
    expect(await findItem(workspace.store.read, "plan", "i2")).toMatchObject({
      text: "Fund more\nlocal services.",
      hash: createHash("sha256").update("Fund more local services.").digest("hex"),
      indicator: "Places",
      lead: "",
    });

    await workspace.store.transaction((tx) => saveProjection(tx, "plan", { areas: [], items: [] }));
    expect((await stored()).items).toEqual([]);
    await workspace.store.transaction(async (tx) =>
      saveProjectionOf(tx, await workspace.row(), await loadDocument(tx, "plan"), 1),
    );
    expect(await stored()).toEqual(kept);
  });

  it("writes one row of three hundred where one item was typed in", async () => {
    workspace = await openWorkspace();
    const { store, edit } = workspace;
    await edit("plan", (doc) => {
      for (let i = 0; i < 300; i += 1) addItem(doc, "a", { id: `many-${i}`, text: `Item ${i}.` });
    });
    const document = await workspace.row();
    const doc = await loadDocument(store.read, "plan");
    /** Rows of areas and items that SQLite has written: the document's is, and again with them. */
    const written = () =>
      store.transaction(async (tx) => {
        const changes = () => tx.get<{ n: number }>(sql`select total_changes() as n`).n;
        const before = changes();
        await saveProjectionOf(tx, document, doc, 1);
        const rows = changes() - before - 1;
        return rows === 0 ? 0 : rows - 1;
      });
    expect(await written()).toBe(0);
    for (const text of ["Typed.", "Typed. M", "Typed. More."]) {
      setItemText(doc, "many-150", fromPlainText(text));
      expect(await written()).toBe(1);
    }
    expect(await written()).toBe(0);
    expect((await findItem(store.read, "plan", "many-150"))?.text).toBe("Typed. More.");
    removeItem(doc, "many-299");
    // Its own row and the one that says who removed it; none behind it has another number.
    expect(await written()).toBe(2);
    moveItem(doc, "many-298", "a", 0);
    expect(await written()).toBeGreaterThan(290);
    const rows = await listItems(store.read, ["plan"], { removed: true });
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect([...rows].sort(byId)).toEqual([...project(document, doc).items].sort(byId));
  });

  it("holds every item once, whatever was done to the document", async () => {
    workspace = await openWorkspace();
    const document = await workspace.row();
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const [replica] = startReplicas(1);
        if (!replica) return;
        act([replica], taken);
        const projected = project(document, replica.doc);
        expect(project(document, replica.doc)).toEqual(projected);
        await workspace.store.transaction((tx) => saveProjection(tx, "plan", projected));
        const rows = await listItems(workspace.store.read, ["plan"], { removed: true });
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect([...rows].sort(byId)).toEqual([...projected.items].sort(byId));
        expect(await listAreas(workspace.store.read, ["plan"])).toEqual(projected.areas);
      }),
      { numRuns: 40 },
    );
  });

  it("has one hash for the same words, however they are spaced", () => {
    expect(textHash("  One\n two ")).toBe(textHash("One two"));
    expect(textHash("One two")).not.toBe(textHash("One Two"));
    expect(textHash("Onetwo")).not.toBe(textHash("One two"));
  });
});
