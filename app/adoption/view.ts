/** What the page of adoption is given. Types only. */
import type { AgendaState, DocumentAction } from "../accounts/policy";
import type { Position } from "../agenda/positions";
import type { Locale } from "../context";
import type { LapseReason } from "../documents/silence";
import type { AdoptionStep, IssuedDraft, Requirement } from "./adoption";

export interface DraftView extends IssuedDraft {
  note: string;
  /** Null where a deadline issued it: the adopted text. */
  by: string | null;
  at: number;
}

/** The silence procedure that runs. */
export interface SilenceView {
  id: string;
  deadline: number;
  timeZone: string;
  by: string;
  at: number;
}

/** What a delegation says of an item, or said of it when the agenda was adopted. */
export interface SaidView {
  itemId: string;
  /** Null where it has said nothing, and the agenda is not adopted. */
  said: Position | "silent" | null;
  note: string;
  /** Whether it was said of the words that stand. */
  current: boolean;
  person: string | null;
  at: number | null;
}

export type EventView = { at: number; person: string | null } & (
  | { kind: "draft"; draft: Pick<IssuedDraft, "kind" | "number" | "position"> }
  | { kind: "taken-back" }
  | { kind: "silence"; deadline: number; timeZone: string }
  | { kind: "broken" | "called-off"; delegation: string | null; reason: string }
  | { kind: "lapsed"; lapse: LapseReason }
);

export interface AdoptionView {
  agenda: { id: string; title: string; language: Locale; state: AgendaState };
  may: Record<DocumentAction, boolean>;
  /** Names the exact text, for the steps that are about it. */
  hash: string;
  /** What the next draft would be called. */
  next: Pick<IssuedDraft, "kind" | "number">;
  /** Newest first. */
  drafts: DraftView[];
  /** The steps that may come next, with what each needs. */
  steps: { step: AdoptionStep; requirements: Requirement[] }[];
  /** How many of the unplaced items are in plans that the reader may not read. */
  unplacedInternal: number;
  silence: SilenceView | null;
  /** Plans that the reader may read, by delegation. */
  plans: { delegation: string; slug: string }[];
  items: { id: string; ref: string; words: string }[];
  /** By delegation, in their order; each with every item in its order. */
  record: { delegation: string; rows: SaidView[] }[];
  /** Newest first. */
  events: EventView[];
  adoption: { at: number; by: string | null; fingerprint: string } | null;
}
