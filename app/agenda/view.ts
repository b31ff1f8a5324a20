/** What the page of the regional agenda is given. Types only. */
import type { DocumentAction } from "../accounts/policy";
import type { Locale } from "../context";
import type { Coverage } from "./coverage";
import type { Disposition, ItemStatus } from "./disposition";
import type { AgreementLevel, Position, PositionsTally } from "./positions";
import type { StepKind } from "./steps";

/** A national item that an agenda item comes from. */
export interface AgendaSource {
  planId: string;
  planSlug: string;
  delegation: string;
  itemId: string;
  /** Number of the national item now; the number it was taken under if it was removed since. */
  ref: string;
  disposition: Disposition;
  /** Whether its words are no longer the basis text, or it was removed, and nobody has answered that. */
  drifted: boolean;
  /** Whether it was removed from its plan, answered or not. */
  removed: boolean;
  /** The words that were taken. */
  basisText: string;
  /** What has become of them, where they drifted; null where they did not, or the item is gone. */
  now: {
    text: string;
    /** Sent back with an answer, which is for these words. */
    hash: string;
    /** Numbers of the items of its plan that hold words which were split off. */
    splitOff: string[];
    /** Whether the words taken still stand in the agenda item, so that the new can replace them. */
    mayTakeOver: boolean;
  } | null;
  /**
   * Whether the plan is the reader's to read. If not, `ref` is the number it was taken under,
   * `basisText` is empty and `drifted` false: what becomes of the plan is internal to others.
   */
  readable: boolean;
}

export interface AgendaItemView {
  id: string;
  ref: string;
  text: string;
  sources: AgendaSource[];
}

export interface AgendaAreaView {
  id: string;
  number: number;
  title: string;
  items: AgendaItemView[];
}

/** A plan whose items the reader may see. */
export interface NationalPlanView {
  id: string;
  slug: string;
  delegation: string;
  title: string;
  language: Locale;
  /** Whether its items may be taken into the agenda by the reader. */
  mayMerge: boolean;
  areas: { number: number; title: string }[];
}

/** What a delegation says against a disposition of one of its items. */
export interface ObjectionView {
  id: string;
  delegation: string;
  person: string;
  reason: string;
  at: number;
  mayWithdraw: boolean;
}

/** Where one national item went, or why it went nowhere. */
export interface Destination {
  dispositionId: string;
  disposition: Disposition;
  /** The agenda item; null for an item set aside. */
  agendaItem: { id: string; ref: string } | null;
  reason: string;
  /** Whether it says something else than when this was said of it. */
  drifted: boolean;
  /** The objection that stands, as far as the reader may know it. */
  objection: ObjectionView | null;
  mayObject: boolean;
}

export interface NationalItemView {
  planId: string;
  itemId: string;
  ref: string;
  delegation: string;
  areaNumber: number;
  number: number;
  text: string;
  /** Who has the lead; empty where that is not said. */
  lead: string;
  /** Lead and partners: searched, not shown in the list. */
  details: string;
  status: ItemStatus;
  destinations: Destination[];
}

export interface StepView {
  id: string;
  kind: StepKind;
  at: number;
  person: string;
  /** Number of the agenda item concerned; null where there is none, or none any more. */
  agendaRef: string | null;
  /** Numbers of the national items, as far as the reader may know them. */
  refs: string[];
  /** How many agenda items it made. */
  made: number;
  undone: boolean;
  /** Who undid it and when; null where it is not undone. */
  undoneBy: string | null;
  undoneAt: number | null;
  /** Whether the reader took it, and undid it. */
  mine: boolean;
  undoneMine: boolean;
  mayUndo: boolean;
}

/** What a delegation says of an agenda item. */
export interface PositionView {
  delegation: string;
  position: Position;
  note: string;
  /** Whether it was given on the words that stand; if not, it is to be confirmed. */
  current: boolean;
  /** The words it was given on; null where they still stand. */
  basisText: string | null;
  person: string;
  at: number;
}

export interface ItemPositionsView {
  /** Of the words that stand: a position is given on these. */
  textHash: string;
  agreement: AgreementLevel;
  /** In the order of the delegations; those that have not spoken are not among them. */
  positions: PositionView[];
}

export interface PositionsView extends PositionsTally {
  /** The delegation for which the reader may give positions; null for other readers. */
  own: string | null;
  /** By agenda item. */
  items: Record<string, ItemPositionsView>;
}

/** What became of the national items, and where the agenda's come from. */
export interface MergingView {
  agenda: { id: string; title: string; language: Locale };
  may: Record<DocumentAction, boolean>;
  areas: AgendaAreaView[];
  plans: NationalPlanView[];
  items: NationalItemView[];
  coverage: Coverage;
}

export interface AgendaView extends MergingView {
  positions: PositionsView;
  /** Newest first; empty for readers to whom the history is not open. */
  steps: StepView[];
}
