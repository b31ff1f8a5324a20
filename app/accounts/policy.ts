/**
 * Who may do what. The one place that decides: every loader, action, export, command and
 * WebSocket message asks here, and nothing else in the project compares roles or states.
 *
 * The table reads: for an action, the rules under which it is allowed; no rule that holds, no
 * permission. A refusal carries a reason, so that the page can say why.
 */

export const ROLES = ["convener", "drafter", "member", "observer", "secretariat"] as const;
export type Role = (typeof ROLES)[number];

export const PLAN_STATES = ["draft", "open", "approved", "submitted"] as const;
export type PlanState = (typeof PLAN_STATES)[number];

export const AGENDA_STATES = ["zero-draft", "revised-draft", "chairs-text", "adopted"] as const;
export type AgendaState = (typeof AGENDA_STATES)[number];

/** The person as far as rules are concerned. `delegation` is a code, null for regional roles. */
export interface Actor {
  id: string;
  role: Role;
  delegation: string | null;
}

export const AUDIENCES = ["members", "all"] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * A consultation round: a plan is open for comment until a date, to the members of its own
 * coalition or to all delegations. Once it is over, they read and say no more.
 */
export interface Round {
  audience: Audience;
  over: boolean;
}

/** The document as far as rules are concerned. A plan may be open without a round: to members, until it is closed. */
export type Subject =
  | { kind: "plan"; delegation: string; state: PlanState; round?: Round | null }
  | { kind: "agenda"; state: AgendaState };

export const DOCUMENT_ACTIONS = [
  "read",
  "edit",
  "read-comments",
  "comment",
  "resolve",
  "make-internal",
  "read-amendments",
  "propose",
  "support",
  "decide",
  "export",
  "history",
  "bring-back",
  "open",
  "set-round",
  "close",
  "approve",
  "submit",
  "reopen",
  "merge",
  "take-position",
  "object",
  "read-objections",
  "issue-draft",
  "put-forward",
  "take-back",
  "silence",
  "break-silence",
  "adopt",
  "reopen-plans",
] as const;
export type DocumentAction = (typeof DOCUMENT_ACTIONS)[number];

export const WORKSPACE_ACTIONS = [
  "invite",
  "see-people",
  "withdraw-access",
  "read-glossary",
  "edit-glossary",
  "check-copy",
] as const;
export type WorkspaceAction = (typeof WORKSPACE_ACTIONS)[number];

/**
 * Why not. `hidden` means that the document's content is internal to others, `state` that the
 * role would do but the document's state does not allow it now.
 */
export type Refusal = "signed-out" | "hidden" | "role" | "delegation" | "state";

export type Decision = { allowed: true } | { allowed: false; reason: Refusal };

const YES: Decision = { allowed: true };
const no = (reason: Refusal): Decision => ({ allowed: false, reason });

interface Rule<State extends string> {
  roles: readonly Role[];
  states: readonly State[];
}

/** What a plan's state is to rules: an open plan is one of four. */
type Situation = PlanState | "over" | "open-all" | "over-all";

const ASKING: readonly Situation[] = ["open", "open-all"];
const OPEN_TO_ALL: readonly Situation[] = ["open-all", "over-all"];
const OPEN: readonly Situation[] = [...ASKING, "over", "over-all"];
const DRAFTING: readonly Situation[] = ["draft", ...OPEN];
const OPENED: readonly Situation[] = [...OPEN, "approved", "submitted"];
const ANY_STATE: readonly Situation[] = ["draft", ...OPENED];
const ALL_ROLES: readonly Role[] = ROLES;
const FOREIGN: readonly Role[] = ["convener", "drafter", "member"];

