/** Names in comments: whom the server lets one name, what is kept, who can be named. */
import type { AppLoadContext } from "@remix-run/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findThread, listMentions } from "#db/comments";
import { findDocument } from "#db/documents";
import { updatePerson } from "#db/people";
import { deleteComment, editComment, openThread, reply } from "~/comments/comments.server";
import { mentionedPeople, mentionsIn } from "~/comments/mentions";
import { readersOf } from "~/comments/mentions.server";
import { mayReadThread } from "~/comments/rules";
import { readableOf } from "~/comments/writing.server";
import { loader } from "~/routes/documents.$id.mentionable";
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
const token = (name: PersonName) => `@[person:${PEOPLE[name].id}]`;

const open = (person: PersonName, body: string, change: object = {}) =>
  openThread(workspace.as(person), { documentId: "plan", itemId: "i1", body, ...change });

const kept = async (commentId: string | null) =>
  (await listMentions(workspace.store.read, commentId ?? ""))
    .map(({ kind, value }) => `${kind} ${value}`)
    .sort();

async function offered(person: PersonName | null, query: string, documentId = "plan") {
  const context = {
    app: workspace.app,
    person: person && workspace.personOf(person),
    requestId: "request",
  } as AppLoadContext;
  const request = new Request(`http://test.example/documents/${documentId}/mentionable?${query}`);
  const response = await loader({ request, params: { id: documentId }, context });
  const answer = await response.json();
  return {
    status: response.status,
    ...answer,
    ids: (answer.people ?? []).map(({ id }: { id: string }) => id).sort(),
  };
}

describe("naming someone in a comment", () => {
  it("is kept, shown with the name as it is now, replaced by an edit and gone with the comment", async () => {
    const body = `${token("drafter.ca")} and @[role:secretariat]: see @[delegation:CA].`;
    const { threadId, commentId } = await open("member.ca", body);
    expect(await kept(commentId)).toEqual(["delegation CA", "person p-dca", "role secretariat"]);
    const [thread] = await workspace.threads("observer");
    expect(thread?.comments[0]).toMatchObject({
      body,
      mentioned: [{ id: "p-dca", name: "Test drafter.ca", role: "drafter", delegation: "CA" }],
    });

    const which = { documentId: "plan", commentId: commentId ?? "" };
    const next = `${token("convener.ca")} instead.`;
    await editComment(workspace.as("member.ca"), { ...which, body: next });
    expect(await kept(commentId)).toEqual(["person p-cca"]);
    const replied = await reply(workspace.as("drafter.ca"), {
      documentId: "plan",
      threadId,
      body: `Thank you, ${token("member.ca")}.`,
    });
    expect(await kept(replied.commentId)).toEqual(["person p-mca"]);
    await deleteComment(workspace.as("member.ca"), which);
    expect(await kept(commentId)).toEqual([]);
    expect(await kept(replied.commentId)).toEqual(["person p-mca"]);
  });

  it("is refused where they may not read the thread, or are not there; nothing is written", async () => {
    const refusal = refused("invalid", "mentions");
    for (const body of [
      token("drafter.mx"),
      "@[delegation:MX]",
      "@[person:nobody]",
      "@[delegation:XX]",
      Array.from({ length: 31 }, (_, i) => `@[person:p${i}]`).join(" "),
    ]) {
      await expect(open("member.ca", body)).rejects.toThrow(refusal);
    }
    expect(await workspace.threads("member.ca")).toEqual([]);

    const { threadId, commentId } = await open("convener.ca", "Among us.", { internal: true });
    const answer = { documentId: "plan", threadId };
    for (const body of [token("secretariat"), "@[role:observer]", token("member.mx")]) {
      await expect(reply(workspace.as("member.ca"), { ...answer, body })).rejects.toThrow(refusal);
      const change = { documentId: "plan", commentId: commentId ?? "", body };
      await expect(editComment(workspace.as("convener.ca"), change)).rejects.toThrow(refusal);
    }
    await reply(workspace.as("member.ca"), { ...answer, body: "@[role:convener] agreed." });
    expect((await workspace.threads("convener.ca"))[0]?.comments).toHaveLength(2);
  });

  it("on the agenda goes across delegations, but not out of a thread within one", async () => {
    const agenda = { documentId: "agenda" };
    const { commentId } = await open(
      "member.ca",
      `${token("drafter.mx")}, @[delegation:MX]`,
      agenda,
    );
    expect(await kept(commentId)).toEqual(["delegation MX", "person p-dmx"]);
    // The agenda is of no delegation: whose conveners?
    await expect(open("member.ca", "@[role:convener]", agenda)).rejects.toThrow(
      refused("invalid", "mentions"),
    );
    const within = { ...agenda, internal: true };
    await open("convener.mx", "@[role:drafter]", within);
    await expect(open("convener.mx", token("member.ca"), within)).rejects.toThrow(
      refused("invalid", "mentions"),
    );
  });

  it("stays where someone has lost access since, but they are not told and not named anew", async () => {
    const body = `${token("member2.ca")}, please.`;
    const { threadId, commentId } = await open("drafter.ca", body);
    await workspace.store.transaction((tx) => updatePerson(tx, "p-m2ca", { withdrawnAt: 1 }));
    const which = { documentId: "plan", commentId: commentId ?? "" };
    await editComment(workspace.as("drafter.ca"), { ...which, body: `${body} And soon.` });
    expect(await kept(commentId)).toEqual(["person p-m2ca"]);
    await expect(open("drafter.ca", body)).rejects.toThrow(refused("invalid", "mentions"));

    const q = workspace.store.read;
    const [document, facts] = [
      await findDocument(q, "plan"),
      await findThread(q, "plan", threadId),
    ];
    if (!document || !facts) throw new Error("not there");
    const readers = await readersOf(q, document, readableOf(facts));
    expect(mentionedPeople(mentionsIn(body), readers, "CA")).toEqual([]);
  });
});

