import type { AppLoadContext } from "@remix-run/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { action, loader } from "~/routes/documents.$id.comments";
import { openWorkspace, type PersonName, type Workspace } from "./comments-workspace";
import { UNLIMITED } from "./workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

function args(person: PersonName | null, id: string, body?: FormData | string) {
  const context: AppLoadContext = {
    app: workspace.app,
    ...UNLIMITED,
    person: person === null ? null : workspace.personOf(person),
    sessionId: null,
    nonce: "",
    requestId: "request",
    locale: "en",
  } as AppLoadContext;
  const request = new Request(
    `http://test.example/documents/${id}/comments`,
    body === undefined ? {} : { method: "POST", body },
  );
  return { request, params: { id }, context };
}

async function post(person: PersonName | null, fields: Record<string, string>, id = "plan") {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const response = await action(args(person, id, form));
  return { status: response.status, answer: await response.json() };
}

async function get(person: PersonName | null, id = "plan") {
  const response = await loader(args(person, id));
  return { status: response.status, answer: await response.json(), headers: response.headers };
}

describe("/documents/:id/comments", () => {
  it("does each thing there is to do", async () => {
    const { anchor, quote } = await workspace.anchor();
    const opened = await post("member.ca", {
      intent: "open",
      itemId: "i1",
      anchorStart: anchor.start,
      anchorEnd: anchor.end,
      quote,
      body: "<script>alert(1)</script>",
      requestKey: "0123456789abcdef",
    });
    expect(opened).toMatchObject({ status: 200, answer: { ok: true } });
    const { threadId, commentId } = opened.answer;
    const things: Record<string, string>[] = [
      { intent: "reply", threadId, body: "Yes" },
      { intent: "edit", commentId, body: "No" },
      { intent: "resolve", threadId },
      { intent: "reopen", threadId },
      { intent: "delete", commentId },
      { intent: "open", itemId: "i2", body: "The whole item" },
    ];
    for (const fields of things) {
      expect(await post("member.ca", fields)).toMatchObject({ status: 200, answer: { ok: true } });
    }
    const { status, answer, headers } = await get("member.ca");
    expect(status).toBe(200);
    expect(headers.get("Cache-Control")).toContain("no-store");
    expect(answer).toMatchObject({
      ok: true,
      permissions: { comment: true, resolve: false },
      threads: [
        { id: threadId, comments: [{ deleted: true, body: "" }, { body: "Yes" }] },
        { itemId: "i2", anchor: null },
      ],
    });
  });

  it("refuses with a code and a status", async () => {
    const body = { intent: "open", itemId: "i1", body: "x" };
    expect(await post(null, body)).toMatchObject({ status: 401, answer: { code: "signed-out" } });
    expect(await post("observer", body)).toMatchObject({ status: 403, answer: { code: "role" } });
    expect(await post("member.ca", body, "none")).toMatchObject({ status: 404 });
    expect(await post("member.ca", { ...body, intent: "erase" })).toMatchObject({
      status: 400,
      answer: { ok: false, code: "invalid", field: "intent" },
    });
    expect(await post("member.ca", { ...body, body: "" })).toMatchObject({
      status: 400,
      answer: { field: "body" },
    });
    expect(await post("member.ca", { ...body, anchorStart: "{}" })).toMatchObject({ status: 400 });
    await expect(action(args("member.ca", "plan", "no form"))).rejects.toMatchObject({
      status: 415,
    });

    await workspace.setState("plan", "approved");
    expect(await post("member.ca", body)).toMatchObject({ status: 409, answer: { code: "state" } });
    await workspace.setState("plan", "submitted");
    expect(await get("member.mx")).toMatchObject({ status: 403, answer: { code: "delegation" } });
    expect(await get("observer")).toMatchObject({ status: 200 });
    await workspace.setState("plan", "draft");
    expect(await get("member.ca")).toMatchObject({ status: 403, answer: { code: "hidden" } });
    expect(await get("member.mx")).toMatchObject({ status: 403 });
    expect(await get(null)).toMatchObject({ status: 401 });
    expect(await get("member.ca", "none")).toMatchObject({ status: 404 });
  });
});
