/** Someone who is withdrawn, or another than they were, while the body of their request arrives. */
import type { AppLoadContext } from "@remix-run/node";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { updatePerson } from "#db/people";
import { listRecord } from "#db/record";
import { people } from "#db/schema";
import { operationOf, requestOf } from "~/accounts/answer.server";
import { setLocale } from "~/accounts/people.server";
import { proposeAmendment } from "~/amendments/amendments.server";
import { acceptAmendments } from "~/amendments/deciding.server";
import { openThread, reply } from "~/comments/comments.server";
import type { OperationContext } from "~/context";
import { chooseNotices } from "~/inbox/choices.server";
import { takePlanStep } from "~/plans/life.server";
import { setRound } from "~/plans/rounds.server";
import { openWorkspace, PEOPLE, type PersonName, type Workspace } from "./comments-workspace";

let workspace: Workspace;
let threadId: string;
let amendmentId: string;
beforeEach(async () => {
  workspace = await openWorkspace();
  ({ threadId } = await say(request("member.ca")));
  ({ amendmentId } = await propose(request("member.ca")));
});
afterEach(() => workspace.close());

/** As routes begin it, by the person that the server found. */
function request(who: PersonName, begin = operationOf): OperationContext {
  const { app } = workspace;
  const context = { app, person: workspace.personOf(who), requestId: "request" };
  return begin(context as unknown as AppLoadContext);
}

const say = (context: OperationContext) =>
  openThread(context, { documentId: "plan", itemId: "i1", anchor: null, quote: "", body: "Why?" });
const propose = (context: OperationContext) =>
  proposeAmendment(context, {
    documentId: "plan",
    kind: "removal",
    itemId: "i1",
    justification: "It is done.",
  });

/** What a convener may do, each with what is there. */
const OPERATIONS: Record<string, (context: OperationContext) => Promise<unknown>> = {
  comment: say,
  reply: (context) => reply(context, { documentId: "plan", threadId, body: "So." }),
  propose,
  accept: (context) =>
    acceptAmendments(context, { documentId: "plan", amendmentIds: [amendmentId] }),
  "open a round": (context) =>
    setRound(context, {
      documentId: "plan",
      closes: "1970-01-05T12:00",
      timeZone: "UTC",
      audience: "members",
      note: "",
    }),
  "go a step": (context) => takePlanStep(context, { documentId: "plan", step: "close" }),
  choose: (context) =>
    chooseNotices(context, { wanted: [], mail: "never", mailHour: "8", timeZone: "UTC" }),
  "read in French": (context) => setLocale(context, { locale: "fr" }),
};

const change = (set: Partial<typeof people.$inferInsert>) =>
  workspace.store.transaction(async (tx) => {
    tx.update(people).set(set).where(eq(people.id, PEOPLE["convener.ca"].id)).run();
  });
const recorded = async () => (await listRecord(workspace.store.read, 1000)).length;

describe("an operation", () => {
  it.each(Object.entries(OPERATIONS))("is for who they still are: to %s", async (_, operate) => {
    const context = request("convener.ca");
    const before = await recorded();
    const refused = (code: string) => expect(operate(context)).rejects.toMatchObject({ code });
    await change({ withdrawnAt: 1 });
    await refused("signed-out");
    await change({ withdrawnAt: null, delegation: "MX" });
    await refused("delegation");
    await change({ delegation: "CA", role: "member" });
    await refused("role");
    expect(await recorded()).toBe(before);
    await change({ role: "convener" });
    await operate(context);
  });
});

it("coming in and going out ask nothing of who was signed in", async () => {
  const context = request("convener.ca", requestOf);
  const { id } = PEOPLE["convener.ca"];
  await context.store.transaction((tx) => updatePerson(tx, id, { withdrawnAt: 1 }));
  await context.store.transaction((tx) => updatePerson(tx, id, { withdrawnAt: null }));
});
