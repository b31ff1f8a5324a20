import { describe, expect, it, test } from "vitest";
import { type Actor, mayOnDocument, PLAN_STATES, ROLES, type Subject } from "~/accounts/policy";
import { type News, type NoticeKind, type Recipient, toldOf } from "~/notifications/rules";

const person = (role: Actor["role"], delegation: string | null): Recipient => ({
  id: delegation ? `${role}.${delegation.toLowerCase()}` : role,
  role,
  delegation,
  withdrawn: false,
  muted: [],
});
const PEOPLE = ROLES.flatMap((role) =>
  role === "observer" || role === "secretariat"
    ? [person(role, null)]
    : [person(role, "CA"), person(role, "MX")],
);
const IDS = PEOPLE.map(({ id }) => id);
const plan = (state: (typeof PLAN_STATES)[number], round?: "members" | "all"): Subject => ({
  kind: "plan",
  delegation: "CA",
  state,
  round: round ? { audience: round, over: false } : null,
});
const AGENDA: Subject = { kind: "agenda", state: "chairs-text" };

const told = (
  news: News,
  {
    by = null,
    subject = plan("open"),
    people = PEOPLE,
    mayRead = () => true,
  }: Partial<Parameters<typeof toldOf>[1]> = {},
) => toldOf(news, { by, subject, people, mayRead }).map(({ id }) => id);

describe("who is told", () => {
  test.each<[string, News, Subject, string[]]>([
    ["a thread on a plan", { kind: "thread" }, plan("open"), ["convener.ca"]],
    ["a thread on a draft", { kind: "thread" }, plan("draft"), ["convener.ca"]],
    ["a thread on the agenda", { kind: "thread" }, AGENDA, []],
    ["an amendment", { kind: "amendment" }, plan("open"), ["convener.ca"]],
    [
      "a reply",
      { kind: "reply", writers: ["member.ca", "secretariat"] },
      plan("open"),
      ["member.ca", "secretariat"],
    ],
    [
      "a mention",
      { kind: "mention", mentioned: ["observer", "drafter.mx"] },
      AGENDA,
      ["drafter.mx", "observer"],
    ],
    ["a decision", { kind: "decision", concerned: ["member.ca"] }, plan("open"), ["member.ca"]],
    [
      "the end of a round for members",
      { kind: "deadline", of: "round" },
      plan("open", "members"),
      ["convener.ca", "drafter.ca", "member.ca", "secretariat"],
    ],
    [
      "the end of a round for all",
      { kind: "deadline", of: "round" },
      plan("open", "all"),
      IDS.filter((id) => id !== "observer"),
    ],
    [
      "the end of a silence",
      { kind: "deadline", of: "silence" },
      AGENDA,
      ["convener.ca", "convener.mx"],
    ],
  ])("of %s", (_, news, subject, expected) => {
    expect(told(news, { subject }).sort()).toEqual([...expected].sort());
  });

  /** One that concerns everybody. */
  const everyone: News = { kind: "mention", mentioned: IDS };

  it("is never the one who did it", () => {
    for (const by of IDS) expect(told(everyone, { by })).toEqual(IDS.filter((id) => id !== by));
  });

  it("is no one whose access was withdrawn, or who does not want to know", () => {
    const people = PEOPLE.map((each) => ({
      ...each,
      withdrawn: each.id === "member.ca",
      muted: each.id === "drafter.ca" ? ["mention"] : ["reply"],
    }));
    expect(told(everyone, { people })).toEqual(
      IDS.filter((id) => id !== "member.ca" && id !== "drafter.ca"),
    );
  });

  it("is no one who may not read it, whatever it is and in whatever state", () => {
    const all: Record<NoticeKind, News> = {
      mention: everyone,
      reply: { kind: "reply", writers: IDS },
      thread: { kind: "thread" },
      amendment: { kind: "amendment" },
      decision: { kind: "decision", concerned: IDS },
      deadline: { kind: "deadline", of: "round" },
    };
    for (const state of PLAN_STATES) {
      for (const news of Object.values(all)) {
        const subject = plan(state);
        const mayRead = (who: Actor) => mayOnDocument(who, "read-comments", subject).allowed;
        for (const id of told(news, { subject, mayRead })) {
          const reader = PEOPLE.find((each) => each.id === id);
          expect(reader && mayRead(reader), `${news.kind} ${state} ${id}`).toBe(true);
        }
        expect(told(news, { subject, mayRead: () => false })).toEqual([]);
      }
    }
  });
});
