import { describe, expect, it } from "vitest";
import {
  type Actor,
  AGENDA_STATES,
  mayOnDocument,
  PLAN_STATES,
  ROLES,
  type Subject,
} from "~/accounts/policy";
import { mayChangeComment, mayReadThread, mayResolve } from "~/comments/rules";

const actors: Actor[] = ROLES.flatMap((role): Actor[] =>
  role === "observer" || role === "secretariat"
    ? [{ id: role, role, delegation: null }]
    : [
        { id: `${role}.ca`, role, delegation: "CA" },
        { id: `${role}.mx`, role, delegation: "MX" },
      ],
);
const subjects: Subject[] = [
  ...PLAN_STATES.map((state): Subject => ({ kind: "plan", delegation: "CA", state })),
  ...AGENDA_STATES.map((state): Subject => ({ kind: "agenda", state })),
];
const all = subjects.flatMap((subject) => actors.map((actor) => ({ subject, actor })));

describe("the rules of comments", () => {
  const FIRST_OPENED = 100;
  const readers = (subject: Subject, createdAt: number, opened: number | null) =>
    actors
      .filter(
        (actor) =>
          mayReadThread(actor, subject, { createdAt }, { first: opened, toAll: null }).allowed,
      )
      .map(({ id }) => id);
  const drafters = ["convener.ca", "drafter.ca"];

  it("keep what was said before a plan was first opened to those who draft it, for good", () => {
    for (const state of PLAN_STATES) {
      const plan: Subject = { kind: "plan", delegation: "CA", state };
      expect(readers(plan, FIRST_OPENED - 1, FIRST_OPENED), state).toEqual(drafters);
      expect(readers(plan, FIRST_OPENED, null), state).toEqual(drafters);
    }
  });

  it("let those to whom a plan was opened read what is said from then on", () => {
    const opened = [...drafters, "member.ca", "observer", "secretariat"];
    for (const createdAt of [FIRST_OPENED, FIRST_OPENED + 1]) {
      for (const [state, expected] of [
        ["draft", drafters],
        ["open", opened],
        ["approved", opened],
        ["submitted", opened],
      ] as const) {
        const plan: Subject = { kind: "plan", delegation: "CA", state };
        expect(readers(plan, createdAt, FIRST_OPENED), state).toEqual(expected);
      }
    }
  });

  it("let everyone read what is said of the agenda", () => {
    for (const state of AGENDA_STATES) {
      expect(readers({ kind: "agenda", state }, 1, null)).toEqual(actors.map(({ id }) => id));
    }
  });

  it("let no one read who is signed out", () => {
    for (const subject of subjects) {
      const decision = mayReadThread(null, subject, { createdAt: 1 }, { first: 0, toAll: null });
      expect(decision).toEqual({ allowed: false, reason: "signed-out" });
    }
  });

  it("let whoever opened a thread settle it as long as they may comment", () => {
    for (const { subject, actor } of all) {
      const settles = mayOnDocument(actor, "resolve", subject).allowed;
      const comments = mayOnDocument(actor, "comment", subject).allowed;
      expect(mayResolve(actor, subject, { createdBy: actor.id }).allowed).toBe(settles || comments);
      expect(mayResolve(actor, subject, { createdBy: "other" }).allowed).toBe(settles);
      expect(mayResolve(null, subject, { createdBy: actor.id }).allowed).toBe(false);
    }
  });

  it("let no one change a comment of someone else, and one's own only while commenting", () => {
    for (const { subject, actor } of all) {
      expect(mayChangeComment(actor, subject, { authorId: "other" }).allowed).toBe(false);
      expect(mayChangeComment(actor, subject, { authorId: actor.id }).allowed).toBe(
        mayOnDocument(actor, "comment", subject).allowed,
      );
    }
  });
});
