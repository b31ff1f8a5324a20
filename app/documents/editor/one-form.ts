/**
 * Unicode can write é as one letter or as two. Words come into a text in one form (NFC), so that the same
 * words are the same letters for whoever compares, searches or counts them.
 */
import { Extension } from "@tiptap/core";
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";

const inForm = (text: string): string => text.normalize("NFC");

function nodeInForm(node: Node): Node {
  if (node.isText && node.text) return node.type.schema.text(inForm(node.text), node.marks);
  return node.copy(fragmentInForm(node.content));
}

const fragmentInForm = (fragment: Fragment): Fragment =>
  Fragment.fromArray(fragment.content.map(nodeInForm));

/** What is pasted or dropped, with its words in one form. */
export const sliceInForm = ({ content, openStart, openEnd }: Slice): Slice =>
  new Slice(fragmentInForm(content), openStart, openEnd);

export const OneForm = Extension.create({
  name: "oneForm",
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey("oneForm"),
      props: {
        transformPasted: sliceInForm,
        handleTextInput(view, from, to, text) {
          // While an input method puts a word together its letters are not touched.
          if (view.composing || text === inForm(text)) return false;
          view.dispatch(view.state.tr.insertText(inForm(text), from, to).scrollIntoView());
          return true;
        },
      },
    }),
  ],
});