/** For people of the plan's own delegation. */
const OWN_PLAN: Partial<Record<DocumentAction, readonly Rule<Situation>[]>> = {
  read: [
    { roles: ["convener", "drafter"], states: ANY_STATE },
    { roles: ["member"], states: OPENED },
  ],
  edit: [{ roles: ["convener", "drafter"], states: DRAFTING }],
  "read-comments": [
    { roles: ["convener", "drafter"], states: ANY_STATE },
    { roles: ["member"], states: OPENED },
  ],
  comment: [
    { roles: ["convener", "drafter"], states: DRAFTING },
    { roles: ["member"], states: ASKING },
  ],
  resolve: [{ roles: ["convener", "drafter"], states: DRAFTING }],
  // To begin a thread that nobody outside the delegation ever receives.
  "make-internal": [{ roles: ["convener"], states: DRAFTING }],
  "read-amendments": [
    { roles: ["convener", "drafter"], states: ANY_STATE },
    { roles: ["member"], states: OPENED },
  ],
  propose: [
    { roles: ["convener", "drafter"], states: DRAFTING },
    { roles: ["member"], states: ASKING },
  ],
  support: [
    { roles: ["convener", "drafter"], states: DRAFTING },
    { roles: ["member"], states: ASKING },
  ],
  decide: [{ roles: ["convener"], states: DRAFTING }],
  export: [
    { roles: ["convener", "drafter"], states: ANY_STATE },
    { roles: ["member"], states: OPENED },
  ],
  history: [{ roles: ["convener", "drafter"], states: ANY_STATE }],
  // An earlier version of its text.
  "bring-back": [{ roles: ["convener"], states: DRAFTING }],
  open: [{ roles: ["convener"], states: ["draft"] }],
  // To open it until a date, and to change the date or whom it is open to.
  "set-round": [{ roles: ["convener"], states: DRAFTING }],
  close: [{ roles: ["convener"], states: OPEN }],
  approve: [{ roles: ["convener"], states: OPEN }],
  submit: [{ roles: ["convener"], states: ["approved"] }],
  reopen: [{ roles: ["convener"], states: ["approved"] }],
  // To a disposition that set an item of this plan aside; whether now, the agenda's state says.
  object: [{ roles: ["convener"], states: ANY_STATE }],
  "read-objections": [
    { roles: ["convener", "drafter"], states: ANY_STATE },
    { roles: ["member"], states: OPENED },
  ],
};

/** For the regional roles, which belong to no delegation. */
const REGIONAL_PLAN: Partial<Record<DocumentAction, readonly Rule<Situation>[]>> = {
  read: [{ roles: ["secretariat", "observer"], states: OPENED }],
  export: [{ roles: ["secretariat", "observer"], states: OPENED }],
  "read-comments": [{ roles: ["secretariat", "observer"], states: OPENED }],
  comment: [{ roles: ["secretariat"], states: ASKING }],
  "read-amendments": [{ roles: ["secretariat", "observer"], states: OPENED }],
  history: [{ roles: ["secretariat"], states: OPENED }],
  "bring-back": [{ roles: ["secretariat"], states: OPEN }],
  reopen: [{ roles: ["secretariat"], states: ["submitted"] }],
  // Whether a national item of this plan may be placed in the agenda.
  merge: [{ roles: ["secretariat"], states: OPENED }],
  "read-objections": [{ roles: ["secretariat"], states: OPENED }],
};

/**
 * For people of other delegations: a plan is theirs to read once it has been submitted, and to
 * comment on while it is open to all. What is said of it outside such a round never is theirs.
 */
const OTHER_PLAN: Partial<Record<DocumentAction, readonly Rule<Situation>[]>> = {
  read: [{ roles: FOREIGN, states: [...OPEN_TO_ALL, "submitted"] }],
  export: [{ roles: FOREIGN, states: [...OPEN_TO_ALL, "submitted"] }],
  "read-comments": [{ roles: FOREIGN, states: OPEN_TO_ALL }],
  comment: [{ roles: FOREIGN, states: ["open-all"] }],
  "read-amendments": [{ roles: FOREIGN, states: OPEN_TO_ALL }],
  propose: [{ roles: FOREIGN, states: ["open-all"] }],
  support: [{ roles: FOREIGN, states: ["open-all"] }],
};

