import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { insertAmendment } from "#db/amendments";
import { mayOnDocument, PLAN_STATES, permissions } from "~/accounts/policy";
import {
  deleteComment,
  editComment,
  openThread,
  reopenThread,
  reply,
  resolveThread,
} from "~/comments/comments.server";
import { placesOf } from "~/comments/places";
import { readThreads, readThreadsAlone } from "~/comments/read.server";
import { removeArea, removeItem, setItemText } from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";
import { takePlanStep } from "~/plans/life.server";
import {
  openWorkspace,
  PEOPLE,
  PEOPLE_NAMES,
  type PersonName,
  WORDS,
  type Workspace,
} from "./comments-workspace";
import { OPENED_AT } from "./workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

const onItem = { documentId: "plan", itemId: "i1", anchor: null, quote: "" };
const open = (person: PersonName | null, change: object = {}) =>
  openThread(workspace.as(person), { ...onItem, body: "Who pays?", ...change });
const refused = (code: string, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });

describe("a thread", () => {
  it("stands on a passage, with the document's own words and its author", async () => {
    const { anchor } = await workspace.anchor();
    const { threadId } = await open("member.ca", {
      anchor,
      quote: "words that were never there",
      body: "  Who pays?\r\nAnd when?\u0007 ",
    });
    await reply(workspace.as("drafter.ca"), { documentId: "plan", threadId, body: "We will." });

    const [thread, ...others] = await workspace.threads("observer");
    expect(others).toEqual([]);
    expect(thread).toMatchObject({
      id: threadId,
      itemId: "i1",
      anchor,
      quote: WORDS,
      resolved: null,
      comments: [
        {
          author: { name: "Test member.ca", role: "member", delegation: "CA" },
          body: "Who pays?\nAnd when?",
        },
        { author: { name: "Test drafter.ca" }, body: "We will." },
      ],
    });
    expect(workspace.told).toEqual(["plan comments", "plan comments"]);
    expect(await workspace.recorded()).toEqual(["comments.open", "comments.reply"]);
  });

  it("is opened by exactly those who may comment, in every state of the plan", async () => {
    for (const state of PLAN_STATES) {
      await workspace.setState("plan", state);
      for (const name of PEOPLE_NAMES) {
        const decision = mayOnDocument(PEOPLE[name], "comment", {
          kind: "plan",
          delegation: "CA",
          state,
        });
        const attempt = open(name);
        if (decision.allowed) await expect(attempt).resolves.toBeDefined();
        else await expect(attempt).rejects.toThrow(refused(decision.reason));
      }
    }
    await expect(open(null)).rejects.toThrow(refused("signed-out"));
  });

  it("is read by exactly those who may read the comments; other readers' pages have none", async () => {
    await open("convener.ca");
    for (const state of PLAN_STATES) {
      await workspace.setState("plan", state);
      for (const name of PEOPLE_NAMES) {
        const may = permissions(PEOPLE[name], { kind: "plan", delegation: "CA", state });
        const page = workspace.threads(name);
        if (may.read) await expect(page).resolves.toHaveLength(may["read-comments"] ? 1 : 0);
        else await expect(page).rejects.toThrow(refused("hidden"));

        const alone = readThreadsAlone(workspace.app, PEOPLE[name], "plan");
        if (may["read-comments"]) expect((await alone).threads).toHaveLength(1);
        else await expect(alone).rejects.toThrow(refused(may.read ? "delegation" : "hidden"));
      }
    }
    await expect(readThreads(workspace.app, null, "plan")).rejects.toThrow(refused("signed-out"));
    await expect(workspace.threads("member.ca", "none")).rejects.toThrow(refused("not-found"));
  });

  it("begun before the plan was first opened stays with those who draft it", async () => {
    await workspace.close();
    workspace = await openWorkspace("draft");
    const step = (name: "open" | "close") =>
      takePlanStep(workspace.as("convener.ca"), { documentId: "plan", step: name });
    const internal = await open("drafter.ca", { body: "Between us." });
    await step("open");
    const answer = { documentId: "plan", threadId: internal.threadId, body: "Still." };
    await reply(workspace.as("convener.ca"), answer);
    const shared = await open("drafter.ca", { body: "For all." });
    // Opening it again changes nothing: what counts is when it was opened first.
    await step("close");
    await step("open");

    for (const state of ["open", "approved", "submitted"] as const) {
      await workspace.setState("plan", state);
      const ids = async (name: PersonName) => (await workspace.threads(name)).map(({ id }) => id);
      for (const name of ["convener.ca", "drafter.ca"] as const) {
        expect(await ids(name)).toEqual([internal.threadId, shared.threadId]);
      }
      for (const name of ["member.ca", "observer", "secretariat"] as const) {
        expect(await ids(name)).toEqual([shared.threadId]);
      }
      if (state === "submitted") expect(await ids("drafter.mx")).toEqual([]);
    }

    await workspace.setState("plan", "open");
    for (const name of ["member.ca", "secretariat"] as const) {
      const context = workspace.as(name);
      for (const attempt of [
        reply(context, answer),
        resolveThread(context, { documentId: "plan", threadId: internal.threadId }),
      ]) {
        await expect(attempt).rejects.toThrow(refused("not-found", "threadId"));
      }
    }
    await resolveThread(workspace.as("drafter.ca"), {
      documentId: "plan",
      threadId: internal.threadId,
    });
  });

  it("on the agenda takes comments of delegations, until it is adopted", async () => {
    const agenda = { documentId: "agenda" };
    await open("member.mx", agenda);
    await expect(open("observer", agenda)).rejects.toThrow(refused("role"));
    await workspace.setState("agenda", "adopted");
    await expect(open("member.mx", agenda)).rejects.toThrow(refused("state"));
    expect(await workspace.threads("observer", "agenda")).toHaveLength(1);
  });

  it("refuses what is malformed, empty, too long or about nothing, and writes nothing", async () => {
    const { anchor, quote } = await workspace.anchor();
    const end = JSON.stringify({ item: { client: 1, clock: -1 }, assoc: 0 });
    const cases: [object, string, string][] = [
      [{ body: " \n\u0000 " }, "invalid", "body"],
      [{ body: "x".repeat(5001) }, "invalid", "body"],
      [{ quote: "x".repeat(2001) }, "invalid", "quote"],
      [{ anchor: { start: end, end } }, "invalid", "anchor.start"],
      [{ anchor: { start: anchor.start, end: `${anchor.end}{` } }, "invalid", "anchor.end"],
      [{ anchor: { ...anchor, more: "x" } }, "invalid", "anchor"],
      [{ anchor: { ...anchor, start: anchor.start + " ".repeat(2048) } }, "invalid", "anchor"],
      [{ requestKey: "short" }, "invalid", "requestKey"],
      [{ itemId: "none" }, "not-found", "itemId"],
      [{ itemId: "i2", anchor, quote }, "moved-on", "anchor"],
      [{ documentId: "none" }, "not-found", ""],
    ];
    for (const [change, code, field] of cases) {
      await expect(open("member.ca", change)).rejects.toThrow(refused(code, field));
    }
    expect(await workspace.threads("member.ca")).toEqual([]);
    expect(workspace.told).toEqual([]);
    expect(await workspace.recorded()).toEqual([]);
  });

  it("is not opened on a passage that was deleted a moment ago", async () => {
    const { anchor, quote } = await workspace.anchor();
    await workspace.edit("plan", (doc) => setItemText(doc, "i1", fromPlainText("Other words.")));
    await expect(open("member.ca", { anchor, quote })).rejects.toThrow(refused("moved-on"));
  });

  it("is opened once when the same form is sent twice, also at once", async () => {
    const requestKey = "form-0123456789";
    const [first, second] = await Promise.all([
      open("member.ca", { requestKey }),
      open("member.ca", { requestKey }),
    ]);
    expect(second).toEqual(first);
    const answer = { documentId: "plan", threadId: first.threadId, body: "Again", requestKey };
    const sent = await reply(workspace.as("drafter.ca"), answer);
    expect(await reply(workspace.as("drafter.ca"), answer)).toEqual(sent);
    // Another person's key is another key.
    expect(sent.commentId).not.toBe(first.commentId);
    const [thread, ...others] = await workspace.threads("member.ca");
    expect(others).toEqual([]);
    expect(thread?.comments).toHaveLength(2);
    expect(await workspace.recorded()).toEqual(["comments.open", "comments.reply"]);
    expect(workspace.told).toHaveLength(2);
  });

  it("is on an area, on the whole document, or on an amendment that its readers may read", async () => {
    const { threadId } = await open("member.ca", { about: "area", itemId: "a" });
    await open("member.ca", { about: "document", itemId: "" });
    const row = { documentId: "plan", kind: "text", itemId: "i2", basisRef: "CA 1.2" } as const;
    const proposed = { ...row, justification: "", proposedBy: PEOPLE["drafter.ca"].id };
    await workspace.store.transaction(async (tx) => {
      await insertAmendment(tx, { ...proposed, id: "early", proposedAt: OPENED_AT - 1 });
      await insertAmendment(tx, { ...proposed, id: "late", proposedAt: OPENED_AT + 1 });
    });
    await open("member.ca", { about: "amendment", itemId: "late" });
    await open("drafter.ca", { about: "amendment", itemId: "early" });
    const seen = async (name: PersonName) =>
      (await workspace.threads(name)).map(({ about, itemId, amendedItemId }) => [
        about,
        itemId,
        amendedItemId,
      ]);
    const forAll = [
      ["area", "a", null],
      ["document", "", null],
      ["amendment", "late", "i2"],
    ];
    expect(await seen("observer")).toEqual(forAll);
    expect(await seen("drafter.ca")).toEqual([...forAll, ["amendment", "early", "i2"]]);

    const { anchor } = await workspace.anchor();
    for (const [change, code, field] of [
      [{ about: "amendment", itemId: "early" }, "not-found", "itemId"],
      [{ about: "amendment", itemId: "none" }, "not-found", "itemId"],
      [{ about: "amendment", itemId: "late", documentId: "agenda" }, "not-found", "itemId"],
      [{ about: "area", itemId: "i1" }, "not-found", "itemId"],
      [{ about: "item", itemId: "a" }, "not-found", "itemId"],
      [{ about: "item", itemId: "" }, "not-found", "itemId"],
      [{ about: "document", itemId: "i1" }, "invalid", "itemId"],
      [{ about: "area", itemId: "a", anchor }, "invalid", "anchor"],
      [{ about: "page", itemId: "a" }, "invalid", "about"],
    ] as const) {
      await expect(open("member.ca", change)).rejects.toThrow(refused(code, field));
    }

    await workspace.edit("plan", (doc) => removeArea(doc, "a"));
    await expect(open("member.ca", { about: "area", itemId: "a" })).rejects.toThrow(
      refused("not-found", "itemId"),
    );
    await reply(workspace.as("member.ca"), { documentId: "plan", threadId, body: "A pity." });
    const threads = await workspace.threads("member.ca");
    const places = placesOf(await workspace.document("plan"), "CA", threads);
    expect(places.get(threadId)).toMatchObject({ about: "area", ref: "" });
  });

  it("outlives its item: with its words, and open to replies but not to new threads", async () => {
    const { anchor, quote } = await workspace.anchor();
    const { threadId } = await open("member.ca", { anchor, quote });
    await workspace.edit("plan", (doc) => {
      setItemText(doc, "i1", fromPlainText("Something else."));
      removeItem(doc, "i1");
    });
    await reply(workspace.as("member.ca"), { documentId: "plan", threadId, body: "A pity." });
    await expect(open("member.ca")).rejects.toThrow(refused("not-found", "itemId"));

    const threads = await workspace.threads("member.ca");
    expect(threads).toMatchObject([{ quote: WORDS, comments: [{}, { body: "A pity." }] }]);
    const places = placesOf(await workspace.document("plan"), "CA", threads);
    expect(places.get(threadId)).toMatchObject({ ref: "", gone: true });
  });
});

