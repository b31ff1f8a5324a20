/** Bringing an editor to another text by changing as little as it can, so that the caret stays. */
import type { Editor } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import type { RichText } from "../../documents/rich-text";
import { editsOf } from "../edits";
import { positionsOf, withoutBlankEnds } from "../placement";
import { sameText } from "../suggestions";
import { type Token, tokensOf } from "../tokens";

const PUT = "putText";

/** Whether a change of an editor is this room's own, and not its writer's. */
export const wasPut = (transaction: Transaction): boolean => transaction.getMeta(PUT) === true;

/** @param undoable whether the writer can take it back. */
export function putText(editor: Editor, text: RichText, undoable: boolean): void {
  const now = withoutBlankEnds(editor.state.doc.toJSON() as RichText);
  if (sameText(now, text)) return;
  const transaction = wordsOnly(editor, now, text) ?? whatDiffers(editor, text);
  editor.view.dispatch(transaction.setMeta(PUT, true).setMeta("addToHistory", undoable));
}

const isWord = (token: Token) => token.type === "word";

/** Word for word, where no paragraph comes or goes. */
function wordsOnly({ state }: Editor, now: RichText, text: RichText): Transaction | null {
  const tokens = tokensOf(now);
  const edits = editsOf(tokens, tokensOf(text));
  const places = positionsOf(now);
  const plain = edits.every(
    ({ from, to, insert }) => insert.every(isWord) && tokens.slice(from, to).every(isWord),
  );
  if (!plain) return null;
  const { tr: transaction, schema } = state;
  for (const { from, to, insert } of [...edits].reverse()) {
    const start = places[from - 1]?.to;
    const end = places[to - 1]?.to;
    if (start === undefined || end === undefined) return null;
    const nodes = insert.flatMap((token) =>
      token.type === "word"
        ? [schema.nodeFromJSON({ type: "text", text: token.text, marks: token.marks })]
        : [],
    );
    transaction.replaceWith(start, end, nodes);
  }
  const result = withoutBlankEnds(transaction.doc.toJSON() as RichText);
  return sameText(result, text) ? transaction : null;
}

/** From the first place where the two differ to the last. */
function whatDiffers({ state }: Editor, text: RichText): Transaction {
  const { tr: transaction, doc, schema } = state;
  const next = schema.nodeFromJSON(text);
  const start = doc.content.findDiffStart(next.content);
  const end = doc.content.findDiffEnd(next.content);
  if (start === null || end === null) return transaction;
  // Where words repeat, both searches may claim the same ones.
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  const slice = next.slice(start, end.b + overlap);
  transaction.replace(start, end.a + overlap, slice);
  if (transaction.doc.eq(next)) return transaction;
  return state.tr.replaceWith(0, doc.content.size, next.content);
}
