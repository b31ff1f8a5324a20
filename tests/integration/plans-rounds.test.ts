/** Opening a plan for comment until a date: who may, what it opens, and its end by the clock. */
import type { AppLoadContext } from "@remix-run/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listRounds, openingsOf } from "#db/consultations";
import { startDeadlineTimer } from "~/adoption/deadlines.server";
import { openThread } from "~/comments/comments.server";
import { readThreads } from "~/comments/read.server";
import { findDocumentAsOf } from "~/documents/as-of.server";
import { documentHash } from "~/documents/projection.server";
import { listDocumentSummaries, readDocumentView } from "~/documents/read.server";
import { takePlanStep } from "~/plans/life.server";
import { endRound, setRound } from "~/plans/rounds.server";
import { loader as commentsOf } from "~/routes/documents.$id.comments";
import {
  EVERYONE,
  openWorkspace,
  PEOPLE,
  type PersonName,
  type Workspace,
} from "./plans-workspace";

const HOUR = 3_600_000;
const BEGUN = Date.parse("2026-11-20T12:00:00Z");
/** 18:00 in Toronto. */
const CLOSES = Date.parse("2026-12-04T23:00:00Z");
const asked = {
  documentId: "plan",
  closes: "2026-12-04T18:00",
  timeZone: "America/Toronto",
  audience: "members",
  note: "Are the items of area 1 in order?",
} as const;

let workspace: Workspace;
let now: number;
beforeEach(() => {
  now = BEGUN;
});
afterEach(() => workspace.close());

const begin = async (state: Parameters<typeof openWorkspace>[0] = "open") => {
  workspace = await openWorkspace(state, () => now);
};
const convener = () => workspace.as("convener.ca");
const rounds = () => listRounds(workspace.store.read, "plan");
const currentRound = async () => (await rounds()).find(({ endedAt }) => endedAt === null);
const say = (who: PersonName, body: string) =>
  openThread(workspace.as(who), {
    documentId: "plan",
    itemId: "i1",
    anchor: null,
    quote: "",
    body,
  });
const heard = async (who: PersonName) => {
  const { threads } = await readThreads(workspace.app, PEOPLE[who], "plan");
  return threads.map(({ comments }) => comments[0]?.body);
};
const view = (who: PersonName) => readDocumentView(workspace.as(who), "canada");

