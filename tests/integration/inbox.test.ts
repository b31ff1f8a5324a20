/** From what someone does to what others find in their inbox, over a real database. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { insertNotices, listTold } from "#db/notifications";
import { consultationRounds } from "#db/schema";
import {
  proposeAmendment,
  supportAmendment,
  withdrawAmendment,
} from "~/amendments/amendments.server";
import { acceptAmendments, rejectAmendments } from "~/amendments/deciding.server";
import { undoDecision } from "~/amendments/undoing.server";
import { deleteComment, editComment, openThread, reply } from "~/comments/comments.server";
import { chooseNotices, readChoices } from "~/inbox/choices.server";
import { markNotices, markOpened } from "~/inbox/marks.server";
import { readInbox, readUnread } from "~/inbox/read.server";
import { SHOWN } from "~/inbox/view";
import { notifyOfDeadlines } from "~/notifications/deadlines.server";
import { openReadyWorkspace } from "./adoption-workspace";
import {
  openWorkspace,
  PEOPLE,
  PEOPLE_NAMES,
  type PersonName,
  type Workspace,
} from "./comments-workspace";
import { addPerson } from "./workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

const inbox = async (who: PersonName) => (await readInbox(workspace.as(who))).notices;
const unread = async (who: PersonName) => (await readUnread(workspace.app, PEOPLE[who])).count;
/** Who has something unread, and how much. */
async function counts(): Promise<Partial<Record<PersonName, number>>> {
  const all = await Promise.all(PEOPLE_NAMES.map(async (who) => [who, await unread(who)] as const));
  return Object.fromEntries(all.filter(([, count]) => count > 0));
}

const say = (who: PersonName, { internal = false, documentId = "plan" } = {}) =>
  openThread(workspace.as(who), {
    documentId,
    itemId: "i1",
    anchor: null,
    quote: "",
    internal,
    body: "What does this mean?",
  });
const answer = (who: PersonName, threadId: string, body = "It means this.") =>
  reply(workspace.as(who), { documentId: "plan", threadId, body });
const propose = (who: PersonName, itemId = "i1") =>
  proposeAmendment(workspace.as(who), {
    documentId: "plan",
    kind: "removal",
    itemId,
    justification: "It is done.",
  });

