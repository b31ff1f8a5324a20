/** How much is unread is told to those whom it concerns, once for each change, whoever made it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { openThread } from "~/comments/comments.server";
import { markNotices } from "~/inbox/marks.server";
import { readInbox, type Unread } from "~/inbox/read.server";
import { pushUnread, type UnreadPush } from "~/inbox/unread-push.server";
import { openWorkspace, PEOPLE, type PersonName, type Workspace } from "./comments-workspace";

let workspace: Workspace;
let push: UnreadPush;
const told: [string, number][] = [];
let there: PersonName[] = [];

beforeEach(async () => {
  workspace = await openWorkspace();
  told.length = 0;
  there = ["convener.ca", "member.ca", "member.mx"];
  const listening = {
    people: () => new Map(there.map((name) => [PEOPLE[name].id, PEOPLE[name]])),
    tellUnread: (personId: string, { count }: Unread) => told.push([personId, count]),
  };
  push = pushUnread(workspace.app, listening, 3_600_000);
});
afterEach(async () => {
  await push.stop();
  workspace.close();
});

const say = (who: PersonName = "drafter.ca", internal = false) =>
  openThread(workspace.as(who), {
    documentId: "plan",
    itemId: "i1",
    anchor: null,
    quote: "",
    internal,
    body: "What does this mean?",
  });

/** What has been told since this was last asked. */
async function look() {
  await push.look();
  return told.splice(0);
}

test("only those who were told something are, and only when it changed", async () => {
  // Whoever comes is told how it stands, once.
  expect((await look()).map(([, count]) => count)).toEqual([0, 0, 0]);
  expect(await look()).toEqual([]);
  await say();
  const first = await look();
  expect(first.length).toBeGreaterThan(0);
  const concerned = first.map(([id]) => id);
  expect(concerned).toContain(PEOPLE["convener.ca"].id);
  expect(first.every(([, count]) => count === 1)).toBe(true);
  expect(await look()).toEqual([]);
  await say("convener.ca", true);
  // Of what is internal to Canada, nothing to Mexico.
  expect((await look()).map(([id]) => id)).not.toContain(PEOPLE["member.mx"].id);
});

test("what someone reads on one page is told to their others, and nothing to who has left", async () => {
  await say();
  await look();
  const { notices } = await readInbox(workspace.as("convener.ca"));
  await markNotices(workspace.as("convener.ca"), { ids: notices.map(({ id }) => id), read: true });
  expect(await look()).toEqual([[PEOPLE["convener.ca"].id, 0]]);
  there = ["member.mx"];
  await say();
  expect((await look()).map(([id]) => id)).not.toContain(PEOPLE["convener.ca"].id);
  // Back again, the page may have come before the connection: it is told how it stands.
  there = ["convener.ca"];
  expect(await look()).toEqual([[PEOPLE["convener.ca"].id, 1]]);
});
