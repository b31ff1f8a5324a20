import { describe, expect, it } from "vitest";
import {
  type Actor,
  AGENDA_STATES,
  mayOnDocument,
  PLAN_STATES,
  ROLES,
  type Subject,
} from "~/accounts/policy";
import { mayChangeComment, mayReadThreads, mayResolve } from "~/comments/rules";

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
  it("let those read who may read the document", () => {
    for (const { subject, actor } of all) {
      expect(mayReadThreads(actor, subject)).toEqual(mayOnDocument(actor, "read", subject));
    }
    expect(mayReadThreads(null, { kind: "agenda", state: "adopted" }).allowed).toBe(false);
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
