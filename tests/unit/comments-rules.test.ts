import { describe, expect, it } from "vitest";
import {
  type Actor,
  AGENDA_STATES,
  mayOnDocument,
  PLAN_STATES,
  ROLES,
  type Subject,
} from "~/accounts/policy";
import { mayChangeComment, mayReadThread, mayResolve, type Readable } from "~/comments/rules";

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
const threadAt = (createdAt: number, change: Partial<Readable> = {}): Readable => ({
  createdAt,
  internalTo: null,
  proposedAt: null,
  ...change,
});
const all = subjects.flatMap((subject) => actors.map((actor) => ({ subject, actor })));

describe("the rules of comments", () => {
  const FIRST_OPENED = 100;
  const readersOf = (subject: Subject, thread: Readable, opened: number | null) =>
    actors
      .filter(
        (actor) => mayReadThread(actor, subject, thread, { first: opened, toAll: null }).allowed,
      )
      .map(({ id }) => id);
  const readers = (subject: Subject, createdAt: number, opened: number | null) =>
    readersOf(subject, threadAt(createdAt), opened);
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
      const decision = mayReadThread(null, subject, threadAt(1), { first: 0, toAll: null });
      expect(decision).toEqual({ allowed: false, reason: "signed-out" });
    }
  });

  it("let whoever opened a thread settle it as long as they may comment", () => {
    for (const { subject, actor } of all) {
      const settles = mayOnDocument(actor, "resolve", subject).allowed;
      const comments = mayOnDocument(actor, "comment", subject).allowed;
      const by = (createdBy: string) => ({ createdBy, internalTo: null });
      expect(mayResolve(actor, subject, by(actor.id)).allowed).toBe(settles || comments);
      expect(mayResolve(actor, subject, by("other")).allowed).toBe(settles);
      expect(mayResolve(null, subject, by(actor.id)).allowed).toBe(false);
    }
  });

  it("keep a thread within its delegation, in every state of every document", () => {
    for (const subject of subjects) {
      for (const code of ["CA", "MX"]) {
        const open = readers(subject, FIRST_OPENED, FIRST_OPENED);
        const thread = threadAt(FIRST_OPENED, { internalTo: code });
        expect(readersOf(subject, thread, FIRST_OPENED)).toEqual(
          open.filter((id) => id.endsWith(code.toLowerCase())),
        );
      }
      const refusal = { allowed: false, reason: "hidden" };
      const secretariat: Actor = { id: "secretariat", role: "secretariat", delegation: null };
      const internal = { createdBy: "secretariat", internalTo: "CA" };
      expect(mayResolve(secretariat, subject, internal)).toEqual(refusal);
    }
  });

  it("let all of the delegation who may comment settle a thread within it", () => {
    for (const { subject, actor } of all) {
      const own = actor.delegation === "CA" && mayOnDocument(actor, "comment", subject).allowed;
      const internal = { createdBy: "other", internalTo: "CA" };
      expect(mayResolve(actor, subject, internal).allowed).toBe(own);
    }
  });

  it("let those read what is said of an amendment who may read it", () => {
    const plan: Subject = { kind: "plan", delegation: "CA", state: "open" };
    const about = (proposedAt: number) => threadAt(FIRST_OPENED, { proposedAt });
    expect(readersOf(plan, about(FIRST_OPENED - 1), FIRST_OPENED)).toEqual(drafters);
    expect(readersOf(plan, about(FIRST_OPENED), FIRST_OPENED)).toEqual(
      readers(plan, FIRST_OPENED, FIRST_OPENED),
    );
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