const NEGOTIABLE: readonly AgendaState[] = ["zero-draft", "revised-draft", "chairs-text"];

/** As long as its words may change; the chair's text is closed. */
const UNDER_REVISION: readonly AgendaState[] = ["zero-draft", "revised-draft"];

const AGENDA: Partial<Record<DocumentAction, readonly Rule<AgendaState>[]>> = {
  read: [{ roles: ALL_ROLES, states: AGENDA_STATES }],
  export: [{ roles: ALL_ROLES, states: AGENDA_STATES }],
  "read-comments": [{ roles: ALL_ROLES, states: AGENDA_STATES }],
  edit: [{ roles: ["secretariat"], states: UNDER_REVISION }],
  merge: [{ roles: ["secretariat"], states: UNDER_REVISION }],
  // To dispositions of the own delegation's items: the plan is asked too.
  object: [{ roles: ["convener"], states: NEGOTIABLE }],
  comment: [{ roles: ["secretariat", "convener", "drafter", "member"], states: NEGOTIABLE }],
  resolve: [{ roles: ["secretariat"], states: NEGOTIABLE }],
  "make-internal": [{ roles: ["convener"], states: NEGOTIABLE }],
  history: [{ roles: ["secretariat", "convener"], states: AGENDA_STATES }],
  "bring-back": [{ roles: ["secretariat"], states: UNDER_REVISION }],
  // For the convener's own delegation: an operation takes it from the actor, never from a form.
  "take-position": [{ roles: ["convener"], states: NEGOTIABLE }],
  "issue-draft": [{ roles: ["secretariat"], states: UNDER_REVISION }],
  "put-forward": [{ roles: ["secretariat"], states: UNDER_REVISION }],
  "take-back": [{ roles: ["secretariat"], states: ["chairs-text"] }],
  // To set a silence procedure, and to call it off.
  silence: [{ roles: ["secretariat"], states: ["chairs-text"] }],
  // For the convener's own delegation, as a position is.
  "break-silence": [{ roles: ["convener"], states: ["chairs-text"] }],
  adopt: [{ roles: ["secretariat"], states: ["chairs-text"] }],
  // The plan is asked too. An adopted agenda accounts for plans as they were submitted.
  "reopen-plans": [{ roles: ["convener", "secretariat"], states: NEGOTIABLE }],
};

const WORKSPACE: Record<WorkspaceAction, readonly Role[]> = {
  invite: ["secretariat"],
  "see-people": ["secretariat"],
  "withdraw-access": ["secretariat"],
  "read-glossary": ALL_ROLES,
  "edit-glossary": ["secretariat"],
  "check-copy": ALL_ROLES,
};

/**
 * What needs no account: whoever has been given a copy of the adopted agenda may ask whether it was
 * issued here, and learns nothing but that.
 */
const FOR_ALL: readonly WorkspaceAction[] = ["check-copy"];

function decide<State extends string>(
  rules: readonly Rule<State>[] | undefined,
  role: Role,
  state: State,
  otherwise: Refusal,
): Decision {
  const forRole = rules?.filter((rule) => rule.roles.includes(role)) ?? [];
  if (forRole.length === 0) return no(otherwise);
  return forRole.some((rule) => rule.states.includes(state)) ? YES : no("state");
}

/**
 * May this person do this to this document, as it stands?
 * @param actor null when signed out.
 */
export function mayOnDocument(
  actor: Actor | null,
  action: DocumentAction,
  subject: Subject,
): Decision {
  if (!actor) return no("signed-out");
  if (subject.kind === "agenda") return decide(AGENDA[action], actor.role, subject.state, "role");

  const decision = onPlan(actor, action, subject);
  // To someone who may not even read a plan, its state is internal too.
  if (!decision.allowed && !onPlan(actor, "read", subject).allowed) return no("hidden");
  return decision;
}

