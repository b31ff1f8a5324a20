import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Actor, mayOnDocument, PLAN_STATES, type Subject } from "~/accounts/policy";
import { AMENDMENT_STATES, mayReadAmendment } from "~/amendments/rules";
import { mayReadThread } from "~/comments/rules";
import { lastDigestTime, pauseAfter } from "~/inbox/digest-time";
import { byDay, firstWords, type NoticeView, pathOf, placeOf } from "~/inbox/view";
import { isShown } from "~/inbox/visible";

const ACTORS: Actor[] = [
  { id: "c", role: "convener", delegation: "CA" },
  { id: "m", role: "member", delegation: "CA" },
  { id: "x", role: "convener", delegation: "MX" },
  { id: "o", role: "observer", delegation: null },
  { id: "s", role: "secretariat", delegation: null },
];

describe("what is shown of a notice", () => {
  const opened = { first: 100, toAll: null };
  const subjects = PLAN_STATES.map((state): Subject => ({ kind: "plan", delegation: "CA", state }));
  const cases = ACTORS.flatMap((actor) => subjects.map((subject) => ({ actor, subject })));

  it("is never what the person may not read now, by the rule of the thing itself", () => {
    for (const { actor, subject } of cases) {
      for (const at of [50, 150]) {
        for (const internalTo of [null, "CA", "MX"]) {
          const thread = { createdAt: at, internalTo, proposedAt: null };
          const written = { threadId: "t1", createdAt: at, editedAt: null };
          const about = { subject: "comment", deleted: false, thread, written } as const;
          const may = mayReadThread(actor, subject, thread, opened).allowed;
          expect(isShown(actor, subject, "reply", about, opened)).toBe(may);
        }
        const about = {
          subject: "amendment",
          id: "a1",
          state: "proposed",
          proposedAt: at,
          editedAt: null,
        } as const;
        const may = mayReadAmendment(actor, subject, about, opened).allowed;
        expect(isShown(actor, subject, "amendment", about, opened)).toBe(may);
      }
      const round = { subject: "deadline", over: false } as const;
      const may = mayOnDocument(actor, "read", subject).allowed;
      expect(isShown(actor, subject, "deadline", round, opened)).toBe(may);
    }
  });

  it("is never what is no longer so", () => {
    const [convener] = ACTORS as [Actor];
    const subject: Subject = { kind: "plan", delegation: "CA", state: "open" };
    const thread = { createdAt: 150, internalTo: null, proposedAt: null };
    const written = { threadId: "t1", createdAt: 150, editedAt: null };
    const shown = (
      ...[kind, about]: [Parameters<typeof isShown>[2], Parameters<typeof isShown>[3]]
    ) => isShown(convener, subject, kind, about, opened);
    expect(shown("reply", { subject: "comment", deleted: true, thread, written })).toBe(false);
    expect(shown("deadline", { subject: "deadline", over: true })).toBe(false);
    const inState = (kind: "amendment" | "decision") =>
      AMENDMENT_STATES.filter((state) =>
        shown(kind, { subject: "amendment", id: "a1", state, proposedAt: 150, editedAt: null }),
      );
    const decided = ["accepted", "accepted-modified", "rejected", "superseded"];
    expect(inState("decision")).toEqual(decided);
    expect(inState("amendment")).toEqual(["proposed", ...decided]);
  });
});

describe("places", () => {
  it("are found again in the address that leads to them", () => {
    const id = fc.stringMatching(/^[\w-]{1,64}$/);
    const subject = fc.constantFrom("comment", "amendment", "round" as const);
    fc.assert(
      fc.property(id, subject, (subjectId, kind) => {
        const path = pathOf({ kind: "plan", slug: "canada" }, kind as "comment", subjectId);
        expect(placeOf(new URL(path, "http://x.example").hash)).toEqual({
          subject: kind,
          subjectId,
        });
      }),
    );
  });

  test.each(["", "#item-1", "#comment-", "#comment-a b", "#round-<b>"])("%j is none", (hash) => {
    expect(placeOf(hash)).toBeNull();
  });
});

