/** Said where something is written about a plan: who reads it, now and at the next opening. */
import { createContext, useContext } from "react";
import type { ReadersNow } from "../accounts/policy";
import { m } from "../i18n/messages";

const ReadersContext = createContext<ReadersNow | null>(null);

/** Gives the readers of what is begun on this page. */
export const ReadersProvider = ReadersContext.Provider;

const WORDS: Record<ReadersNow, () => string> = {
  drafters: () => m.plans_readers_drafters(),
  "drafters-again": () => m.plans_readers_drafters_again(),
  members: () => m.plans_readers_members(),
  all: () => m.plans_readers_all(),
};

/** @param readers of an answer, which go with what it answers; by default those of something new. */
export function ReadersNote({ readers }: { readers?: ReadersNow | null }) {
  const ofPage = useContext(ReadersContext);
  const found = readers === undefined ? ofPage : readers;
  return found && <p className="text-sm text-muted">{WORDS[found]()}</p>;
}
