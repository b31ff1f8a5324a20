/** Words that a suggestion takes out or puts in, as elements: for editors, which draw no components. */

import type { Mark } from "../../documents/rich-text";
import { m } from "../../i18n/messages";
import type { ShownRun } from "../placement";

export const LOOKS = {
  removed: "suggestion-removed",
  added: "suggestion-added",
  formatted: "suggestion-formatted",
} as const;

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function marked(words: Node, mark: Mark): Node {
  const tag = mark.type === "bold" ? "strong" : mark.type === "italic" ? "em" : "u";
  const outer = element(tag, "");
  outer.append(words);
  return outer;
}

/**
 * Words between those of the text. A screen reader is told which they are.
 * @param words the language they are in.
 */
export function shownWords(
  runs: readonly ShownRun[],
  look: "removed" | "added",
  lang: string,
): HTMLElement {
  const outer = element(look === "removed" ? "del" : "ins", `suggestion-words ${LOOKS[look]}`);
  outer.contentEditable = "false";
  outer.lang = lang;
  const said = element(
    "span",
    "sr-only",
    `[${look === "removed" ? m.ui_diff_removed() : m.ui_diff_added()} `,
  );
  outer.append(said);
  for (const { text, marks } of runs) {
    outer.append(marks.reduce<Node>(marked, document.createTextNode(text)));
  }
  outer.append(element("span", "sr-only", "]"));
  return outer;
}
