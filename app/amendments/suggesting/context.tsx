import { createContext, useContext } from "react";
import type { AmendedDocument } from "../amended-document";
import type { ShownSuggestion } from "./shown";

/** What the parts of a page know of its suggestions. */
export interface SuggestingValue {
  document: AmendedDocument;
  mayDecide: boolean;
  /** Those that wait, by item. */
  byItem: ReadonlyMap<string, ShownSuggestion[]>;
  onDecided(decisionId: string): void;
}

const Context = createContext<SuggestingValue | null>(null);
export const SuggestingProvider = Context.Provider;
export const useSuggestions = (): SuggestingValue | null => useContext(Context);