describe("who can be named", () => {
  it("are exactly those who may read the thread", async () => {
    const shared = await open("member.ca", "For all.");
    const within = await open("convener.ca", "Among us.", { internal: true });
    const subject = { kind: "plan", delegation: "CA", state: "open" } as const;
    const readers = (internalTo: string | null) =>
      PEOPLE_NAMES.map((name) => PEOPLE[name])
        .filter(
          (person) =>
            mayReadThread(
              person,
              subject,
              { createdAt: 1000, internalTo, proposedAt: null },
              { first: 500, toAll: null },
            ).allowed,
        )
        .map(({ id }) => id)
        .sort();
    expect((await offered("member.ca", `threadId=${shared.threadId}`)).ids).toEqual(readers(null));
    expect((await offered("member.ca", "about=item&itemId=i1")).ids).toEqual(readers(null));
    expect(await offered("member.ca", `threadId=${within.threadId}`)).toMatchObject({
      ids: readers("CA"),
      home: "CA",
    });
    expect((await offered("convener.ca", "internal=yes")).ids).toEqual(readers("CA"));
    expect((await offered("convener.mx", "internal=yes", "agenda")).home).toBe("MX");
  });

  it("is said to those who may comment there, by name alone", async () => {
    const within = await open("convener.ca", "Among us.", { internal: true });
    expect(await offered(null, "")).toMatchObject({ status: 401, code: "signed-out" });
    expect(await offered("observer", "")).toMatchObject({ status: 403, code: "role" });
    expect(await offered("drafter.mx", "")).toMatchObject({ status: 403, code: "hidden" });
    expect(await offered("member.ca", "internal=yes")).toMatchObject({ status: 403 });
    expect(await offered("member.ca", "", "none")).toMatchObject({ status: 404 });
    expect(await offered("secretariat", `threadId=${within.threadId}`)).toMatchObject({
      status: 404,
      code: "not-found",
    });
    const { people } = await offered("member.ca", "");
    expect(Object.keys(people[0]).sort()).toEqual(["delegation", "id", "name", "role"]);
  });
});
