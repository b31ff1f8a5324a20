/** What is written while a plan is closed again: it stays within, and goes out only as chosen. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listNotices } from "#db/notifications";
import { insertVersion } from "#db/versions";
import { changeAmendment, proposeAmendment } from "~/amendments/amendments.server";
import { rejectAmendments } from "~/amendments/deciding.server";
import { readAmendments } from "~/amendments/read.server";
import { editComment, openThread, reply } from "~/comments/comments.server";
import { readThreads } from "~/comments/read.server";
import { readDocumentView, readHistory } from "~/documents/read.server";
import { fromPlainText } from "~/documents/rich-text";
import { shownOf } from "~/inbox/read.server";
import { takePlanStep } from "~/plans/life.server";
import { setRound } from "~/plans/rounds.server";
import { openWorkspace, PEOPLE, type PersonName, type Workspace } from "./plans-workspace";

const BEGUN = Date.parse("2026-11-20T12:00:00Z");
const WITHIN: PersonName[] = ["convener.ca", "drafter.ca"];
const OUTSIDE: PersonName[] = ["member.ca", "secretariat", "observer"];

let workspace: Workspace;
let now: number;
beforeEach(async () => {
  now = BEGUN;
  workspace = await openWorkspace("open", () => now);
});
afterEach(() => workspace.close());

const later = () => {
  now += 60_000;
};
const convener = () => workspace.as("convener.ca");
async function step(step: "open" | "close", letOut: string[] = []) {
  later();
  await takePlanStep(convener(), { documentId: "plan", step, letOut });
  later();
}
const round = (audience: "members" | "all", letOut: string[] = []) =>
  setRound(convener(), {
    documentId: "plan",
    closes: "2026-12-04T18:00",
    timeZone: "America/Toronto",
    audience,
    note: "",
    letOut,
  });
const say = async (who: PersonName, body: string, internal = false) =>
  openThread(workspace.as(who), {
    ...{ documentId: "plan", itemId: "i1", anchor: null, quote: "", body },
    ...(internal ? { internal: true } : {}),
  });
const answer = async (who: PersonName, threadId: string, body: string) =>
  reply(workspace.as(who), { documentId: "plan", threadId, body });
const threadsOf = async (who: PersonName) =>
  (await readThreads(workspace.app, PEOPLE[who], "plan")).threads;
const heard = async (who: PersonName) =>
  (await threadsOf(who)).flatMap(({ comments }) => comments.map(({ body }) => body));
async function propose(who: PersonName, words: string) {
  const { content } = await readDocumentView(workspace.as(who), "canada");
  const item = content.areas.flatMap(({ items }) => items).find(({ id }) => id === "i1");
  if (!item) throw new Error("no item");
  const written = await proposeAmendment(workspace.as(who), {
    documentId: "plan",
    kind: "text",
    itemId: "i1",
    basis: JSON.stringify(item.text),
    text: JSON.stringify(fromPlainText(words)),
    justification: "It is clearer.",
  });
  return written.amendmentId ?? "";
}
const proposed = async (who: PersonName) =>
  (await readAmendments(workspace.as(who), "plan", "read")).amendments.map(({ id }) => id);

describe("what is said while a plan is closed again", () => {
  it("stays with those who draft it at the next opening, whatever that is", async () => {
    await say("member.ca", "before");
    await step("close");
    await say("drafter.ca", "within");
    await step("open");
    for (const who of WITHIN) expect(await heard(who)).toEqual(["before", "within"]);
    for (const who of OUTSIDE) expect(await heard(who)).toEqual(["before"]);
    await round("all");
    for (const who of OUTSIDE) expect(await heard(who)).toEqual(["before"]);
    expect(await heard("member.mx")).toEqual([]);
  });

  it("stays within in an answer to a thread that others read, also when a word of theirs is changed", async () => {
    const { threadId } = await say("convener.ca", "before");
    const answered = await answer("drafter.ca", threadId, "answered");
    await step("close");
    await answer("convener.ca", threadId, "within");
    await editComment(workspace.as("drafter.ca"), {
      documentId: "plan",
      commentId: answered.commentId ?? "",
      body: "answered otherwise",
    });
    await step("open");
    for (const who of WITHIN) {
      expect(await heard(who)).toEqual(["before", "answered otherwise", "within"]);
    }
    for (const who of OUTSIDE) expect(await heard(who)).toEqual(["before"]);
    expect((await threadsOf("convener.ca")).map(({ heldBack }) => heldBack)).toEqual([true]);
    await answer("secretariat", threadId, "after");
    for (const who of OUTSIDE) expect(await heard(who)).toEqual(["before", "after"]);
  });

  it("goes out where the convener chooses so, and nothing else of it", async () => {
    await step("close");
    const chosen = await say("drafter.ca", "chosen");
    await say("drafter.ca", "not chosen");
    await step("open", [chosen.threadId]);
    for (const who of OUTSIDE) expect(await heard(who)).toEqual(["chosen"]);
    expect((await threadsOf("convener.ca")).map(({ heldBack }) => heldBack)).toEqual([false, true]);
  });

  it("goes out to all delegations where the plan is opened to all", async () => {
    await step("close");
    const chosen = await say("drafter.ca", "chosen");
    await say("drafter.ca", "not chosen");
    later();
    await round("all", [chosen.threadId]);
    later();
    for (const who of [...OUTSIDE, "member.mx"] as PersonName[]) {
      expect(await heard(who)).toEqual(["chosen"]);
    }
  });

  it("can go out at a later opening", async () => {
    await step("close");
    const { threadId } = await say("drafter.ca", "within");
    await step("open");
    await step("close");
    expect((await threadsOf("convener.ca")).map(({ heldBack }) => heldBack)).toEqual([true]);
    await step("open", [threadId]);
    for (const who of OUTSIDE) expect(await heard(who)).toEqual(["within"]);
  });

  it("never goes out where it was said before the first opening, or is internal", async () => {
    await step("close");
    const internal = await say("convener.ca", "internal", true);
    later();
    await expect(
      takePlanStep(convener(), { documentId: "plan", step: "open", letOut: [internal.threadId] }),
    ).rejects.toMatchObject({ code: "invalid", field: "letOut" });
    await expect(
      takePlanStep(convener(), { documentId: "plan", step: "open", letOut: ["of-another"] }),
    ).rejects.toMatchObject({ code: "invalid", field: "letOut" });
    expect(await workspace.row()).toMatchObject({ state: "draft" });
    workspace.close();
    workspace = await openWorkspace("draft", () => now);
    const first = await say("drafter.ca", "of the draft");
    await step("open", [first.threadId]);
    for (const who of OUTSIDE) expect(await heard(who)).toEqual([]);
  });

  it("is told by no notice to those who do not read it", async () => {
    const { threadId } = await say("secretariat", "before");
    await step("close");
    await answer("drafter.ca", threadId, "within");
    await step("open");
    const noticesOf = async (who: PersonName) =>
      shownOf(
        workspace.app,
        PEOPLE[who],
        await listNotices(workspace.store.read, PEOPLE[who].id, 50),
      );
    expect(await noticesOf("secretariat")).toEqual([]);
    expect(await noticesOf("convener.ca")).toHaveLength(1);
  });
});

describe("what is answered or decided while a plan is closed again", () => {
  const kindsTold = async (who: PersonName) =>
    (
      await shownOf(
        workspace.app,
        PEOPLE[who],
        await listNotices(workspace.store.read, PEOPLE[who].id, 50),
      )
    ).map(({ stored }) => stored.notice.kind);

  it("is told at the next opening to whom it concerns, as far as they may read it then", async () => {
    const { threadId } = await say("member.ca", "Who pays for this?");
    const other = await say("member.ca", "And when?");
    const amendmentId = await propose("member.ca", "Theirs.");
    await step("close");
    await answer("convener.ca", threadId, "The ministry.");
    await answer("convener.ca", other.threadId, "We do not know yet.");
    await rejectAmendments(convener(), {
      documentId: "plan",
      amendmentIds: [amendmentId],
      reason: "Too short.",
    });
    expect(await kindsTold("member.ca")).toEqual([]);
    await step("open", [threadId]);
    expect((await kindsTold("member.ca")).sort()).toEqual(["decision", "reply"]);
    expect(await kindsTold("secretariat")).toEqual([]);
  });
});

describe("what is proposed while a plan is closed again", () => {
  it("stays within, as does what was written anew then, until it is let out", async () => {
    const known = await propose("drafter.ca", "Known.");
    await step("close");
    const within = await propose("drafter.ca", "Within.");
    await changeAmendment(workspace.as("drafter.ca"), {
      documentId: "plan",
      amendmentId: known,
      text: JSON.stringify(fromPlainText("Known, and written anew.")),
      justification: "It is clearer still.",
    });
    await step("open");
    expect(await proposed("convener.ca")).toEqual([known, within]);
    for (const who of OUTSIDE) expect(await proposed(who)).toEqual([]);
    await step("close");
    await step("open", [known]);
    for (const who of OUTSIDE) expect(await proposed(who)).toEqual([known]);
  });

  it("is no version for others either", async () => {
    await step("close");
    const version = {
      id: "v1",
      documentId: "plan",
      seq: 1,
      reason: "manual" as const,
      state: Buffer.from([0, 0]),
      createdBy: PEOPLE["convener.ca"].id,
      createdAt: now,
    };
    await workspace.store.transaction((tx) => insertVersion(tx, version));
    await step("open");
    const versions = async (who: PersonName) =>
      (await readHistory(workspace.as(who), "canada")).versions.map(({ id }) => id);
    expect(await versions("convener.ca")).toContain("v1");
    expect(await versions("secretariat")).not.toContain("v1");
  });
});

describe("before something is written", () => {
  it("the page knows who reads it now and later", async () => {
    const readers = async () => (await readDocumentView(convener(), "canada")).readers;
    expect(await readers()).toBe("members");
    const { threadId } = await say("drafter.ca", "before");
    await step("close");
    expect(await readers()).toBe("drafters-again");
    const within = await say("drafter.ca", "within");
    await step("open");
    later();
    await round("all");
    later();
    expect(await readers()).toBe("all");
    const ofThreads = new Map(
      (await threadsOf("convener.ca")).map(({ id, readers: those }) => [id, those]),
    );
    // Others read a thread that was begun before they could read the plan no more than before.
    expect(ofThreads.get(threadId)).toBe("members");
    expect(ofThreads.get(within.threadId)).toBe("drafters-again");
  });
});