describe("comments", () => {
  it("a new thread is told to the convener of the plan, with the place", async () => {
    const { commentId } = await say("member.ca");
    expect(await counts()).toEqual({ "convener.ca": 1 });
    expect(await inbox("convener.ca")).toMatchObject([
      {
        kind: "thread",
        read: false,
        actor: { name: "Test member.ca", delegation: "CA" },
        ref: "CA 1.1",
        words: "What does this mean?",
        path: `/plans/canada#comment-${commentId}`,
      },
    ]);
  });

  it("the one who did it is not told, and nobody of a thread on the agenda", async () => {
    await say("convener.ca");
    await say("member.ca", { documentId: "agenda" });
    expect(await counts()).toEqual({});
  });

  it("a reply is told to those who wrote in the thread, and a later one is the same notice", async () => {
    const { threadId } = await say("member.ca");
    await answer("drafter.ca", threadId);
    await answer("secretariat", threadId);
    const last = await answer("drafter.ca", threadId, "Or that.");
    expect(await counts()).toEqual({
      "convener.ca": 1,
      "member.ca": 1,
      secretariat: 1,
      "drafter.ca": 1,
    });
    const [notice, ...others] = await inbox("member.ca");
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      kind: "reply",
      words: "Or that.",
      actor: { name: "Test drafter.ca" },
      path: `/plans/canada#comment-${last.commentId}`,
    });
    // Once it has been read, the next reply is another.
    await markNotices(workspace.as("member.ca"), { ids: [notice?.id ?? ""], read: true });
    await answer("drafter.ca", threadId);
    expect((await inbox("member.ca")).map(({ read }) => read)).toEqual([false, true]);
  });

  it("replies go on where an earlier one was marked as unread again beside a later one", async () => {
    const mark = (ids: string[], read: boolean) =>
      markNotices(workspace.as("member.ca"), { ids, read });
    const { threadId } = await say("member.ca");
    await answer("drafter.ca", threadId, "The first.");
    const [first] = await inbox("member.ca");
    await mark([first?.id ?? ""], true);
    await answer("drafter.ca", threadId, "The second.");
    await mark([first?.id ?? ""], false);
    await answer("drafter.ca", threadId, "The third.");
    const [notice, ...others] = await inbox("member.ca");
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ words: "The third.", read: false });
    expect(await unread("member.ca")).toBe(1);
    // What is marked, is marked whole, and is undone whole.
    expect(await mark([notice?.id ?? ""], true)).toEqual([notice?.id]);
    expect(await inbox("member.ca")).toMatchObject([{ words: "The third.", read: true }]);
    expect(await mark([notice?.id ?? ""], false)).toEqual([notice?.id]);
    expect(await unread("member.ca")).toBe(1);
    await answer("drafter.ca", threadId, "The fourth.");
    expect(await inbox("member.ca")).toMatchObject([{ words: "The fourth.", read: false }]);
  });

  it("an unread reply is news still when a later one is deleted, or names the person", async () => {
    const { threadId } = await say("member.ca");
    await answer("drafter.ca", threadId, "The first.");
    const { commentId } = await answer("drafter.ca", threadId, "The second.");
    await deleteComment(workspace.as("drafter.ca"), {
      documentId: "plan",
      commentId: commentId ?? "",
    });
    expect(await inbox("member.ca")).toMatchObject([{ words: "The first.", read: false }]);
    await answer("drafter.ca", threadId, `@[person:${PEOPLE["member.ca"].id}]: this.`);
    expect(await inbox("member.ca")).toMatchObject([
      { kind: "mention", read: false },
      { kind: "reply", words: "The first.", read: false },
    ]);
  });

  it("what is not shown takes no place of what is", async () => {
    await say("member.ca");
    await workspace.store.transaction((tx) =>
      insertNotices(
        tx,
        Array.from({ length: SHOWN + 1 }, (_, i) => ({
          id: `gone-${i}`,
          personId: PEOPLE["convener.ca"].id,
          kind: "amendment" as const,
          documentId: "plan",
          subject: "amendment" as const,
          subjectId: `none-${i}`,
          actorId: null,
          at: 1e12,
          readAt: null,
          mailedAt: null,
        })),
      ),
    );
    expect(await unread("convener.ca")).toBe(1);
    expect(await inbox("convener.ca")).toMatchObject([{ kind: "thread", read: false }]);
  });

  it("what is internal to a delegation is told and shown to its people alone", async () => {
    const { threadId } = await say("convener.ca", { internal: true });
    await answer("drafter.ca", threadId, "@[delegation:CA] It means this.");
    expect(await counts()).toEqual({ "convener.ca": 1, "member.ca": 1, "member2.ca": 1 });
    const [notice] = await inbox("convener.ca");
    expect(notice).toMatchObject({
      kind: "mention",
      internalTo: "CA",
      words: "@CA It means this.",
    });
    // Whoever goes to another delegation, or has none any more, reads nothing of it there.
    const elsewhere = { ...PEOPLE["convener.ca"], delegation: "MX" };
    const context = { ...workspace.as("convener.ca"), actor: elsewhere };
    expect((await readInbox(context)).notices).toEqual([]);
  });

  it("a mention is told instead of the reply, once, also where it was added later", async () => {
    const { threadId } = await say("member.ca");
    const named = `@[person:${PEOPLE["member.ca"].id}] and @[role:secretariat]: this.`;
    await answer("drafter.ca", threadId, named);
    expect(await counts()).toEqual({ "convener.ca": 1, "member.ca": 1, secretariat: 1 });
    const [notice, ...others] = await inbox("member.ca");
    expect(others).toEqual([]);
    const words = "@Test member.ca and @[role:secretariat]: this.";
    expect(notice).toMatchObject({ kind: "mention", words });

    const { commentId } = await answer("drafter.ca", threadId, "Nobody in particular.");
    await markNotices(workspace.as("member.ca"), { ids: [notice?.id ?? ""], read: true });
    for (const body of [`${named} Really.`, `${named} Indeed.`]) {
      const edit = { documentId: "plan", commentId: commentId ?? "", body };
      await editComment(workspace.as("drafter.ca"), edit);
    }
    expect((await inbox("member.ca")).map(({ kind, read }) => [kind, read])).toEqual([
      ["mention", false],
      ["mention", true],
    ]);
  });

  it("what was deleted, or is no longer the person's to read, is neither shown nor counted", async () => {
    const { threadId } = await say("member.ca");
    const { commentId } = await answer("drafter.ca", threadId);
    expect(await unread("member.ca")).toBe(1);
    await workspace.setState("plan", "draft");
    expect(await unread("member.ca")).toBe(0);
    expect(await inbox("member.ca")).toEqual([]);
    await workspace.setState("plan", "open");
    expect(await unread("member.ca")).toBe(1);
    await deleteComment(workspace.as("drafter.ca"), {
      documentId: "plan",
      commentId: commentId ?? "",
    });
    expect(await inbox("member.ca")).toEqual([]);
  });

  it("nothing is told of what did not happen", async () => {
    await expect(say("member.mx")).rejects.toThrow();
    expect(await counts()).toEqual({});
  });
});

