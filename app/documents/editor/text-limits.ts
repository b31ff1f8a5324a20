/**
 * Keeps what is written in an editor within the measure of a text (../../limits.ts), and of letters
 * that can be shown. The real-time server would close the connection over it; here the step is not
 * done, and the person is told why.
 */
import { Extension } from "@tiptap/core";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { letterRepairs } from "../../letters";
import type { RichText } from "../rich-text";
import { ITEM_TEXT_LIMITS, measureRichText, TEXT_MEASURES, type TextLimits } from "../text-limits";
import type { OverLimit } from "./editor-event";

const isList = (node: Node) => node.type.name === "bulletList" || node.type.name === "orderedList";

/** How much there is in a text of an editor. */
export function measureNode(doc: Node): TextLimits {
  const measure: TextLimits = { letters: 0, paragraph: 0, blocks: 0, depth: 0, brackets: 0 };
  const brackets = new Set<unknown>();
  const visit = (parent: Node, lists: number): void => {
    measure.depth = Math.max(measure.depth, lists);
    parent.forEach((node) => {
      if (node.isText) {
        for (const mark of node.marks) {
          if (mark.type.name === "bracket") brackets.add(mark.attrs.id);
        }
        return;
      }
      measure.blocks += 1;
      if (node.isTextblock) {
        measure.letters += node.content.size;
        measure.paragraph = Math.max(measure.paragraph, node.content.size);
      }
      visit(node, lists + (isList(node) ? 1 : 0));
    });
  };
  visit(doc, 0);
  return { ...measure, brackets: brackets.size };
}

/**
 * The first measure that a change goes over; null for one that makes what is over no worse.
 * @param was is asked only where there is need
 */
export function overLimit(
  now: TextLimits,
  was: () => TextLimits,
  limits: TextLimits,
): OverLimit | null {
  if (TEXT_MEASURES.every((kind) => now[kind] <= limits[kind])) return null;
  const before = was();
  const what = TEXT_MEASURES.find((kind) => now[kind] > limits[kind] && now[kind] > before[kind]);
  return what ? { type: "over-limit", what, most: limits[what] } : null;
}

/** The measure that an item would go over with the words of another added to it. */
export function overWhenJoined(into: RichText, from: RichText): OverLimit | null {
  const [a, b] = [measureRichText(into), measureRichText(from)];
  const [last, first] = [into.content.at(-1), from.content[0]];
  const meet = [last, first].map((block) =>
    block?.type === "paragraph" ? measureRichText({ type: "doc", content: [block] }).letters : 0,
  );
  const sum = meet.reduce((total, letters) => total + letters, 0);
  const now = {
    letters: a.letters + b.letters,
    paragraph: Math.max(a.paragraph, b.paragraph, sum),
    blocks: a.blocks + b.blocks,
    depth: Math.max(a.depth, b.depth),
    brackets: a.brackets + b.brackets,
  };
  return overLimit(now, () => a, ITEM_TEXT_LIMITS);
}

/** Takes out of what was written the letters that nothing can show. */
function cleaned(state: EditorState): Transaction | null {
  const { tr } = state;
  state.doc.descendants((node, position) => {
    if (!node.isText || !node.text) return;
    for (const { at, length, instead } of letterRepairs(node.text)) {
      const from = tr.mapping.map(position + at);
      if (instead) tr.insertText(instead, from, from + length);
      else tr.delete(from, from + length);
    }
  });
  return tr.docChanged ? tr : null;
}

/** @param refused is told of a step that was not done */
export function textLimits(limits: TextLimits, refused: (over: OverLimit) => void) {
  return Extension.create({
    name: "textLimits",
    addProseMirrorPlugins: () => [
      new Plugin({
        key: new PluginKey("textLimits"),
        filterTransaction(transaction, state) {
          // What others wrote, and what is undone, has been judged already.
          if (!transaction.docChanged || isChangeOrigin(transaction)) return true;
          const now = measureNode(transaction.doc);
          const over = overLimit(now, () => measureNode(state.doc), limits);
          if (over) refused(over);
          return over === null;
        },
        appendTransaction: (transactions, _before, state) =>
          transactions.some((each) => each.docChanged && !isChangeOrigin(each))
            ? cleaned(state)
            : null,
      }),
    ],
  });
}
