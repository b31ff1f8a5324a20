import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import {
  createStaticHandler,
  createStaticRouter,
  StaticRouterProvider,
} from "react-router-dom/server";
import { describe, expect, it } from "vitest";
import { CommentsPanel, type CommentsPanelProps } from "~/comments/CommentsPanel";
import type { Draft } from "~/comments/Composer";
import type { ThreadPlace } from "~/comments/places";
import type { ThreadView } from "~/comments/threads";

const author = { id: "p1", name: "Test member", role: "member" as const, delegation: "CA" };

function threadWith(change: Partial<ThreadView>): ThreadView {
  return {
    id: "t1",
    about: "item",
    itemId: "i1",
    amendedItemId: null,
    anchor: { start: "{}", end: "{}" },
    quote: "border staff",
    internalTo: null,
    createdAt: 0,
    heldBack: false,
    readers: null,
    resolved: null,
    reopened: null,
    comments: [
      {
        id: "c1",
        author,
        body: "Who pays?\n<script>alert(1)</script>",
        mentioned: [],
        createdAt: 0,
        editedAt: 5,
        deleted: false,
        may: { change: true },
      },
    ],
    may: { resolve: true, reply: true },
    ...change,
  };
}

const place = (change: Partial<ThreadPlace> = {}): ThreadPlace => ({
  about: "item",
  itemId: "i1",
  ref: "CA 1.1",
  position: 0,
  passage: null,
  gone: false,
  ...change,
});

async function render(change: Partial<CommentsPanelProps>): Promise<string> {
  const props: CommentsPanelProps = {
    documentId: "plan",
    language: "en",
    threads: [threadWith({})],
    places: new Map([["t1", place()]]),
    permissions: { comment: true, resolve: true, internal: false },
    me: { id: "p1", role: "member", delegation: "CA" },
    delegation: "CA",
    activeThreadId: null,
    onActivate: () => undefined,
    onBeginOnDocument: () => undefined,
    draft: null,
    onDraftDone: () => undefined,
    ...change,
  };
  const routes = [{ id: "root", path: "/", element: createElement(CommentsPanel, props) }];
  const context = await createStaticHandler(routes).query(new Request("http://test.example/"));
  if (context instanceof Response) throw new Error("a redirect");
  const router = createStaticRouter(routes, context);
  return renderToStaticMarkup(
    createElement(StaticRouterProvider, { router, context, hydrate: false }),
  );
}

describe("the comments panel", () => {
  it("shows a thread: item, words, author, text as written and never as markup", async () => {
    const html = await render({});
    for (const part of [
      'aria-label="Thread on CA 1.1"',
      "border staff",
      "Test member",
      "(you)",
      "Coalition member",
      "edited",
      "Who pays?\n&lt;script&gt;",
      ">Reply<",
      "Resolve",
      "Actions on the comment by Test member",
    ]) {
      expect(html).toContain(part);
    }
    expect(html).not.toContain("<script>");
    expect(html).not.toContain("style=");
  });

  it("offers only what is allowed", async () => {
    const [comment] = threadWith({}).comments;
    const html = await render({
      me: { id: "someone else", role: "observer", delegation: null },
      permissions: { comment: false, resolve: false, internal: false },
      threads: [
        threadWith({
          may: { resolve: false, reply: false },
          comments: comment ? [{ ...comment, may: { change: false } }] : [],
        }),
      ],
    });
    for (const part of [">Reply<", "Resolve<", "(you)"]) {
      expect(html).not.toContain(part);
    }
  });

  it("says when the passage is gone, the item removed, or a comment deleted", async () => {
    const [comment] = threadWith({}).comments;
    const html = await render({
      places: new Map([["t1", place({ ref: "", gone: true })]]),
      threads: [
        threadWith({
          comments: comment
            ? [
                { ...comment, deleted: true, body: "" },
                { ...comment, id: "c2" },
              ]
            : [],
        }),
      ],
    });
    expect(html).toContain("Passage no longer in the text");
    expect(html).toContain("border staff");
    expect(html).toContain("Removed item");
    expect(html).toContain("This comment was deleted.");
  });

  it("keeps resolved threads aside, unless one is the active thread", async () => {
    const threads = [threadWith({ resolved: { at: 1, by: author } })];
    expect(await render({ threads })).toContain("Nothing is open");
    expect(await render({ threads })).not.toContain("Who pays?");
    const active = await render({ threads, activeThreadId: "t1" });
    expect(active).toContain("Resolved by Test member");
    expect(active).toContain("Reopen");
  });

  it("says who reopened a thread, also once it is resolved again", async () => {
    const reopened = { at: 1, by: { ...author, name: "Test convener" } };
    expect(await render({})).not.toContain("Reopened");
    expect(await render({ threads: [threadWith({ reopened })] })).toContain(
      "Reopened by Test convener",
    );
    const threads = [threadWith({ reopened, resolved: { at: 2, by: author } })];
    const again = await render({ threads, activeThreadId: "t1" });
    expect(again.indexOf("Reopened by Test convener")).toBeGreaterThan(0);
    expect(again.indexOf("Resolved by Test member")).toBeGreaterThan(
      again.indexOf("Reopened by Test convener"),
    );
  });

  it("says what to do where there is nothing yet", async () => {
    expect(await render({ threads: [] })).toContain("Select words in the text");
    const reader = await render({
      threads: [],
      permissions: { comment: false, resolve: false, internal: false },
    });
    expect(reader).not.toContain("Select words in the text");
  });

  it("has a form for a new thread on a passage, for those who may comment", async () => {
    const draft: Draft = { about: "item", itemId: "i1", ref: "CA 1.1", anchor: null, quote: "" };
    expect(await render({ draft })).toContain("New comment on CA 1.1");
    expect(await render({ draft })).toContain("On the whole item");
    const permissions = { comment: false, resolve: false, internal: false };
    expect(await render({ draft, permissions })).not.toContain("New comment on");
  });

  it("offers to begin a thread within the delegation to those who may, and labels such a thread", async () => {
    const draft: Draft = { about: "item", itemId: "i1", ref: "CA 1.1", anchor: null, quote: "" };
    const choice = "Internal to our delegation";
    expect(await render({ draft })).not.toContain(choice);
    const permissions = { comment: true, resolve: true, internal: true };
    expect(await render({ draft, permissions })).toContain(choice);
    const label = "Internal to the delegation";
    expect(await render({})).not.toContain(label);
    expect(await render({ threads: [threadWith({ internalTo: "CA" })] })).toContain(label);
  });
});
