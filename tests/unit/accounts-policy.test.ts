import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Actor,
  AGENDA_STATES,
  type Decision,
  DOCUMENT_ACTIONS,
  type DocumentAction,
  isFinal,
  isHeldBack,
  isSettled,
  mayInWorkspace,
  mayOnDocument,
  mayOperator,
  needsDelegation,
  OPERATOR_ACTIONS,
  type Openings,
  type OperatorAction,
  PLAN_STATES,
  PLAN_TRANSITIONS,
  type PlanStep,
  permissions,
  ROLES,
  readersNow,
  type Subject,
  subjectAt,
  WORKSPACE_ACTIONS,
  type WorkspaceAction,
  writtenSince,
} from "~/accounts/policy";

const person = (role: Actor["role"], delegation: string | null): Actor => ({
  id: `${role}-${delegation}`,
  role,
  delegation,
});

/** Everyone there is, as seen from the plan of Canada (CA). */
const PEOPLE = {
  "signed out": null,
  convener: person("convener", "CA"),
  drafter: person("drafter", "CA"),
  member: person("member", "CA"),
  "other convener": person("convener", "MX"),
  "other drafter": person("drafter", "MX"),
  "other member": person("member", "MX"),
  observer: person("observer", null),
  secretariat: person("secretariat", null),
} satisfies Record<string, Actor | null>;
type Who = keyof typeof PEOPLE;

/**
 * One sign for each state in order: Y yes; no because o signed out, h hidden, r role,
 * d delegation, s state.
 */
const SIGNS = { "signed-out": "o", hidden: "h", role: "r", delegation: "d", state: "s" } as const;
const sign = (decision: Decision) => (decision.allowed ? "Y" : SIGNS[decision.reason]);

type Table = Record<DocumentAction, Record<Who, string>>;

/** The same for everyone of another delegation: theirs to read once it is submitted. */
const others = (signs: string) => ({
  "other convener": signs,
  "other drafter": signs,
  "other member": signs,
});

/** What is done with the agenda alone. */
const NOT_FOR_PLANS = {
  "signed out": "oooo",
  convener: "rrrr",
  drafter: "rrrr",
  member: "hrrr",
  ...others("hhhd"),
  observer: "hrrr",
  secretariat: "hrrr",
};

