/** The life of a plan, step by step, by everyone and in every state. */
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { listItems } from "#db/documents";
import { appendUpdate } from "#db/log";
import { listVersions } from "#db/versions";
import { PLAN_STATES, PLAN_TRANSITIONS, type PlanState, type PlanStep } from "~/accounts/policy";
import { readDocument } from "~/documents/document";
import { addItem, setDetail, setItemText } from "~/documents/document-changes";
import { documentHash } from "~/documents/projection.server";
import { readHistory, readVersion } from "~/documents/read.server";
import { fromPlainText } from "~/documents/rich-text";
import { takePlanStep } from "~/plans/life.server";
import { EVERYONE, openWorkspace, type PersonName, type Workspace } from "./plans-workspace";

let workspace: Workspace;
afterEach(() => workspace.close());

const hashNow = async () => documentHash(await workspace.document());

/** Leads the plan into this state by the steps that lead there. */
async function leadTo(state: PlanState): Promise<void> {
  const steps: PlanStep[] = (["open", "approve", "submit"] as const).slice(
    0,
    PLAN_STATES.indexOf(state),
  );
  for (const step of steps) {
    const convener = workspace.as("convener.ca");
    await takePlanStep(convener, { documentId: "plan", step, hash: await hashNow() });
  }
}

/** Who may take a step, and from which states. */
const ALLOWED: Record<PlanStep, [who: PersonName, from: PlanState][]> = {
  open: [["convener.ca", "draft"]],
  close: [["convener.ca", "open"]],
  approve: [["convener.ca", "open"]],
  submit: [["convener.ca", "approved"]],
  reopen: [
    ["convener.ca", "approved"],
    ["secretariat", "submitted"],
  ],
};
const STEPS = Object.keys(ALLOWED) as PlanStep[];

describe.each(PLAN_STATES)("a plan that is %s", (state) => {
  it("takes the steps of those who may, and is left as it is by all others", async () => {
    workspace = await openWorkspace();
    await leadTo(state);
    const hash = await hashNow();
    const before = await workspace.row();
    const recorded = (await workspace.record()).length;
    workspace.told.length = 0;
    const may = (step: PlanStep, who: PersonName | null) =>
      ALLOWED[step].some(([name, from]) => name === who && from === state);

    for (const step of STEPS) {
      for (const who of [null, ...EVERYONE]) {
        if (may(step, who)) continue;
        await expect(
          takePlanStep(workspace.as(who), { documentId: "plan", step, hash }),
          `${who} may not ${step}`,
        ).rejects.toMatchObject({ name: "Refused" });
      }
    }
    expect(await workspace.row()).toEqual(before);
    expect(await workspace.record()).toHaveLength(recorded);
    expect(workspace.told).toEqual([]);
  });

  it.each(STEPS.filter((step) => ALLOWED[step].some(([, from]) => from === state)))(
    "can be led on: %s",
    async (step) => {
      workspace = await openWorkspace();
      await leadTo(state);
      const [who = "observer"] = ALLOWED[step].find(([, from]) => from === state) ?? [];
      const hash = await hashNow();
      workspace.told.length = 0;
      await takePlanStep(workspace.as(who), { documentId: "plan", step, hash });

      const to = PLAN_TRANSITIONS[step];
      const settled = to === "approved" || to === "submitted";
      expect(await workspace.row()).toMatchObject({
        state: to,
        approvedHash: settled ? hash : null,
      });
      expect((await workspace.record()).at(-1)).toMatchObject({
        action: `plan.${step}`,
        personId: workspace.as(who).actor?.id,
        documentId: "plan",
        detail: { from: state, to, hash },
        requestId: "request",
      });
      expect(workspace.told).toEqual([
        'recheck {"documentId":"plan"}',
        "announce plan document",
        "announce agenda agenda",
      ]);
    },
  );
});

describe("why a step is refused", () => {
  it.each<[string, PersonName | null, PlanStep, PlanState, string]>([
    ["signed out", null, "open", "draft", "signed-out"],
    ["a draft of others", "convener.mx", "open", "draft", "hidden"],
    ["a draft, to a member", "member.ca", "open", "draft", "hidden"],
    ["a drafter's role", "drafter.ca", "open", "draft", "role"],
    ["the state", "convener.ca", "submit", "open", "state"],
    ["another delegation", "convener.mx", "reopen", "submitted", "delegation"],
    ["an observer's role", "observer", "reopen", "submitted", "role"],
  ])("%s", async (_, who, step, state, code) => {
    workspace = await openWorkspace();
    await leadTo(state);
    await expect(
      takePlanStep(workspace.as(who), { documentId: "plan", step, hash: await hashNow() }),
    ).rejects.toMatchObject({ code });
  });

  it("there is no such document", async () => {
    workspace = await openWorkspace();
    await expect(
      takePlanStep(workspace.as("convener.ca"), { documentId: "none", step: "open" }),
    ).rejects.toMatchObject({ code: "not-found" });
  });

  it("the agenda leads another life", async () => {
    workspace = await openWorkspace();
    for (const step of STEPS) {
      for (const who of EVERYONE) {
        await expect(
          takePlanStep(workspace.as(who), { documentId: "agenda", step }),
        ).rejects.toMatchObject({ code: "role" });
      }
    }
  });
});