describe("amendments", () => {
  it("are told to conveners, decisions to who proposed and supports them", async () => {
    const { amendmentId } = await propose("member.ca");
    await supportAmendment(workspace.as("member2.ca"), { documentId: "plan", amendmentId }, true);
    expect(await counts()).toEqual({ "convener.ca": 1 });
    await rejectAmendments(workspace.as("convener.ca"), {
      documentId: "plan",
      amendmentIds: [amendmentId],
      reason: "It is needed.",
    });
    expect(await counts()).toEqual({ "convener.ca": 1, "member.ca": 1, "member2.ca": 1 });
    expect(await inbox("member.ca")).toMatchObject([
      {
        kind: "decision",
        decision: { state: "rejected", own: true },
        path: `/plans/canada/amendments#amendment-${amendmentId}`,
      },
    ]);
    expect(await inbox("member2.ca")).toMatchObject([{ decision: { own: false } }]);
  });

  it("that are superseded by a decision are told of too", async () => {
    const one = await propose("member.ca");
    await propose("member2.ca");
    await acceptAmendments(workspace.as("convener.ca"), {
      documentId: "plan",
      amendmentIds: [one.amendmentId],
    });
    expect(await inbox("member2.ca")).toMatchObject([{ decision: { state: "superseded" } }]);
  });

  it("of which a decision is taken back are not shown as decided, and are told anew when they are", async () => {
    const { amendmentId } = await propose("member.ca");
    const decide = () =>
      rejectAmendments(workspace.as("convener.ca"), {
        documentId: "plan",
        amendmentIds: [amendmentId],
        reason: "It is needed.",
      });
    const { decisionId } = await decide();
    const [notice] = await inbox("member.ca");
    await markNotices(workspace.as("member.ca"), { ids: [notice?.id ?? ""], read: true });
    await undoDecision(workspace.as("convener.ca"), { documentId: "plan", decisionId });
    expect(await inbox("member.ca")).toEqual([]);
    await decide();
    expect(await unread("member.ca")).toBe(1);
  });

  it("that were withdrawn are no longer news", async () => {
    const { amendmentId } = await propose("member.ca");
    await withdrawAmendment(workspace.as("member.ca"), { documentId: "plan", amendmentId });
    expect(await counts()).toEqual({});
  });
});

/** A round of the plan, for its members, begun with a date as conveners begin one. */
const addRound = (id: string, number: number, closesAt: number) =>
  workspace.store.transaction(async (tx) => {
    tx.insert(consultationRounds)
      .values({
        id,
        documentId: "plan",
        number,
        audience: "members",
        startedBy: PEOPLE["convener.ca"].id,
        startedAt: 900,
        closesAt,
        timeZone: "America/Toronto",
      })
      .run();
  });

describe("deadlines", () => {
  it("of a round within a day are told once to those who may comment", async () => {
    const { app, store } = workspace;
    const closesAt = app.now() + 3_600_000;
    await addRound("r1", 1, closesAt);
    await addRound("r2", 2, closesAt + 3 * 86_400_000);
    await notifyOfDeadlines(app);
    await notifyOfDeadlines(app);
    expect(await counts()).toEqual({
      "convener.ca": 1,
      "drafter.ca": 1,
      "member.ca": 1,
      "member2.ca": 1,
      secretariat: 1,
    });
    expect(await inbox("member.ca")).toMatchObject([
      {
        kind: "deadline",
        actor: null,
        deadline: { at: closesAt, timeZone: "America/Toronto", of: "round" },
        path: "/plans/canada#round-r1",
      },
    ]);
    await store.transaction(async (tx) => {
      tx.update(consultationRounds).set({ endedAt: app.now() }).run();
    });
    expect(await counts()).toEqual({});
  });

  it("of a silence are told to conveners, also to one who came since", async () => {
    const ready = await openReadyWorkspace();
    try {
      const { app, store } = ready;
      await ready.chairsText();
      const { silenceId } = await ready.silent();
      await notifyOfDeadlines(app);
      const told = async () => (await listTold(store.read, "deadline", silenceId)).sort();
      expect(await told()).toEqual(["p-ca", "p-cmx", "p-cus"]);
      await store.transaction((tx) => addPerson(tx, { id: "p-new", role: "convener" }));
      await notifyOfDeadlines(app);
      expect(await told()).toEqual(["p-ca", "p-cmx", "p-cus", "p-new"]);
    } finally {
      await ready.close();
    }
  });
});