describe("replying", () => {
  it("needs a thread of this very document", async () => {
    const { threadId } = await open("member.ca");
    const elsewhere = { documentId: "agenda", threadId, body: "x" };
    await expect(reply(workspace.as("secretariat"), elsewhere)).rejects.toThrow(
      refused("not-found", "threadId"),
    );
    await expect(
      reply(workspace.as("observer"), { ...elsewhere, documentId: "plan" }),
    ).rejects.toThrow(refused("role"));
  });
});

describe("editing and deleting", () => {
  it("are for one's own comments, while one may comment", async () => {
    const { commentId } = await open("member.ca");
    const which = { documentId: "plan", commentId: commentId ?? "" };
    const change = { ...which, body: "Who pays for it?" };
    for (const name of ["member2.ca", "convener.ca", "secretariat", "observer"] as const) {
      await expect(editComment(workspace.as(name), change)).rejects.toThrow(refused("role"));
      await expect(deleteComment(workspace.as(name), which)).rejects.toThrow(refused("role"));
    }
    await editComment(workspace.as("member.ca"), change);
    await editComment(workspace.as("member.ca"), change);
    const [thread] = await workspace.threads("member.ca");
    expect(thread?.comments[0]).toMatchObject({ body: change.body, may: { change: true } });
    expect(thread?.comments[0]?.editedAt).toBeGreaterThan(thread?.createdAt ?? 0);
    expect(await workspace.recorded()).toEqual(["comments.open", "comments.edit"]);

    await workspace.setState("plan", "approved");
    await expect(editComment(workspace.as("member.ca"), change)).rejects.toThrow(refused("state"));
    const [later] = await workspace.threads("member.ca");
    expect(later).toMatchObject({
      comments: [{ may: { change: false } }],
      may: { reply: false, resolve: false },
    });
  });

  it("leave the replies, and never send a deleted text; with its last comment a thread ends", async () => {
    const { threadId, commentId } = await open("member.ca");
    const answer = { documentId: "plan", threadId, body: "Us." };
    const replied = await reply(workspace.as("drafter.ca"), answer);
    const first = { documentId: "plan", commentId: commentId ?? "" };
    await deleteComment(workspace.as("member.ca"), first);
    await deleteComment(workspace.as("member.ca"), first);
    expect(await workspace.threads("member.ca")).toMatchObject([
      { comments: [{ deleted: true, body: "", may: { change: false } }, { body: "Us." }] },
    ]);
    await expect(
      editComment(workspace.as("member.ca"), { ...first, body: "Back" }),
    ).rejects.toThrow(refused("not-found"));

    await deleteComment(workspace.as("drafter.ca"), {
      documentId: "plan",
      commentId: replied.commentId ?? "",
    });
    expect(await workspace.threads("member.ca")).toEqual([]);
    await expect(reply(workspace.as("member.ca"), answer)).rejects.toThrow(refused("not-found"));
    await expect(
      resolveThread(workspace.as("convener.ca"), { documentId: "plan", threadId }),
    ).rejects.toThrow(refused("not-found"));
  });
});

