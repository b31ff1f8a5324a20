/** What the pages of drafts are given. Types only. */
import type { NamedDraft } from "./draft-name";

export interface DraftView extends NamedDraft {
  /** Its place in the order of issue, from 0: its address. */
  position: number;
  /** What was said of it when it was issued; may be empty. */
  note: string;
  issuedAt: number;
  /** Name of who issued it; null where a deadline did. */
  issuedBy: string | null;
}

/** One side of a comparison: a draft, or the text as it stands. */
export type ComparedName = (NamedDraft & { position: number }) | "now";