describe("opening until a date", () => {
  it("opens a draft, as its step does, and says until when and to whom", async () => {
    await begin("draft");
    const hash = documentHash(await workspace.document());
    await setRound(convener(), { ...asked, audience: "all" });
    expect(await workspace.row()).toMatchObject({
      state: "open",
      roundAudience: "all",
      roundOver: false,
    });
    expect(await rounds()).toMatchObject([
      { number: 1, audience: "all", startedAt: BEGUN, closesAt: CLOSES, note: asked.note },
    ]);
    expect((await workspace.record()).slice(-2)).toMatchObject([
      { action: "plan.open", detail: { from: "draft", to: "open", hash } },
      { action: "plan.set-round", detail: { number: 1, audience: "all", closesAt: CLOSES } },
    ]);
    expect(await openingsOf(workspace.store.read, "plan")).toMatchObject({
      first: BEGUN,
      toAll: BEGUN,
    });
    expect(workspace.told).toEqual([
      'recheck {"documentId":"plan"}',
      "announce plan document",
      "announce agenda agenda",
    ]);
  });

  it("gives a plan that is open without a date one", async () => {
    await begin("open");
    await setRound(convener(), asked);
    expect((await workspace.record()).filter(({ action }) => action === "plan.open")).toHaveLength(
      1,
    );
    expect((await view("member.ca")).round).toMatchObject({
      closesAt: CLOSES,
      timeZone: "America/Toronto",
      note: asked.note,
      over: false,
    });
  });

  it("is for the plan's own conveners alone; everyone else changes nothing", async () => {
    await begin("draft");
    const before = await workspace.row();
    const recorded = (await workspace.record()).length;
    for (const who of [null, ...EVERYONE]) {
      if (who === "convener.ca") continue;
      const context = workspace.as(who);
      await expect(setRound(context, asked), `${who}`).rejects.toMatchObject({ name: "Refused" });
      await expect(
        endRound(context, { documentId: "plan", roundId: "none" }),
      ).rejects.toMatchObject({ name: "Refused" });
    }
    expect(await workspace.row()).toEqual(before);
    expect(await rounds()).toEqual([]);
    expect(await workspace.record()).toHaveLength(recorded);
  });

  it.each(["approved", "submitted"] as const)(
    "is too late for a plan that is %s",
    async (state) => {
      await begin(state);
      await expect(setRound(convener(), asked)).rejects.toMatchObject({ code: "state" });
    },
  );

  it.each([
    ["a zone that does not exist", { timeZone: "Mars/Olympus" }, "timeZone"],
    ["no time", { closes: "soon" }, "closes"],
    ["a time that clocks skip", { closes: "2027-03-14T02:30" }, "closes"],
    ["a moment that is past", { closes: "2026-11-20T06:59" }, "past"],
    ["a moment too far off", { closes: "2028-01-01T18:00" }, "too-far"],
  ])("is refused for %s, with nothing written", async (_, change, field) => {
    await begin("draft");
    await expect(setRound(convener(), { ...asked, ...change })).rejects.toMatchObject({
      code: "invalid",
      field,
    });
    expect(await rounds()).toEqual([]);
    expect((await workspace.row()).state).toBe("draft");
    expect(workspace.told).toEqual([]);
  });

  it("is not for the agenda, nor for what is not there", async () => {
    await begin();
    await expect(setRound(convener(), { ...asked, documentId: "agenda" })).rejects.toMatchObject({
      name: "Refused",
    });
    await expect(setRound(convener(), { ...asked, documentId: "none" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("a round that runs", () => {
  beforeEach(async () => {
    await begin("draft");
    await setRound(convener(), asked);
    now += HOUR;
  });

  it("does not pass for a change of the text, which a start after a crash would then not look at", async () => {
    await begin();
    const { updatedAt } = await workspace.row();
    now += HOUR;
    await setRound(convener(), asked);
    expect((await workspace.row()).updatedAt).toBe(updatedAt);
  });

  it("keeps its number when its date and audience change", async () => {
    const roundId = (await currentRound())?.id ?? "";
    await setRound(convener(), {
      ...asked,
      roundId,
      closes: "2026-12-11T18:00",
      audience: "all",
    });
    expect(await rounds()).toMatchObject([
      { number: 1, audience: "members", endedAt: now, endedBy: PEOPLE["convener.ca"].id },
      { number: 1, audience: "all", startedAt: now, endedAt: null },
    ]);
    expect((await workspace.row()).roundAudience).toBe("all");
  });

  it("is changed as it was seen, or not at all", async () => {
    const roundId = (await currentRound())?.id ?? "";
    const twice = [1, 2].map(() => setRound(convener(), { ...asked, roundId, note: "Twice" }));
    const results = await Promise.allSettled(twice);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(setRound(convener(), asked)).rejects.toMatchObject({ code: "moved-on" });
    await expect(endRound(convener(), { documentId: "plan", roundId })).rejects.toMatchObject({
      code: "moved-on",
    });
    expect(await rounds()).toHaveLength(2);
  });

  it("can be ended: it is over from then on", async () => {
    const roundId = (await currentRound())?.id ?? "";
    await endRound(convener(), { documentId: "plan", roundId });
    expect(await workspace.row()).toMatchObject({ state: "open", roundOver: true });
    expect((await view("member.ca")).round).toMatchObject({ over: true, closesAt: now });
    await expect(say("member.ca", "Late")).rejects.toMatchObject({ code: "state" });
    expect((await workspace.record()).at(-1)?.action).toBe("plan.end-round");
  });

  it.each(["close", "approve"] as const)("ends when the plan takes the step: %s", async (step) => {
    const hash = documentHash(await workspace.document());
    await takePlanStep(convener(), { documentId: "plan", step, hash });
    expect(await workspace.row()).toMatchObject({ roundAudience: null, roundOver: false });
    expect(await rounds()).toMatchObject([{ endedAt: now, endedBy: PEOPLE["convener.ca"].id }]);
    expect((await view("convener.ca")).round).toBeNull();
    now = CLOSES;
    await startDeadlineTimer(workspace.app, HOUR).stop();
    expect((await workspace.row()).roundOver).toBe(false);
  });
});

describe("when its moment comes", () => {
  beforeEach(async () => {
    await begin("draft");
    await setRound(convener(), { ...asked, audience: "all" });
  });

  it("it is over by the clock, whether or not that is written", async () => {
    now = CLOSES - 1;
    await say("member.ca", "In time");
    await say("convener.mx", "In time, from elsewhere");
    now = CLOSES;
    expect((await workspace.row()).roundOver).toBe(false);
    expect(await findDocumentAsOf(workspace.store.read, "plan", now)).toMatchObject({
      roundOver: true,
    });
    for (const who of ["member.ca", "secretariat", "convener.mx", "member.mx"] as const) {
      await expect(say(who, "Late"), who).rejects.toMatchObject({ code: "state" });
      expect((await view(who)).may, who).toMatchObject({ read: true, comment: false });
    }
    await say("drafter.ca", "Among ourselves");
    expect((await view("drafter.ca")).may).toMatchObject({ comment: true, edit: true });
  });

  it("it is written by the timer, once, and who has it open is told", async () => {
    now = CLOSES + 5 * HOUR;
    workspace.told.length = 0;
    const deadlines = startDeadlineTimer(workspace.app, HOUR);
    await deadlines.check();
    await deadlines.check();
    await deadlines.stop();
    expect(await workspace.row()).toMatchObject({ state: "open", roundOver: true });
    const written = (await workspace.record()).filter(({ action }) => action === "plan.round-over");
    expect(written).toMatchObject([{ at: CLOSES, personId: null }]);
    expect(workspace.told).toEqual(['recheck {"documentId":"plan"}', "announce plan document"]);
  });

  it("another can begin; the one that is over stays as it was", async () => {
    now = CLOSES + HOUR;
    const roundId = (await currentRound())?.id ?? "";
    const again = { ...asked, closes: "2026-12-20T18:00" };
    await expect(setRound(convener(), { ...again, roundId })).rejects.toMatchObject({
      code: "moved-on",
    });
    await setRound(convener(), again);
    expect((await rounds()).map(({ number }) => number)).toEqual([1, 2]);
    expect(await workspace.row()).toMatchObject({ roundOver: false, roundAudience: "members" });
  });
});

describe("other delegations", () => {
  const OTHERS = ["convener.mx", "member.mx"] as const;

  it("find, read and comment on a plan that is open to all, and not on one open to members", async () => {
    await begin("draft");
    await setRound(convener(), asked);
    const found = async (who: PersonName) =>
      (await listDocumentSummaries(workspace.as(who))).find(({ slug }) => slug === "canada")?.open;
    for (const who of OTHERS) {
      expect(await found(who), who).toBeNull();
      await expect(view(who)).rejects.toMatchObject({ code: "hidden" });
    }
    const roundId = (await currentRound())?.id ?? "";
    await setRound(convener(), { ...asked, roundId, audience: "all" });
    for (const who of OTHERS) {
      expect(await found(who), who).toMatchObject({ round: { closesAt: CLOSES }, mayEdit: false });
      expect((await view(who)).may).toMatchObject({ edit: false, comment: true, history: false });
    }
  });

  it("hear nothing of what was said before it was opened to all, also after a break", async () => {
    await begin("draft");
    await say("drafter.ca", "While drafting");
    now += HOUR;
    await setRound(convener(), asked);
    now += HOUR;
    await say("member.ca", "Among members");
    const change = async (audience: "members" | "all") => {
      now += HOUR;
      await setRound(convener(), { ...asked, roundId: (await currentRound())?.id ?? "", audience });
      now += HOUR;
    };
    await change("all");
    await say("member.ca", "To all");
    await say("member.mx", "From Mexico");
    expect(await heard("member.mx")).toEqual(["To all", "From Mexico"]);
    // And so it is for who asks the server by hand.
    const person = { ...PEOPLE["member.mx"], name: "", email: "", locale: null };
    const answer = await commentsOf({
      request: new Request("http://x.example/documents/plan/comments"),
      params: { id: "plan" },
      context: { app: workspace.app, person } as unknown as AppLoadContext,
    });
    const body = await answer.text();
    expect([answer.status, body.includes("To all"), body.includes("Among members")]).toEqual([
      200,
      true,
      false,
    ]);
    expect(await heard("member.ca")).toEqual(["Among members", "To all", "From Mexico"]);

    // A new date for the same audience is no break; a time among members only is one.
    await change("all");
    expect(await heard("member.mx")).toEqual(["To all", "From Mexico"]);
    await change("members");
    await expect(heard("member.mx")).rejects.toMatchObject({ code: "hidden" });
    await say("member.ca", "Among members again");
    await change("all");
    expect(await heard("member.mx")).toEqual([]);
  });
});