/** Plans: draft, open, approved, submitted. */
const PLAN: Table = {
  read: {
    "signed out": "oooo",
    convener: "YYYY",
    drafter: "YYYY",
    member: "hYYY",
    ...others("hhhY"),
    observer: "hYYY",
    secretariat: "hYYY",
  },
  edit: {
    "signed out": "oooo",
    convener: "YYss",
    drafter: "YYss",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  "read-comments": {
    "signed out": "oooo",
    convener: "YYYY",
    drafter: "YYYY",
    member: "hYYY",
    ...others("hhhd"),
    observer: "hYYY",
    secretariat: "hYYY",
  },
  comment: {
    "signed out": "oooo",
    convener: "YYss",
    drafter: "YYss",
    member: "hYss",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hYss",
  },
  resolve: {
    "signed out": "oooo",
    convener: "YYss",
    drafter: "YYss",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  export: {
    "signed out": "oooo",
    convener: "YYYY",
    drafter: "YYYY",
    member: "hYYY",
    ...others("hhhY"),
    observer: "hYYY",
    secretariat: "hYYY",
  },
  history: {
    "signed out": "oooo",
    convener: "YYYY",
    drafter: "YYYY",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hYYY",
  },
  "bring-back": {
    "signed out": "oooo",
    convener: "YYss",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hYss",
  },
  open: {
    "signed out": "oooo",
    convener: "Ysss",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  close: {
    "signed out": "oooo",
    convener: "sYss",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  approve: {
    "signed out": "oooo",
    convener: "sYss",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  submit: {
    "signed out": "oooo",
    convener: "ssYs",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  reopen: {
    "signed out": "oooo",
    convener: "ssYs",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hssY",
  },
  merge: {
    "signed out": "oooo",
    convener: "rrrr",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hYYY",
  },
  // A plan is approved by its delegation; positions are for what all share.
  "take-position": {
    "signed out": "oooo",
    convener: "rrrr",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  object: {
    "signed out": "oooo",
    convener: "YYYY",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  "read-objections": {
    "signed out": "oooo",
    convener: "YYYY",
    drafter: "YYYY",
    member: "hYYY",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hYYY",
  },
  "make-internal": {
    "signed out": "oooo",
    convener: "YYss",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  "read-amendments": {
    "signed out": "oooo",
    convener: "YYYY",
    drafter: "YYYY",
    member: "hYYY",
    ...others("hhhd"),
    observer: "hYYY",
    secretariat: "hYYY",
  },
  propose: {
    "signed out": "oooo",
    convener: "YYss",
    drafter: "YYss",
    member: "hYss",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  support: {
    "signed out": "oooo",
    convener: "YYss",
    drafter: "YYss",
    member: "hYss",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  decide: {
    "signed out": "oooo",
    convener: "YYss",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  "set-round": {
    "signed out": "oooo",
    convener: "YYss",
    drafter: "rrrr",
    member: "hrrr",
    ...others("hhhd"),
    observer: "hrrr",
    secretariat: "hrrr",
  },
  "issue-draft": NOT_FOR_PLANS,
  "put-forward": NOT_FOR_PLANS,
  "take-back": NOT_FOR_PLANS,
  silence: NOT_FOR_PLANS,
  "break-silence": NOT_FOR_PLANS,
  adopt: NOT_FOR_PLANS,
  "reopen-plans": NOT_FOR_PLANS,
};

/** The agenda belongs to all delegations alike, so "other" people have what the first ones have. */
const agendaRow = (
  row: Record<"convener" | "drafter" | "member", string> & {
    observer: string;
    secretariat: string;
  },
) => ({
  "signed out": "oooo",
  ...row,
  "other convener": row.convener,
  "other drafter": row.drafter,
  "other member": row.member,
});
const nobody = agendaRow({
  convener: "rrrr",
  drafter: "rrrr",
  member: "rrrr",
  observer: "rrrr",
  secretariat: "rrrr",
});
const everybody = agendaRow({
  convener: "YYYY",
  drafter: "YYYY",
  member: "YYYY",
  observer: "YYYY",
  secretariat: "YYYY",
});
const secretariatOnly = (signs: string) =>
  agendaRow({
    convener: "rrrr",
    drafter: "rrrr",
    member: "rrrr",
    observer: "rrrr",
    secretariat: signs,
  });
const convenersOnly = (signs: string) =>
  agendaRow({
    convener: signs,
    drafter: "rrrr",
    member: "rrrr",
    observer: "rrrr",
    secretariat: "rrrr",
  });

/** The agenda: zero draft, revised draft, chair's text, adopted. */
const AGENDA: Table = {
  read: everybody,
  export: everybody,
  // The chair's text is closed; what is said of it goes on.
  edit: secretariatOnly("YYss"),
  merge: secretariatOnly("YYss"),
  resolve: secretariatOnly("YYYs"),
  "read-comments": everybody,
  comment: agendaRow({
    convener: "YYYs",
    drafter: "YYYs",
    member: "YYYs",
    observer: "rrrr",
    secretariat: "YYYs",
  }),
  history: agendaRow({
    convener: "YYYY",
    drafter: "rrrr",
    member: "rrrr",
    observer: "rrrr",
    secretariat: "YYYY",
  }),
  "bring-back": agendaRow({
    convener: "rrrr",
    drafter: "rrrr",
    member: "rrrr",
    observer: "rrrr",
    secretariat: "YYss",
  }),
  "take-position": convenersOnly("YYYs"),
  object: convenersOnly("YYYs"),
  "read-objections": nobody,
  "make-internal": convenersOnly("YYYs"),
  // The agenda is negotiated by brackets and positions.
  "read-amendments": nobody,
  propose: nobody,
  support: nobody,
  decide: nobody,
  "set-round": nobody,
  "issue-draft": secretariatOnly("YYss"),
  "put-forward": secretariatOnly("YYss"),
  "take-back": secretariatOnly("ssYs"),
  silence: secretariatOnly("ssYs"),
  "break-silence": convenersOnly("ssYs"),
  adopt: secretariatOnly("ssYs"),
  "reopen-plans": agendaRow({
    convener: "YYYs",
    drafter: "rrrr",
    member: "rrrr",
    observer: "rrrr",
    secretariat: "YYYs",
  }),
  open: nobody,
  close: nobody,
  approve: nobody,
  submit: nobody,
  reopen: nobody,
};

/** The workspace as a whole, in no state. */
const inWorkspace = (row: Partial<Record<Who, string>>, otherwise: string) => (who: Who) =>
  row[who] ?? otherwise;
const WORKSPACE: Record<WorkspaceAction, (who: Who) => string> = {
  invite: inWorkspace({ "signed out": "o", secretariat: "Y" }, "r"),
  "see-people": inWorkspace({ "signed out": "o", secretariat: "Y" }, "r"),
  "withdraw-access": inWorkspace({ "signed out": "o", secretariat: "Y" }, "r"),
  "read-glossary": inWorkspace({ "signed out": "o" }, "Y"),
  "edit-glossary": inWorkspace({ "signed out": "o", secretariat: "Y" }, "r"),
  // Who holds a copy need have no account.
  "check-copy": inWorkspace({}, "Y"),
};

/** A command on the machine, for plans: draft, open, approved, submitted. */
const OPERATOR: Record<OperatorAction, string> = { replace: "YYss" };

const WHO = Object.keys(PEOPLE) as Who[];

describe("the whole matrix", () => {
  const cases = DOCUMENT_ACTIONS.flatMap((action) => WHO.map((who) => ({ action, who })));

  test.each(cases)("plan: $who, $action", ({ action, who }) => {
    const signs = PLAN_STATES.map((state) =>
      sign(mayOnDocument(PEOPLE[who], action, { kind: "plan", delegation: "CA", state })),
    ).join("");
    expect(signs).toBe(PLAN[action][who]);
  });

  test.each(cases)("agenda: $who, $action", ({ action, who }) => {
    const signs = AGENDA_STATES.map((state) =>
      sign(mayOnDocument(PEOPLE[who], action, { kind: "agenda", state })),
    ).join("");
    expect(signs).toBe(AGENDA[action][who]);
  });

  test.each(OPERATOR_ACTIONS)("plan: a command on the machine, %s", (action) => {
    const signs = PLAN_STATES.map((state) => sign(mayOperator(action, state))).join("");
    expect(signs).toBe(OPERATOR[action]);
  });

  test.each(WORKSPACE_ACTIONS.flatMap((action) => WHO.map((who) => ({ action, who }))))(
    "workspace: $who, $action",
    ({ action, who }) => {
      expect(sign(mayInWorkspace(PEOPLE[who], action))).toBe(WORKSPACE[action](who));
    },
  );
});

describe("laws", () => {
  const codes = ["CA", "MX", "US"] as const;
  const anyActor = fc.record({
    id: fc.string(),
    role: fc.constantFrom(...ROLES),
    // Also roles and delegations that do not go together, as a damaged row might have them.
    delegation: fc.option(fc.constantFrom(...codes)),
  });
  const anyPlan = fc.record({
    kind: fc.constant("plan" as const),
    delegation: fc.constantFrom(...codes),
    state: fc.constantFrom(...PLAN_STATES),
  });
  const anySubject: fc.Arbitrary<Subject> = fc.oneof(
    anyPlan,
    fc.record({
      kind: fc.constant("agenda" as const),
      state: fc.constantFrom(...AGENDA_STATES),
    }),
  );
  const anyAction = fc.constantFrom(...DOCUMENT_ACTIONS);
  const may = (actor: Actor | null, action: DocumentAction, subject: Subject) =>
    mayOnDocument(actor, action, subject).allowed;

  test("signed out, nothing is allowed", () => {
    fc.assert(fc.property(anyAction, anySubject, (action, subject) => !may(null, action, subject)));
  });

  test("nobody outside a delegation does anything with its draft", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anyPlan, (actor, action, plan) => {
        fc.pre(actor.delegation !== plan.delegation);
        return !may(actor, action, { ...plan, state: "draft" });
      }),
    );
  });

  test("nobody outside a delegation changes its text, comments as one of it, or moves it on", () => {
    fc.assert(
      fc.property(anyActor, anyPlan, (actor, plan) => {
        fc.pre(actor.delegation !== plan.delegation);
        const steps = ["edit", "resolve", "open", "close", "approve", "submit"] as const;
        return steps.every((step) => !may(actor, step, plan));
      }),
    );
  });

  test("whatever is allowed, reading is allowed too", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anySubject, (actor, action, subject) => {
        fc.pre(may(actor, action, subject));
        return may(actor, "read", subject);
      }),
    );
  });

  test("who exports is who reads", () => {
    fc.assert(
      fc.property(
        anyActor,
        anySubject,
        (actor, subject) => may(actor, "export", subject) === may(actor, "read", subject),
      ),
    );
  });

  test("who may comment reads the comments", () => {
    fc.assert(
      fc.property(anyActor, anySubject, (actor, subject) => {
        fc.pre(may(actor, "comment", subject) || may(actor, "resolve", subject));
        return may(actor, "read-comments", subject);
      }),
    );
  });

  test("nobody outside a delegation ever sees what came about before its plan was opened", () => {
    const at = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        anyActor,
        anyAction,
        anyPlan,
        at,
        fc.option(at),
        (actor, action, plan, ...when) => {
          const [written, opened] = when;
          const then = subjectAt(plan, written, { first: opened, toAll: null });
          if (opened !== null && written >= opened) return then === plan;
          return actor.delegation === plan.delegation || !may(actor, action, then);
        },
      ),
    );
  });

  test("nobody but who drafts a plan sees what came about while it was closed again, unless let out", () => {
    const at = fc.integer({ min: 10, max: 100 });
    fc.assert(
      fc.property(
        anyActor,
        anyAction,
        anyPlan,
        fc.tuple(at, at, at, fc.option(at)),
        (actor, action, plan, [written, one, other, out]) => {
          const [from, until] = [Math.min(one, other), Math.max(one, other)];
          const opened: Openings = {
            first: 5,
            toAll: 5,
            closures: [{ from, until }],
            letOut: new Map(out === null ? [] : [["it", out]]),
          };
          const since = writtenSince("it", written, opened);
          const then = subjectAt(plan, since, opened);
          const isHeld = isHeldBack("it", written, opened);
          if (written < from || written >= until) return !isHeld && since === written;
          if (out !== null && out >= until) return !isHeld && then === plan;
          if (out !== null && out >= written) return true;
          const draft = { ...plan, state: "draft" as const };
          return isHeld && may(actor, action, then) === may(actor, action, draft);
        },
      ),
    );
  });

  test("who reads what is written now is who may read its comments now", () => {
    const openings = fc.record({ first: fc.option(fc.constant(1)), toAll: fc.constant(2) });
    fc.assert(
      fc.property(anyPlan, openings, (plan, opened) => {
        const readers = readersNow(plan, opened);
        const outsider: Actor = { id: "o", role: "observer", delegation: null };
        const other: Actor = {
          id: "f",
          role: "member",
          delegation: plan.delegation === "US" ? "CA" : "US",
        };
        const drafting = readers === "drafters" || readers === "drafters-again";
        expect(may(outsider, "read-comments", plan)).toBe(!drafting);
        if (plan.state === "open")
          expect(may(other, "read-comments", plan)).toBe(readers === "all");
      }),
    );
  });

  test("nothing on the agenda is internal to anyone", () => {
    const agenda: Subject = { kind: "agenda", state: "zero-draft" };
    expect(subjectAt(agenda, 1, { first: null, toAll: null })).toEqual(agenda);
  });

  test("who edits may comment and resolve", () => {
    fc.assert(
      fc.property(anyActor, anySubject, (actor, subject) => {
        fc.pre(may(actor, "edit", subject));
        return may(actor, "comment", subject) && may(actor, "resolve", subject);
      }),
    );
  });

  test("members and observers never change a text", () => {
    fc.assert(
      fc.property(anyActor, anySubject, (actor, subject) => {
        fc.pre(actor.role === "member" || actor.role === "observer");
        return !may(actor, "edit", subject) && !may(actor, "merge", subject);
      }),
    );
  });

  test("an adopted agenda is only read", () => {
    fc.assert(
      fc.property(anyActor, anyAction, (actor, action) => {
        fc.pre(may(actor, action, { kind: "agenda", state: "adopted" }));
        return ["read", "export", "read-comments", "history"].includes(action);
      }),
    );
  });

  test("no text is edited or merged while it is closed", () => {
    fc.assert(
      fc.property(anyActor, fc.constantFrom("edit", "merge"), (actor, action) => {
        return !may(actor, action as DocumentAction, { kind: "agenda", state: "chairs-text" });
      }),
    );
  });

  test("an approved, submitted or adopted text cannot be edited by anyone", () => {
    fc.assert(
      fc.property(anyActor, anySubject, (actor, subject) => {
        fc.pre(["approved", "submitted", "adopted"].includes(subject.state));
        return !may(actor, "edit", subject) && !may(actor, "comment", subject);
      }),
    );
  });

  test("a plan that moves on never hides from someone who could read it", () => {
    fc.assert(
      fc.property(anyActor, anyPlan, (actor, plan) => {
        fc.pre(may(actor, "read", plan));
        return PLAN_STATES.slice(PLAN_STATES.indexOf(plan.state)).every((state) =>
          may(actor, "read", { ...plan, state }),
        );
      }),
    );
  });

  test("to someone who may not read it, every refusal sounds the same", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anyPlan, (actor, action, plan) => {
        fc.pre(!may(actor, "read", plan));
        expect(mayOnDocument(actor, action, plan)).toEqual({ allowed: false, reason: "hidden" });
      }),
    );
  });

  test("the id of a person decides nothing", () => {
    fc.assert(
      fc.property(anyActor, fc.string(), anyAction, anySubject, (actor, id, action, subject) => {
        const decision = mayOnDocument(actor, action, subject);
        expect(mayOnDocument({ ...actor, id }, action, subject)).toEqual(decision);
      }),
    );
  });

  test("permissions say the same as asking one by one", () => {
    fc.assert(
      fc.property(fc.option(anyActor), anySubject, (actor, subject) => {
        const all = permissions(actor, subject);
        expect(Object.keys(all).sort()).toEqual([...DOCUMENT_ACTIONS].sort());
        for (const action of DOCUMENT_ACTIONS)
          expect(all[action]).toBe(may(actor, action, subject));
      }),
    );
  });
});

test("the steps of a plan's life lead from draft to submitted and back", () => {
  const convener = PEOPLE.convener;
  const take = (state: (typeof PLAN_STATES)[number], step: PlanStep) => {
    expect(mayOnDocument(convener, step, { kind: "plan", delegation: "CA", state }).allowed).toBe(
      true,
    );
    return PLAN_TRANSITIONS[step];
  };
  expect(take(take(take("draft", "open"), "approve"), "submit")).toBe("submitted");
  expect(take(take("draft", "open"), "close")).toBe("draft");
  expect(take("approved", "reopen")).toBe("open");
});

test("approved and submitted plans are settled; submitted plans and the adopted agenda final", () => {
  expect(PLAN_STATES.filter(isSettled)).toEqual(["approved", "submitted"]);
  expect(PLAN_STATES.filter(isFinal)).toEqual(["submitted"]);
  expect(AGENDA_STATES.filter(isFinal)).toEqual(["adopted"]);
});

test("conveners, drafters and members belong to a delegation, the regional roles to none", () => {
  expect(ROLES.filter(needsDelegation)).toEqual(["convener", "drafter", "member"]);
});