function onPlan(
  actor: Actor,
  action: DocumentAction,
  subject: Extract<Subject, { kind: "plan" }>,
): Decision {
  const situation = situationOf(subject);
  if (actor.delegation === null) {
    return decide(REGIONAL_PLAN[action], actor.role, situation, "role");
  }
  if (actor.delegation === subject.delegation) {
    return decide(OWN_PLAN[action], actor.role, situation, "role");
  }
  const decision = decide(OTHER_PLAN[action], actor.role, situation, "delegation");
  // A plan that is not open to all is no business of theirs, rather than closed for the moment.
  return decision.allowed || OPEN_TO_ALL.includes(situation) ? decision : no("delegation");
}

function situationOf({ state, round }: Extract<Subject, { kind: "plan" }>): Situation {
  if (state !== "open" || !round) return state;
  if (round.audience === "all") return round.over ? "over-all" : "open-all";
  return round.over ? "over" : "open";
}

/** When a plan was opened, in milliseconds since the epoch; null if it was not. */
export interface Openings {
  /** For the first time. */
  first: number | null;
  /** To all delegations, by the round that runs or ran last. */
  toAll: number | null;
  /** When it was closed again after that. */
  closures?: readonly Closure[];
  /** When something that was written in a closure was let out, by the id of the thread or amendment. */
  letOut?: ReadonlyMap<string, number>;
}

/** A time in which a plan was closed again, until it was opened once more. */
export interface Closure {
  from: number;
  /** Infinity while it lasts. */
  until: number;
}

/** Whether a plan was closed again at that moment: what was written then is held back. */
export function isClosedAt(at: number, { closures = [] }: Openings): boolean {
  return closures.some(({ from, until }) => at >= from && at < until);
}

/**
 * Since when something counts as written: what was held back in a closure and let out at an
 * opening is as if it had been written then.
 * @param id of the thread or the amendment.
 */
export function writtenSince(id: string | undefined, at: number, opened: Openings): number {
  const letOut = id === undefined ? undefined : opened.letOut?.get(id);
  return letOut !== undefined && letOut >= at && isClosedAt(at, opened) ? letOut : at;
}

/**
 * A plan that is closed again as it would be if it were opened now to all and everything were let out:
 * whom something that is done meanwhile may yet concern. Null where it is not closed again. For
 * keeping notices, which are shown by the document as it is; never for showing anything.
 */
export function ifOpenedAgain(
  subject: Subject,
  opened: Openings,
): { subject: Subject; opened: Openings } | null {
  if (subject.kind === "agenda" || subject.state !== "draft" || opened.first === null) return null;
  const ended = opened.closures?.filter(({ until }) => until !== Number.POSITIVE_INFINITY);
  return {
    subject: { ...subject, state: "open", round: { audience: "all", over: false } },
    opened: { ...opened, toAll: opened.first, closures: ended ?? [] },
  };
}

/** Whether it was written while the plan was closed again, and has not been let out since. */
export function isHeldBack(id: string, at: number, opened: Openings): boolean {
  return isClosedAt(writtenSince(id, at, opened), opened);
}

/**
 * The document as it was to everyone when something was written or kept in it. Until a plan is
 * first opened it is a draft, and what came about then stays with those who may see a draft, in
 * whatever state the plan is now; so does what came about while it was closed again. What came about
 * before it was opened to all delegations stays with its own people and the regional roles in the
 * same way. Asked by
 * `mayOnDocumentSince` beside the document as it is.
 */
export function subjectAt(subject: Subject, at: number, opened: Openings): Subject {
  if (subject.kind === "agenda") return subject;
  if (opened.first === null || at < opened.first || isClosedAt(at, opened)) {
    return { ...subject, state: "draft" };
  }
  if (subject.round?.audience === "all" && (opened.toAll === null || at < opened.toAll)) {
    return { ...subject, round: { ...subject.round, audience: "members" } };
  }
  return subject;
}