describe("marking", () => {
  it("is for one's own notices alone, answers what it changed, and can be undone", async () => {
    await say("member.ca");
    const [notice] = await inbox("convener.ca");
    const ids = [notice?.id ?? "", "no such"];
    expect(await markNotices(workspace.as("member.ca"), { ids, read: true })).toEqual([]);
    expect(await unread("convener.ca")).toBe(1);
    const changed = await markNotices(workspace.as("convener.ca"), { ids, read: true });
    expect(changed).toEqual([notice?.id]);
    expect(await markNotices(workspace.as("convener.ca"), { ids, read: true })).toEqual([]);
    expect(await unread("convener.ca")).toBe(0);
    await markNotices(workspace.as("convener.ca"), { ids: changed, read: false });
    expect(await unread("convener.ca")).toBe(1);
    await expect(markNotices(workspace.as(null), { ids, read: true })).rejects.toThrow(
      "signed-out",
    );
  });

  it("comes of opening the place, from any comment of the thread", async () => {
    const { threadId, commentId } = await say("member.ca");
    await answer("drafter.ca", threadId);
    await answer("member2.ca", threadId);
    const place = { subject: "comment", subjectId: commentId ?? "" } as const;
    expect(await markOpened(workspace.as("drafter.ca"), place)).toBe(1);
    expect(await markOpened(workspace.as("drafter.ca"), place)).toBe(0);
    expect(await counts()).toEqual({ "convener.ca": 1, "member.ca": 1 });
  });
});

describe("choices", () => {
  const choice = { wanted: ["reply"], mail: "weekly", mailHour: "7", timeZone: "America/Toronto" };

  it("begin with everything, and mail every day once the server sends any", async () => {
    const context = workspace.as("convener.ca");
    const mailed = { ...context, settings: { ...context.settings, mail: true } };
    const first = { muted: [], mail: "daily", mailHour: 8, chosen: false };
    expect(await readChoices(context)).toMatchObject({ ...first, mailed: false });
    expect(await readChoices(mailed)).toMatchObject({ ...first, mailed: true });
    // The form as it stands, with one kind unticked, while no mail is sent.
    const { mail, mailHour, timeZone } = await readChoices(context);
    await chooseNotices(context, { wanted: ["reply"], mail, mailHour, timeZone });
    expect(await readChoices(mailed)).toMatchObject({ mail: "daily", chosen: true });
    await chooseNotices(context, { wanted: [], mail: "never", mailHour, timeZone });
    expect(await readChoices(mailed)).toMatchObject({ mail: "never" });
  });

  it("are kept, and what is muted is not told from then on", async () => {
    await chooseNotices(workspace.as("convener.ca"), choice);
    expect(await readChoices(workspace.as("convener.ca"))).toEqual({
      muted: ["mention", "thread", "amendment", "decision", "deadline"],
      mail: "weekly",
      mailHour: 7,
      timeZone: "America/Toronto",
      mailed: false,
      chosen: true,
    });
    await say("member.ca");
    expect(await counts()).toEqual({});
  });

  it.each([
    ["a kind that is none", { wanted: ["gossip"] }],
    ["an hour that is none", { mailHour: "24" }],
    ["a zone that is none", { timeZone: "Mars/Olympus" }],
    ["another rhythm", { mail: "hourly" }],
  ])("are refused with %s, and nothing is kept", async (_, change) => {
    const attempt = chooseNotices(workspace.as("convener.ca"), { ...choice, ...change });
    await expect(attempt).rejects.toMatchObject({ code: "invalid" });
    expect((await readChoices(workspace.as("convener.ca"))).chosen).toBe(false);
  });
});
