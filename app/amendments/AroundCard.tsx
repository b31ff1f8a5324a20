/** What the place in which amendments stand gives to their cards: other rooms are not known here. */
import { createContext, type ReactNode } from "react";
import type { Folding } from "../ui/FoldedCard";
import type { AmendmentView } from "./view";

/** In the margin, cards are short until they are opened; null where they are always whole. */
export const CardFolding = createContext<((amendmentId: string) => Folding) | null>(null);

export interface Talk {
  /** How many comments there are on one. */
  countOf(amendmentId: string): number;
  show(amendment: AmendmentView): ReactNode;
}

/** What is said of each amendment; null for those who are not to read it, or where it is not shown. */
export const CardTalk = createContext<Talk | null>(null);
