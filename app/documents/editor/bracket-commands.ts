/** Brackets in one editor: what stands at the caret, making one, changing it, lifting it. */
import type { Editor } from "@tiptap/core";
import type { Mark, Node } from "@tiptap/pm/model";
import type { BracketKind } from "../brackets";

export interface BracketAttributes {
  id: string;
  kind: BracketKind;
  delegations: string[];
}

const bracketMark = (node: Node | null | undefined): Mark | undefined =>
  node?.marks.find((mark) => mark.type.name === "bracket");

/** The bracket that the caret or the beginning of the selection stands in. */
export function bracketAt({ state }: Editor): BracketAttributes | null {
  const { $from, from } = state.selection;
  const mark = bracketMark(state.doc.nodeAt(from)) ?? bracketMark($from.nodeBefore);
  return mark ? (mark.attrs as BracketAttributes) : null;
}

/** Where the words of a bracket stand, in each paragraph. */
function rangesOf({ state }: Editor, id: string): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  state.doc.descendants((node, position) => {
    if (node.isText && bracketMark(node)?.attrs.id === id) {
      ranges.push({ from: position, to: position + node.nodeSize });
    }
  });
  return ranges;
}

/** Puts the selected words in a bracket, in place of those they were in. */
export function bracketSelection(editor: Editor, attributes: BracketAttributes): void {
  editor.chain().focus().setMark("bracket", attributes).run();
}

/** Gives a bracket that stands another kind, or other holders. */
export function changeBracket(editor: Editor, attributes: BracketAttributes): void {
  const type = editor.schema.marks.bracket;
  if (!type) return;
  const { tr } = editor.state;
  for (const { from, to } of rangesOf(editor, attributes.id)) {
    tr.addMark(from, to, type.create(attributes));
  }
  editor.view.dispatch(tr);
  editor.commands.focus();
}

/** Lifts a bracket: its words stay. */
export function liftBracketIn(editor: Editor, id: string): void {
  const type = editor.schema.marks.bracket;
  if (!type) return;
  const { tr } = editor.state;
  for (const { from, to } of rangesOf(editor, id)) tr.removeMark(from, to, type);
  editor.view.dispatch(tr);
  editor.commands.focus();
}
