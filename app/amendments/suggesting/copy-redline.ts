/** What someone changes in their copy of an item, drawn in it: what went stays to be seen, struck through. */
import { type Editor, Extension } from "@tiptap/core";
import type { Node as TextNode } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { RichText } from "../../documents/rich-text";
import { drawnSince, withoutBlankEnds } from "../placement";
import { LOOKS, shownWords } from "./shown-words";

interface Options {
  /** The text that the copy is compared with, asked at every drawing. */
  basis(): RichText;
  lang: string;
}

const key = new PluginKey<DecorationSet>("copyRedline");
const REFRESH = "refresh";

/** Has it drawn anew: where the text that it is compared with has become another. */
export function refreshRedline(editor: Editor): void {
  if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, REFRESH));
}

function draw(doc: TextNode, { basis, lang }: Options): DecorationSet {
  const text = withoutBlankEnds(doc.toJSON() as RichText);
  const marks = drawnSince(basis(), text).map((each) => {
    if (each.kind === "stretch") {
      const nodeName = each.look === "added" ? "ins" : "span";
      return Decoration.inline(each.from, each.to, { nodeName, class: LOOKS[each.look] });
    }
    return Decoration.widget(each.at, () => shownWords(each.runs, each.look, lang), {
      // Before the caret, so that what is typed in place of words follows them.
      side: -1,
      ignoreSelection: true,
      key: `${each.look} ${JSON.stringify(each.runs)}`,
    });
  });
  return DecorationSet.create(doc, marks);
}

export const CopyRedline = Extension.create<Options>({
  name: "copyRedline",
  addOptions: () => ({ basis: () => ({ type: "doc", content: [] }), lang: "" }),
  addProseMirrorPlugins() {
    const { options, editor } = this;
    // While an input method puts a word together, nothing near it is drawn anew.
    let composing = false;
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_config, state) => draw(state.doc, options),
          apply(transaction, marks) {
            const asked = transaction.getMeta(key) === REFRESH;
            if (asked || (transaction.docChanged && !composing)) {
              return draw(transaction.doc, options);
            }
            return marks.map(transaction.mapping, transaction.doc);
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handleDOMEvents: {
            compositionstart() {
              composing = true;
              return false;
            },
            compositionend() {
              composing = false;
              setTimeout(() => refreshRedline(editor));
              return false;
            },
          },
        },
      }),
    ];
  },
});