describe("an approval", () => {
  it("is of the text that was read, to the letter, and of no other", async () => {
    workspace = await openWorkspace();
    await leadTo("open");
    const convener = workspace.as("convener.ca");
    const approve = (hash?: string) =>
      takePlanStep(convener, { documentId: "plan", step: "approve", hash });
    const read = await hashNow();
    await workspace.edit("plan", (doc) => setDetail(doc, "i1", "due", "2027"));
    for (const hash of [read, undefined, "", read.toUpperCase()]) {
      await expect(approve(hash)).rejects.toMatchObject({ code: "moved-on", status: 409 });
    }
    expect((await workspace.row()).state).toBe("open");
    await workspace.edit("plan", (doc) => setDetail(doc, "i1", "due", ""));
    await approve(read);
    expect((await workspace.row()).state).toBe("approved");
  });

  it("holds for the submission: what is submitted is what was approved", async () => {
    workspace = await openWorkspace();
    await leadTo("approved");
    // No one may edit it now; a mistake elsewhere must not slip through all the same.
    await workspace.edit("plan", (doc) => setItemText(doc, "i1", fromPlainText("Changed.")));
    await expect(
      takePlanStep(workspace.as("convener.ca"), { documentId: "plan", step: "submit" }),
    ).rejects.toMatchObject({ code: "moved-on" });
    expect((await workspace.row()).state).toBe("approved");
  });

  it("keeps its text as a version, as does the submission", async () => {
    workspace = await openWorkspace();
    await leadTo("submitted");
    await takePlanStep(workspace.as("secretariat"), { documentId: "plan", step: "reopen" });
    const approved = readDocument(await workspace.document());
    await workspace.edit("plan", (doc) => addItem(doc, "a", { id: "i3", text: "Later." }));

    const versions = await listVersions(workspace.store.read, "plan");
    expect(versions.map(({ reason, createdBy }) => [reason, createdBy])).toEqual([
      ["submission", "p-convener-ca"],
      ["approval", "p-convener-ca"],
      ["step", "p-convener-ca"],
    ]);
    for (const { id } of versions) {
      const { content } = await readVersion(workspace.as("convener.ca"), "canada", id);
      expect(content).toEqual(approved);
    }
    const { versions: shown } = await readHistory(workspace.as("convener.ca"), "canada");
    expect(shown.map(({ by }) => by)).toEqual(Array(3).fill("Test convener.ca"));
  });

  it("can be given again after a reopening, on the new text", async () => {
    workspace = await openWorkspace();
    await leadTo("approved");
    const convener = workspace.as("convener.ca");
    const first = await hashNow();
    await takePlanStep(convener, { documentId: "plan", step: "reopen" });
    await workspace.edit("plan", (doc) => setItemText(doc, "i1", fromPlainText("Changed.")));
    await expect(
      takePlanStep(convener, { documentId: "plan", step: "approve", hash: first }),
    ).rejects.toMatchObject({ code: "moved-on" });
    await takePlanStep(convener, { documentId: "plan", step: "approve", hash: await hashNow() });
    const versions = await listVersions(workspace.store.read, "plan");
    expect(versions.map(({ reason }) => reason)).toEqual(["approval", "approval", "step"]);
  });

  it("taken by two at once is taken once", async () => {
    workspace = await openWorkspace();
    await leadTo("open");
    const input = { documentId: "plan", step: "approve", hash: await hashNow() } as const;
    const both = await Promise.allSettled(
      [1, 2].map(() => takePlanStep(workspace.as("convener.ca"), input)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const versions = await listVersions(workspace.store.read, "plan");
    expect(versions.filter(({ reason }) => reason === "approval")).toHaveLength(1);
  });
});

it("a step is about the text that is there, for those who count its items too", async () => {
  workspace = await openWorkspace("open");
  const { app, store } = workspace;
  // As written by someone just before, and not projected yet.
  const doc = await workspace.document();
  const before = Y.encodeStateVector(doc);
  addItem(doc, readDocument(doc).areas[0]?.id ?? "", { id: "late", text: "Written just before." });
  await store.transaction((tx) =>
    appendUpdate(tx, {
      documentId: "plan",
      update: Y.encodeStateAsUpdate(doc, before),
      authorId: null,
      writer: app.writer,
      at: app.now(),
    }),
  );
  const rows = async () => (await listItems(store.read, ["plan"])).map(({ id }) => id);
  expect(await rows()).not.toContain("late");
  const hash = documentHash(doc);
  await takePlanStep(workspace.as("convener.ca"), { documentId: "plan", step: "approve", hash });
  expect(await rows()).toContain("late");
});
