/** Amendments by requests: who may see, propose, support and decide, in each state of the plan. */
import type { AppLoadContext } from "@remix-run/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { insertRound } from "#db/consultations";
import { updateDocument } from "#db/documents";
import { type Audience, mayOnDocument, PLAN_STATES, type Subject } from "~/accounts/policy";
import { fromPlainText } from "~/documents/rich-text";
import { action, loader } from "~/routes/documents.$id.amendments";
import {
  openWorkspace,
  PEOPLE,
  PEOPLE_NAMES,
  type PersonName,
  type Workspace,
} from "./comments-workspace";
import { UNLIMITED } from "./workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

const contextOf = (who: PersonName | null) =>
  ({
    app: workspace.app,
    ...UNLIMITED,
    person: who && workspace.personOf(who),
    requestId: "request",
  }) as unknown as AppLoadContext;
const params = { id: "plan" };
const url = "http://x.example/documents/plan/amendments";

async function get(who: PersonName | null) {
  const answer = await loader({ request: new Request(url), params, context: contextOf(who) });
  return { status: answer.status, ...(await answer.json()) };
}
async function post(who: PersonName | null, fields: Record<string, string>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const request = new Request(url, { method: "POST", body });
  const answer = await action({ request, params, context: contextOf(who) });
  return { status: answer.status, ...(await answer.json()) };
}
const removal = { intent: "propose", kind: "removal", itemId: "i1", justification: "It is done." };

/** The plan in every state, and open in each kind of round. */
const SITUATIONS: Extract<Subject, { kind: "plan" }>[] = [
  ...PLAN_STATES.map((state) => ({ kind: "plan" as const, delegation: "CA", state, round: null })),
  ...(["members", "all"] satisfies Audience[]).flatMap((audience) =>
    [false, true].map((over) => ({
      kind: "plan" as const,
      delegation: "CA",
      state: "open" as const,
      round: { audience, over },
    })),
  ),
];

let rounds = 0;
const put = ({ state, round }: (typeof SITUATIONS)[number]) =>
  workspace.store.transaction(async (tx) => {
    const roundAudience = round?.audience ?? null;
    await updateDocument(tx, "plan", { state, roundAudience, roundOver: round?.over ?? false });
    if (!round) return;
    rounds += 1;
    await insertRound(tx, {
      id: `round-${rounds}`,
      documentId: "plan",
      number: rounds,
      audience: round.audience,
      startedBy: PEOPLE["convener.ca"].id,
      startedAt: workspace.app.now(),
      closesAt: Number.MAX_SAFE_INTEGER,
      timeZone: "UTC",
      note: "",
      endedAt: null,
      endedBy: null,
    });
  });

describe("/documents/:id/amendments", () => {
  it("answers everyone in every state as the policy says", async () => {
    const { amendmentId } = await post("member.ca", removal);
    for (const subject of SITUATIONS) {
      await put(subject);
      for (const who of PEOPLE_NAMES) {
        const may = (name: Parameters<typeof mayOnDocument>[1]) =>
          mayOnDocument(PEOPLE[who], name, subject).allowed;
        const what = `${who}, ${subject.state} ${JSON.stringify(subject.round)}`;
        const seen = await get(who);
        expect(seen.ok, what).toBe(may("read-amendments"));
        // Proposed before any round opened the plan to all: not for people of other delegations.
        const own = PEOPLE[who].delegation === "CA" || PEOPLE[who].delegation === null;
        if (seen.ok) {
          const ids = seen.amendments.map(({ id }: { id: string }) => id);
          expect(ids.includes(amendmentId), what).toBe(own);
        } else expect(seen.status, what).toBe(403);

        const key = `${who}-${SITUATIONS.indexOf(subject)}-form`.replace(/\W/g, "-");
        const proposed = await post(who, { ...removal, requestKey: key });
        expect(proposed.ok, what).toBe(may("propose"));
        if (proposed.ok) {
          const withdrawn = { intent: "withdraw", amendmentId: proposed.amendmentId };
          expect((await post(who, withdrawn)).ok, what).toBe(true);
        }
        const support = await post(who, { intent: "support", amendmentId });
        expect(support.ok, what).toBe(may("support") && own && who !== "member.ca");
        if (may("decide")) continue;
        const decided = await post(who, { intent: "accept", amendmentIds: amendmentId });
        expect([401, 403, 404, 409], what).toContain(decided.status);
      }
    }
  }, 60_000);

  it("is nobody's without a session, and says why a form was refused", async () => {
    expect((await get(null)).status).toBe(401);
    expect((await post(null, removal)).status).toBe(401);
    expect(await post("member.ca", { intent: "burn" })).toMatchObject({
      status: 400,
      code: "invalid",
      field: "intent",
    });
    const text = JSON.stringify(fromPlainText("Other words."));
    const form = { intent: "propose", kind: "text", itemId: "i1", justification: "x", text };
    expect(await post("member.ca", form)).toMatchObject({ status: 400, field: "basis" });
    const broken = { ...form, basis: "{" };
    expect(await post("member.ca", broken)).toMatchObject({ status: 400, field: "basis" });
    expect((await get("convener.ca")).amendments).toEqual([]);
  });
});
