/** What the pages of documents are given. Types only. */
import type {
  AgendaState,
  Audience,
  DocumentAction,
  PlanState,
  ReadersNow,
} from "../accounts/policy";
import type { DocumentContent } from "./document";

export interface DocumentView {
  id: string;
  slug: string;
  kind: "plan" | "agenda";
  title: string;
  state: PlanState | AgendaState;
  delegation: string | null;
  language: string;
  updatedAt: number;
  /** All that this person may do to it. */
  may: Record<DocumentAction, boolean>;
  /** Names the exact text, for an approval. */
  hash: string;
  /** Of a plan that is open for comment until a date, or was until then. */
  round: RoundView | null;
  /** Who reads what is written about it now; null for the agenda, where all do. */
  readers: ReadersNow | null;
  /** Whether there is a consultation round to look back at. */
  hadRounds: boolean;
  /** The last time an earlier version was brought back, for who may see what the text said before. */
  broughtBack: BroughtBack | null;
  content: DocumentContent;
}

export interface BroughtBack {
  /** Id of the version that holds the text before. */
  replacedVersionId: string;
  at: number;
  /** Name of whoever did it. */
  by: string | null;
}

export interface RoundView {
  id: string;
  number: number;
  audience: Audience;
  closesAt: number;
  /** The zone in which it was set. */
  timeZone: string;
  /** What is asked of those who comment; may be empty. */
  note: string;
  over: boolean;
}

/** What is known of an item that was removed. */
export interface RemovalView {
  itemId: string;
  /** The number that it had; may be empty. */
  ref: string;
  at: number;
  /** Name of whoever removed it; null if nobody did, as an import. */
  by: string | null;
}

export interface DocumentSummary {
  slug: string;
  kind: "plan" | "agenda";
  delegation: string | null;
  /** Null for a plan that is internal to others: that it exists is known, nothing else. */
  open: {
    title: string;
    state: PlanState | AgendaState;
    items: number;
    updatedAt: number;
    mayEdit: boolean;
    round: RoundView | null;
  } | null;
}

/** Why a version was kept (db/schema/documents.ts). */
export type VersionReason =
  | "approval"
  | "submission"
  | "draft"
  | "adoption"
  | "manual"
  | "timed"
  | "accept-several"
  | "step"
  | "removal"
  | "bring-back"
  | "import";

export interface VersionSummary {
  id: string;
  reason: VersionReason;
  createdAt: number;
  /** Name of who made it; null for a command of the operator. */
  by: string | null;
}

/** What the page of a plan is given, as far as others ask for it too: all but the text itself. */
export interface PlanLoad {
  about: Omit<DocumentView, "content">;
}