/**
 * The same of something that was written or kept in the document at a time: allowed of the document
 * as it is, and also as it was then (`subjectAt`).
 */
export function mayOnDocumentSince(
  actor: Actor | null,
  action: DocumentAction,
  subject: Subject,
  at: number,
  opened: Openings,
): Decision {
  const now = mayOnDocument(actor, action, subject);
  return now.allowed ? mayOnDocument(actor, action, subjectAt(subject, at, opened)) : now;
}

/**
 * Who reads what is written about a plan now: those who draft it, until it is opened for the first
 * time and ever after (`drafters`), or until it is let out at the next opening (`drafters-again`);
 * the own coalition and the regional roles (`members`), or all delegations (`all`).
 */
export type ReadersNow = "drafters" | "drafters-again" | "members" | "all";

/** Who reads what is written about this document now; null where that is all who read it. */
export function readersNow(subject: Subject, opened: Openings): ReadersNow | null {
  if (subject.kind === "agenda") return null;
  if (subject.state === "draft") return opened.first === null ? "drafters" : "drafters-again";
  return subject.round?.audience === "all" ? "all" : "members";
}

/** May this person do this in the workspace as a whole? */
export function mayInWorkspace(actor: Actor | null, action: WorkspaceAction): Decision {
  if (FOR_ALL.includes(action)) return YES;
  if (!actor) return no("signed-out");
  return WORKSPACE[action].includes(actor.role) ? YES : no("role");
}

/** All that this person may do to this document: what loaders hand to the interface. */
export function permissions(
  actor: Actor | null,
  subject: Subject,
): Record<DocumentAction, boolean> {
  return Object.fromEntries(
    DOCUMENT_ACTIONS.map((action) => [action, mayOnDocument(actor, action, subject).allowed]),
  ) as Record<DocumentAction, boolean>;
}

/**
 * What a command run on the machine itself may do to a plan, with no person behind it: `replace`
 * its text.
 */
export const OPERATOR_ACTIONS = ["replace"] as const;
export type OperatorAction = (typeof OPERATOR_ACTIONS)[number];

const OPERATOR: Record<OperatorAction, readonly Situation[]> = {
  // No more than its own people could: an approved text changes only after a reopening.
  replace: DRAFTING,
};

/** May a command do this to a plan in this state? */
export function mayOperator(action: OperatorAction, state: PlanState): Decision {
  return OPERATOR[action].includes(state) ? YES : no("state");
}

/** Conveners, drafters and members belong to a delegation; the regional roles to none. */
export function needsDelegation(role: Role): boolean {
  return role === "convener" || role === "drafter" || role === "member";
}

/** Whether this person is a convener of a delegation, whatever may be done just now. */
export function headsDelegation({ role, delegation }: Actor, code: string): boolean {
  return role === "convener" && delegation === code;
}

/** The state a plan is in after a step of its life. */
export const PLAN_TRANSITIONS = {
  open: "open",
  close: "draft",
  approve: "approved",
  submit: "submitted",
  reopen: "open",
} as const satisfies Partial<Record<DocumentAction, PlanState>>;
export type PlanStep = keyof typeof PLAN_TRANSITIONS;

/** Whether a plan in this state stands on an exact text that was approved. */
export function isSettled(state: PlanState): boolean {
  return state === "approved" || state === "submitted";
}

/** Whether there is anyone at all who may do this to the agenda in this state. */
export function isOpenTo(action: DocumentAction, state: AgendaState): boolean {
  return AGENDA[action]?.some((rule) => rule.states.includes(state)) ?? false;
}

/** Whether a plan or the agenda in this state is done: no longer a draft of any kind. */
export function isFinal(state: PlanState | AgendaState): boolean {
  return state === "submitted" || state === "adopted";
}
