/** What the page of the regional agenda is given. Types only. */
import type { DocumentAction } from "../accounts/policy";
import type { Locale } from "../context";
import type { Coverage } from "./coverage";
import type { Disposition, ItemStatus } from "./disposition";
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
  /** Whether its words are no longer the basis text, or it was removed. */
  drifted: boolean;
  removed: boolean;
  /** The words that were taken. */
  basisText: string;
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
export interface Whereabouts {
  dispositionId: string;
  disposition: Disposition;
  /** The agenda item; null for an item set aside. */
  agendaItem: { id: string; ref: string } | null;
  reason: string;
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
  whereabouts: Whereabouts[];
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
  undone: boolean;
  mayUndo: boolean;
}

export interface AgendaView {
  agenda: { id: string; title: string; language: Locale };
  may: Record<DocumentAction, boolean>;
  areas: AgendaAreaView[];
  plans: NationalPlanView[];
  items: NationalItemView[];
  coverage: Coverage;
  /** Newest first; empty for readers to whom the history is not open. */
  steps: StepView[];
}