describe("the first words", () => {
  it("are one line, no longer than they may be, and begin as the text does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        const words = firstWords(text, 40);
        expect(words.length).toBeLessThanOrEqual(40);
        expect(words).not.toMatch(/\n|[\uD800-\uDBFF]…$/);
        const line = text.replaceAll(/\s+/g, " ").trim();
        expect(line.startsWith(words.replace(/…$/, ""))).toBe(true);
      }),
    );
  });
});

describe("days", () => {
  const at = (time: string, document = "p"): NoticeView =>
    ({ id: time, at: Date.parse(time), document: { id: document } }) as unknown as NoticeView;

  it("begin and end in the reader's zone, and keep the order in which things came", () => {
    const notices = [
      at("2026-12-02T03:00:00Z"),
      at("2026-12-01T23:00:00Z", "q"),
      at("2026-12-01T12:00:00Z"),
    ];
    const shape = (zone: string) =>
      byDay(notices, zone).map(({ date, groups }) => [date, groups.map((g) => g.document.id)]);
    expect(shape("UTC")).toEqual([
      ["2026-12-02", ["p"]],
      ["2026-12-01", ["q", "p"]],
    ]);
    expect(shape("America/Mexico_City")).toEqual([["2026-12-01", ["p", "q"]]]);
  });
});

describe("the time of a digest", () => {
  const daily = { mail: "daily", mailHour: 8, timeZone: "UTC" } as const;
  const iso = (choices: Parameters<typeof lastDigestTime>[0], now: string) => {
    const at = lastDigestTime(choices, Date.parse(now));
    return at === null ? null : new Date(at).toISOString();
  };

  it("is the hour that was chosen, in the zone that was chosen", () => {
    expect(iso(daily, "2026-12-02T07:59:59Z")).toBe("2026-12-01T08:00:00.000Z");
    expect(iso(daily, "2026-12-02T08:00:00Z")).toBe("2026-12-02T08:00:00.000Z");
    const mexico = { ...daily, timeZone: "America/Mexico_City" };
    expect(iso(mexico, "2026-12-02T08:00:00Z")).toBe("2026-12-01T14:00:00.000Z");
    expect(iso({ ...daily, mail: "never" }, "2026-12-02T08:00:00Z")).toBeNull();
  });

  it("is on Mondays for who wants one a week", () => {
    const weekly = { ...daily, mail: "weekly" } as const;
    expect(iso(weekly, "2026-12-07T07:00:00Z")).toBe("2026-11-30T08:00:00.000Z");
    expect(iso(weekly, "2026-12-07T09:00:00Z")).toBe("2026-12-07T08:00:00.000Z");
    expect(iso(weekly, "2026-12-12T09:00:00Z")).toBe("2026-12-07T08:00:00.000Z");
  });

  it("is an hour later on a day whose clocks skip it", () => {
    const early = { ...daily, mailHour: 2, timeZone: "America/Toronto" };
    expect(iso(early, "2026-03-08T12:00:00Z")).toBe("2026-03-08T07:00:00.000Z");
  });

  it("is never ahead, and at most a day and an hour back", () => {
    const zone = fc.constantFrom("UTC", "America/Toronto", "America/Tijuana", "Europe/Paris");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 23 }),
        zone,
        fc.integer({ min: 1_750_000_000_000, max: 1_900_000_000_000 }),
        (mailHour, timeZone, now) => {
          const last = lastDigestTime({ mail: "daily", mailHour, timeZone }, now) ?? Number.NaN;
          expect(last).toBeLessThanOrEqual(now);
          expect(now - last).toBeLessThanOrEqual(26 * 3_600_000);
        },
      ),
    );
  });

  it("comes again after pauses that grow to an hour", () => {
    const minutes = [1, 2, 3, 4, 5, 50].map((times) => pauseAfter(times) / 60_000);
    expect(minutes).toEqual([5, 10, 20, 40, 60, 60]);
  });
});
