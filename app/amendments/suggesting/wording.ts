/** Suggesting in words. */

import type { RichText } from "../../documents/rich-text";
import { m } from "../../i18n/messages";
import type { Failure } from "../../refusal";
import type { Edit } from "../edits";
import { formNoteText } from "../form-wording";
import { inWords } from "../placement";
import { redlineOf } from "../redline";
import { linesOf } from "../redline-lines";
import { tokensOf } from "../tokens";
import type { AuthorView } from "../view";
import { problemText } from "../wording";
import type { SuggestingState } from "./suggestion-store";

const STATES: Record<Exclude<SuggestingState, "idle">, () => string> = {
  suggested: () => m.suggesting_state_suggested(),
  writing: () => m.suggesting_state_writing(),
  failed: () => m.suggesting_state_failed(),
  stuck: () => m.suggesting_state_stuck(),
};
export const stateText = (state: SuggestingState): string =>
  state === "idle" ? "" : STATES[state]();

/** Why what is written could not be sent, and what becomes of it. */
export function failureText(failure: Failure): string {
  if (["offline", "failed", "unavailable"].includes(failure.code))
    return m.suggesting_problem_waits();
  if (failure.field === "text" && failure.code === "too-many") return m.suggesting_problem_many();
  if (failure.field === "text" && failure.code === "invalid") return m.suggesting_problem_empty();
  if (failure.code === "moved-on") return m.suggesting_problem_moved_on();
  return problemText(failure);
}

type Who = Pick<AuthorView, "name" | "delegation">;
const whoOf = ({ name, delegation }: Who) => (delegation ? `${name} (${delegation})` : name);

/** Of a suggestion that can no longer be made in the text. */
export const apartName = (by: Who): string => m.suggesting_says_apart({ who: whoOf(by) });

/** Who, with the code of their delegation, and what they would change. */
export function suggestionName(by: Who, text: RichText, change: readonly Edit[]): string {
  const who = whoOf(by);
  const { out, in: put } = inWords(text, change);
  if (out.normalize("NFC") === put.normalize("NFC")) {
    const form = formOf(text, change).join("; ");
    if (form !== "" && put === "") return m.suggesting_says_form({ who, form });
    if (form !== "") return m.suggesting_says_form_of({ who, form, words: put });
    return m.suggesting_says_formats({ who, words: put });
  }
  if (out === "") return m.suggesting_says_inserts({ who, words: put });
  if (put === "") return m.suggesting_says_deletes({ who, words: out });
  return m.suggesting_says_replaces({ who, out, words: put });
}

/** What a change does to the form of a text, in words. */
const formOf = (text: RichText, change: readonly Edit[]): string[] =>
  linesOf(redlineOf(tokensOf(text), change)).flatMap(({ pieces }) =>
    pieces.flatMap((piece) => (piece.kind === "form" ? [formNoteText(piece.note)] : [])),
  );
