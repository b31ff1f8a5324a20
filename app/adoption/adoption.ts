/**
 * The way of the agenda to adoption: drafts are issued, the chair's text is put forward, and it is
 * adopted in session or in silence. Who may take a step is in `accounts/policy.ts`; here is what a
 * step needs, and where it leads.
 */
import { type AgendaState, isOpenTo } from "../accounts/policy";
import { type Held, isCurrent, type Position } from "../agenda/positions";

export const ADOPTION_STEPS = [
  "issue-draft",
  "put-forward",
  "silence",
  "adopt",
  "take-back",
] as const;
export type AdoptionStep = (typeof ADOPTION_STEPS)[number];

export type DraftKind = AgendaState;

/** The steps that may come next in a state; who may take them, the policy says. */
export function stepsFrom(state: AgendaState): AdoptionStep[] {
  return ADOPTION_STEPS.filter((step) => isOpenTo(step, state));
}

/** A draft as issued, as far as rules are concerned. */
export interface IssuedDraft {
  kind: DraftKind;
  /** From 0 over drafts of all kinds. */
  position: number;
  /** Of a revised draft or a chair's text, from 1; otherwise 0. */
  number: number;
}

/** The kind of the draft that would be issued next: the first is the Zero draft. */
export function nextDraftKind(
  drafts: readonly Pick<IssuedDraft, "kind">[],
): "zero-draft" | "revised-draft" {
  return drafts.some(({ kind }) => kind === "zero-draft" || kind === "revised-draft")
    ? "revised-draft"
    : "zero-draft";
}

/** How the next draft of a kind is numbered. */
export function numbered(kind: DraftKind, drafts: readonly IssuedDraft[]): IssuedDraft {
  const counts = kind === "revised-draft" || kind === "chairs-text";
  return {
    kind,
    position: drafts.reduce((most, draft) => Math.max(most, draft.position + 1), 0),
    number: counts ? drafts.filter((draft) => draft.kind === kind).length + 1 : 0,
  };
}

/** The state the agenda is in when the chair's text is taken back: that of the last draft before. */
export function stateTakenBackTo(drafts: readonly Pick<IssuedDraft, "kind">[]): AgendaState {
  return drafts.some(({ kind }) => kind === "revised-draft") ? "revised-draft" : "zero-draft";
}

/** The chair's text that was put forward last. */
export function chairsTextOf<Draft extends Pick<IssuedDraft, "kind">>(
  drafts: readonly Draft[],
): Draft | undefined {
  return drafts.findLast(({ kind }) => kind === "chairs-text");
}

/** A silence procedure takes this long at most, in milliseconds. */
export const LONGEST_SILENCE = 90 * 86_400_000;

/** What is wrong with a deadline, if anything. */
export function deadlineProblem(deadline: number, now: number): "past" | "too-far" | null {
  if (deadline <= now) return "past";
  return deadline - now > LONGEST_SILENCE ? "too-far" : null;
}

export type HeldPosition = Pick<Held, "delegation" | "position" | "note" | "textHash">;

/** The agenda as far as its adoption is concerned. */
export interface AdoptionFacts {
  /** Codes, in their order. */
  delegations: readonly string[];
  /** Those that stand, in their order. */
  items: readonly {
    id: string;
    /** Of the words that stand. */
    hash: string;
    brackets: number;
    /** The positions that hold, of all delegations. */
    held: readonly HeldPosition[];
  }[];
  /** Brackets in the preamble. */
  bracketsInPreamble: number;
  /** How many national items are neither placed nor set aside. */
  unplaced: number;
  /** Codes of the delegations that have not submitted their plan. */
  awaited: readonly string[];
  /** Whether the text is still the chair's text that was put forward last. */
  asPutForward: boolean;
  /** Whether a silence procedure runs. */
  silenceRuns: boolean;
  /** Whether the text is other than in the last draft that was issued. */
  changed: boolean;
}

/**
 * Something a step needs. Where it is not met, `count` says how much is in the way, and `inPreamble`,
 * `itemIds` or `delegations` where.
 */
export interface Requirement {
  id: RequirementId;
  met: boolean;
  count: number;
  inPreamble: boolean;
  itemIds: string[];
  /** Codes. */
  delegations: string[];
}

export const REQUIREMENTS = [
  "changed",
  "items",
  "submitted",
  "placed",
  "no-brackets",
  "as-put-forward",
  "no-objections",
  "all-positions",
  "no-silence",
] as const;
export type RequirementId = (typeof REQUIREMENTS)[number];