describe("resolving", () => {
  it("is for those who may settle any thread, and for whoever opened this one", async () => {
    const { threadId } = await open("member.ca");
    const which = { documentId: "plan", threadId };
    for (const name of ["member2.ca", "observer", "secretariat"] as const) {
      await expect(resolveThread(workspace.as(name), which)).rejects.toThrow(refused("role"));
    }
    await expect(resolveThread(workspace.as("drafter.mx"), which)).rejects.toThrow(
      refused("hidden"),
    );
    await resolveThread(workspace.as("member.ca"), which);
    await resolveThread(workspace.as("convener.ca"), which);
    const [thread] = await workspace.threads("member.ca");
    expect(thread?.resolved?.by?.name).toBe("Test member.ca");

    await expect(reopenThread(workspace.as("member2.ca"), which)).rejects.toThrow(refused("role"));
    await reopenThread(workspace.as("drafter.ca"), which);
    const [reopened] = await workspace.threads("member.ca");
    expect(reopened).toMatchObject({
      resolved: null,
      reopened: { by: { name: "Test drafter.ca", delegation: "CA" } },
    });
    expect(reopened?.reopened?.at).toBeGreaterThan(thread?.resolved?.at ?? 0);
    await reopenThread(workspace.as("convener.ca"), which);
    await resolveThread(workspace.as("convener.ca"), which);
    const [again] = await workspace.threads("member.ca");
    expect(again?.resolved?.by?.name).toBe("Test convener.ca");
    expect(again?.reopened).toEqual(reopened?.reopened);
    expect(await workspace.recorded()).toEqual([
      "comments.open",
      "comments.resolve",
      "comments.reopen",
      "comments.resolve",
    ]);
  });

  it("is said to each reader as it is for them", async () => {
    await open("member.ca");
    const may = async (name: PersonName) => (await workspace.threads(name))[0]?.may.resolve;
    expect(await may("member.ca")).toBe(true);
    expect(await may("member2.ca")).toBe(false);
    expect(await may("drafter.ca")).toBe(true);
    await workspace.setState("plan", "approved");
    expect(await may("member.ca")).toBe(false);
    expect(await may("drafter.ca")).toBe(false);
  });
});
