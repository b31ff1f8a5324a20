/** Threads internal to a delegation: who receives them, by every way there is. */
import type { AppLoadContext } from "@remix-run/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findThread } from "#db/comments";
import { permissions, type Subject } from "~/accounts/policy";
import { amendmentsOfParts } from "~/amendments/view-parts";
import {
  deleteComment,
  editComment,
  openThread,
  reopenThread,
  reply,
  resolveThread,
} from "~/comments/comments.server";
import { textOfParts } from "~/documents/text-parts";
import { takePlanStep } from "~/plans/life.server";
import { loader as commentsLoader } from "~/routes/documents.$id.comments";
import { loader as planLoader } from "~/routes/plans.$slug/route";
import { decompress, decompressParts } from "~/ui/payload";
import {
  openWorkspace,
  PEOPLE,
  PEOPLE_NAMES,
  type PersonName,
  type Workspace,
} from "./comments-workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

const refused = (code: string, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });

const open = (person: PersonName, change: object = {}) =>
  openThread(workspace.as(person), {
    documentId: "plan",
    itemId: "i1",
    anchor: null,
    quote: "",
    body: "Our line on this.",
    internal: true,
    ...change,
  });

function args(person: PersonName, path: string, params: Record<string, string>) {
  const context = {
    app: workspace.app,
    person: workspace.personOf(person),
    sessionId: null,
    nonce: "",
    requestId: "request",
    locale: "en",
  } as AppLoadContext;
  return { request: new Request(`http://test.example${path}`), params, context };
}

/** The whole answer, as text: what is internal must not be anywhere in it. */
async function byHttp(person: PersonName, documentId: string): Promise<string> {
  const path = `/documents/${documentId}/comments`;
  return (await commentsLoader(args(person, path, { id: documentId }))).text();
}

/** What the plan's page is given; empty for those to whom it does not open. */
async function byPage(person: PersonName): Promise<string> {
  try {
    const given = await planLoader(args(person, "/plans/canada", { slug: "canada" }));
    const sent = JSON.parse(JSON.stringify(given)) as typeof given;
    return JSON.stringify({
      ...sent,
      content: decompressParts(sent.content, textOfParts),
      threads: decompress(sent.threads),
      amendments: decompressParts(sent.amendments, amendmentsOfParts),
    });
  } catch (error) {
    if (error instanceof Response) return "";
    throw error;
  }
}

describe("a thread internal to a delegation", () => {
  it("is received by its people alone, by the page and by request; for all others nothing differs", async () => {
    for (const state of ["open", "approved", "submitted"] as const) {
      await workspace.setState("plan", "open");
      const before = new Map<PersonName, [string, string]>();
      for (const name of PEOPLE_NAMES) {
        await workspace.setState("plan", state);
        before.set(name, [await byHttp(name, "plan"), await byPage(name)]);
      }
      await workspace.setState("plan", "open");
      const { threadId } = await open("convener.ca", { body: `Our line, ${state}.` });
      await workspace.setState("plan", state);
      const subject: Subject = { kind: "plan", delegation: "CA", state };
      for (const name of PEOPLE_NAMES) {
        const after = [await byHttp(name, "plan"), await byPage(name)];
        const own =
          PEOPLE[name].delegation === "CA" && permissions(PEOPLE[name], subject)["read-comments"];
        if (!own) expect(after, `${name}, ${state}`).toEqual(before.get(name));
        for (const answer of own ? after : []) {
          expect(answer).toContain(threadId);
          expect(answer).toContain(`Our line, ${state}.`);
        }
      }
    }
  });

  it("on the agenda is each delegation's own", async () => {
    await open("convener.ca", { documentId: "agenda", body: "Canada among itself." });
    await open("convener.mx", { documentId: "agenda", body: "Mexico among itself." });
    for (const name of PEOPLE_NAMES) {
      const answer = await byHttp(name, "agenda");
      const { delegation } = PEOPLE[name];
      expect(answer.includes("Canada among itself."), name).toBe(delegation === "CA");
      expect(answer.includes("Mexico among itself."), name).toBe(delegation === "MX");
    }
  });

  it("is begun by conveners alone, each for the own delegation", async () => {
    for (const name of PEOPLE_NAMES) {
      const attempt = open(name, { documentId: "agenda" });
      if (PEOPLE[name].role !== "convener") await expect(attempt).rejects.toThrow(refused("role"));
      else {
        const { threadId } = await attempt;
        const found = await findThread(workspace.store.read, "agenda", threadId);
        expect(found?.thread.internalTo).toBe(PEOPLE[name].delegation);
      }
    }
    await expect(open("member.ca")).rejects.toThrow(refused("role"));
    await expect(open("secretariat")).rejects.toThrow(refused("role"));
    await expect(open("convener.mx")).rejects.toThrow(refused("hidden"));
    await workspace.setState("plan", "approved");
    await expect(open("convener.ca")).rejects.toThrow(refused("state"));
  });

  it("begun before the plan was opened is for those who draft it, as any other", async () => {
    await workspace.close();
    workspace = await openWorkspace("draft");
    await open("convener.ca");
    await takePlanStep(workspace.as("convener.ca"), { documentId: "plan", step: "open" });
    expect(await workspace.threads("drafter.ca")).toHaveLength(1);
    expect(await workspace.threads("member.ca")).toHaveLength(0);
  });

  it("is answered and settled by its people; to all others it is as if there were none", async () => {
    const onAgenda = { documentId: "agenda" };
    const { threadId, commentId } = await open("convener.mx", onAgenda);
    const which = { ...onAgenda, threadId };
    const answer = { ...which, body: "Agreed." };
    for (const name of ["convener.ca", "member.ca", "secretariat"] as const) {
      const context = workspace.as(name);
      for (const attempt of [
        reply(context, answer),
        resolveThread(context, which),
        reopenThread(context, which),
      ]) {
        await expect(attempt).rejects.toThrow(refused("not-found", "threadId"));
      }
      const comment = { ...onAgenda, commentId: commentId ?? "" };
      for (const attempt of [
        editComment(context, { ...comment, body: "x" }),
        deleteComment(context, comment),
      ]) {
        await expect(attempt).rejects.toThrow(refused("not-found", "commentId"));
      }
    }
    await reply(workspace.as("member.mx"), answer);
    await resolveThread(workspace.as("drafter.mx"), which);
    await reopenThread(workspace.as("member.mx"), which);
    const [thread] = await workspace.threads("convener.mx", "agenda");
    expect(thread).toMatchObject({
      internalTo: "MX",
      comments: [{}, { body: "Agreed." }],
      may: { resolve: true, reply: true },
    });
  });

  it("tells the pages of its delegation, and no other, that there is something new", async () => {
    const { threadId } = await open("convener.mx", { documentId: "agenda" });
    expect(workspace.told).toEqual(["agenda comments"]);
    const mexico = ["convener.mx", "member.mx", "drafter.mx"];
    expect(workspace.hearers()).toEqual(mexico);
    const which = { documentId: "agenda", threadId };
    await reply(workspace.as("member.mx"), { ...which, body: "Agreed." });
    expect(workspace.hearers()).toEqual(mexico);
    await resolveThread(workspace.as("drafter.mx"), which);
    expect(workspace.hearers()).toEqual(mexico);
    await open("convener.ca", { internal: false });
    expect(workspace.hearers()).toEqual(PEOPLE_NAMES.filter((name) => !name.endsWith(".mx")));
  });
});