const NEEDS: Record<AdoptionStep, readonly RequirementId[]> = {
  "issue-draft": ["changed"],
  // Of plans that are not submitted, other delegations read nothing: the agenda would account for
  // national items in one way to one reader, and in another to the next.
  "put-forward": ["items", "submitted", "placed", "no-brackets"],
  // A plan may have been reopened since the text was put forward.
  silence: ["submitted", "placed", "as-put-forward", "no-objections", "no-silence"],
  adopt: [
    "items",
    "submitted",
    "placed",
    "no-brackets",
    "as-put-forward",
    "all-positions",
    "no-silence",
  ],
  "take-back": ["no-silence"],
};

type Finding = Pick<Requirement, "count" | "inPreamble" | "itemIds" | "delegations">;

const whole = (count: number): Finding => ({
  count,
  inPreamble: false,
  itemIds: [],
  delegations: [],
});

function inItems(
  { items }: AdoptionFacts,
  count: (item: AdoptionFacts["items"][number]) => number,
): Finding {
  const counted = items.map((item) => ({ id: item.id, count: count(item) }));
  return {
    count: counted.reduce((sum, each) => sum + each.count, 0),
    inPreamble: false,
    itemIds: counted.filter((each) => each.count > 0).map(({ id }) => id),
    delegations: [],
  };
}

/** Whether a position lets an item be adopted in session. */
function consents(held: HeldPosition | undefined, hash: string): boolean {
  if (!held || !isCurrent(held, hash) || held.position === "objection") return false;
  return held.position !== "reservation" || held.note.trim() !== "";
}

/** What is in the way of each requirement; nothing where it is met. */
const IN_THE_WAY: Record<RequirementId, (facts: AdoptionFacts) => Finding> = {
  changed: ({ changed }) => whole(changed ? 0 : 1),
  items: ({ items }) => whole(items.length > 0 ? 0 : 1),
  submitted: ({ awaited }) => ({ ...whole(awaited.length), delegations: [...awaited] }),
  placed: ({ unplaced }) => whole(unplaced),
  "no-brackets": (facts) => {
    const found = inItems(facts, ({ brackets }) => brackets);
    const inPreamble = facts.bracketsInPreamble;
    return { ...found, count: found.count + inPreamble, inPreamble: inPreamble > 0 };
  },
  "as-put-forward": ({ asPutForward }) => whole(asPutForward ? 0 : 1),
  // One that is to be confirmed too: the delegation has not said that it is settled.
  "no-objections": (facts) =>
    inItems(facts, ({ held }) => held.filter(({ position }) => position === "objection").length),
  // Counted by delegation and item.
  "all-positions": (facts) =>
    inItems(
      facts,
      ({ held, hash }) =>
        facts.delegations.filter(
          (code) =>
            !consents(
              held.find(({ delegation }) => delegation === code),
              hash,
            ),
        ).length,
    ),
  "no-silence": ({ silenceRuns }) => whole(silenceRuns ? 1 : 0),
};

/** All that a step needs, met or not. */
export function requirementsFor(step: AdoptionStep, facts: AdoptionFacts): Requirement[] {
  return NEEDS[step].map((id) => {
    const found = IN_THE_WAY[id](facts);
    return { id, met: found.count === 0, ...found };
  });
}

export function areMet(requirements: readonly Requirement[]): boolean {
  return requirements.every(({ met }) => met);
}

/** To what a delegation consented, on one item. */
export interface Consent {
  itemId: string;
  delegation: string;
  consent: Exclude<Position, "objection"> | "silent";
  note: string;
  current: boolean;
  personId: string | null;
  at: number;
}

/**
 * The consent that an adoption records: for every item, that of every delegation. A position on
 * the adopted words is its consent. Without one it was silent, unless it had a reservation on
 * earlier words: that it withdrew this by saying nothing is more than anyone can know.
 * @param adoptedAt the moment of the adoption: for those who were silent, the deadline.
 */
export function consentsOf(
  items: readonly {
    id: string;
    hash: string;
    held: readonly (HeldPosition & { personId: string; at: number })[];
  }[],
  delegations: readonly string[],
  adoptedAt: number,
): Consent[] {
  return items.flatMap((item) =>
    delegations.map((delegation): Consent => {
      const own = item.held.find((each) => each.delegation === delegation);
      const current = own !== undefined && isCurrent(own, item.hash);
      const counts =
        own && own.position !== "objection" && (current || own.position === "reservation");
      if (!counts) {
        const silent = { consent: "silent", note: "", current: true, personId: null } as const;
        return { itemId: item.id, delegation, ...silent, at: adoptedAt };
      }
      const { position: consent, note, personId, at } = own;
      return {
        itemId: item.id,
        delegation,
        consent: consent as Consent["consent"],
        note,
        current,
        personId,
        at,
      };
    }),
  );
}
