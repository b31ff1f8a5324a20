/**
 * Suggestions drawn in an item's own editor, also in one that is read-only: what would go is struck
 * through, what would come stands after it, and a button says who suggests it and opens it. Nothing
 * of it is in the text. While someone types, the marks move along; a moment later they are found anew.
 */
import { type Editor, Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type { RichText } from "../../documents/rich-text";
import { whenIdle } from "../../ui/idle";
import { carry } from "../carry";
import { drawnIn, positionsOf, withoutBlankEnds } from "../placement";
import type { ShownSuggestion, ShownSuggestions } from "./shown";
import { LOOKS, shownWords } from "./shown-words";
import { apartName, suggestionName } from "./wording";

interface Options {
  itemId: string;
  shown: ShownSuggestions | null;
}

const key = new PluginKey<DecorationSet>("suggestionMarks");
const REFRESH = "refresh";
/** Class of the button of a suggestion that is not drawn: its words were changed. */
export const APART = "suggestion-apart";
/** Long enough not to draw between two keystrokes. */
const SETTLED_MS = 250;

function refresh(editor: Editor): void {
  if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, REFRESH));
}

/**
 * A button that opens a suggestion: the code of whose it is, or a sign for those who have none.
 * @param apart whether its words are not drawn.
 */
function opener(
  id: string,
  code: string | null,
  name: string,
  apart: boolean,
  open: ShownSuggestions["open"],
) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = apart ? `suggestion-opener ${APART}` : "suggestion-opener";
  button.dataset.suggestion = id;
  button.contentEditable = "false";
  button.setAttribute("aria-label", name);
  button.title = name;
  button.setAttribute("aria-haspopup", "dialog");
  button.textContent = `${code ?? "✎"}${apart ? "\u00a0!" : ""}`;
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => open(id, button));
  return button;
}

function openerAt(
  at: number,
  { id, proposedBy }: ShownSuggestion,
  name: string,
  apart: boolean,
  open: ShownSuggestions["open"],
): Decoration {
  return Decoration.widget(at, () => opener(id, proposedBy.delegation, name, apart, open), {
    side: 2,
    ignoreSelection: true,
    // Its keys and clicks are its own, and none of the text's.
    stopEvent: () => true,
    id,
    key: `${id} ${name}`,
  });
}

function marksOf(
  view: ShownSuggestion,
  text: RichText,
  lang: string,
  open: ShownSuggestions["open"],
): Decoration[] {
  const { id, proposedBy } = view;
  const carried = carry(view, text);
  if (carried.outcome === "done") return [];
  if (carried.outcome === "collides") {
    // It cannot be drawn any more, and does not go without a word: its button stands at the end.
    const last = positionsOf(text).at(-1)?.to ?? 1;
    return [openerAt(last, view, apartName(proposedBy), true, open)];
  }
  const name = suggestionName(proposedBy, text, carried.edits);
  let end = 0;
  const marks = drawnIn(text, carried.edits).map((each) => {
    if (each.kind === "stretch") {
      end = Math.max(end, each.to);
      const nodeName = each.look === "removed" ? "del" : "span";
      return Decoration.inline(
        each.from,
        each.to,
        { nodeName, class: LOOKS[each.look], "data-of": id },
        { id },
      );
    }
    end = Math.max(end, each.at);
    const words = () => {
      const element = shownWords(each.runs, each.look, lang);
      element.dataset.of = id;
      return element;
    };
    return Decoration.widget(each.at, words, {
      side: 1,
      ignoreSelection: true,
      id,
      key: `${id} ${each.look} ${JSON.stringify(each.runs)}`,
    });
  });
  marks.push(openerAt(end, view, name, false, open));
  return marks;
}

function draw(state: EditorState, lang: string, { itemId, shown }: Options): DecorationSet {
  const views = shown?.of(itemId) ?? [];
  if (!shown || views.length === 0) return DecorationSet.empty;
  const text = withoutBlankEnds(state.doc.toJSON() as RichText);
  const open = (id: string, element: HTMLElement) => shown.open(id, element);
  return DecorationSet.create(
    state.doc,
    views.flatMap((view) => marksOf(view, text, lang, open)),
  );
}

export const SuggestionMarks = Extension.create<Options>({
  name: "suggestionMarks",
  addOptions: () => ({ itemId: "", shown: null }),
  addProseMirrorPlugins() {
    const { options, editor } = this;
    const lang = () => editor.view.dom.lang;
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, marks, _before, state) {
            const fromYjs = transaction.getMeta(ySyncPluginKey) as
              | { isChangeOrigin?: boolean }
              | undefined;
            // What comes from Yjs replaces the whole text, and the marks with it.
            if (transaction.getMeta(key) === REFRESH || fromYjs?.isChangeOrigin) {
              return draw(state, lang(), options);
            }
            return transaction.docChanged ? marks.map(transaction.mapping, transaction.doc) : marks;
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handleDOMEvents: {
            // Its words open it as well; where one writes, those that stand in the text take the caret.
            click(view, event) {
              const words = (event.target as Element).closest<HTMLElement>("[data-of]");
              const id = words?.dataset.of;
              const drawn = words?.classList.contains("suggestion-words") ?? false;
              if (words && id && (drawn || !view.editable)) options.shown?.open(id, words);
              return false;
            },
          },
        },
        view(view) {
          let timer: ReturnType<typeof setTimeout> | undefined;
          let giveUp: (() => void) | undefined;
          const later = (delay: number) => {
            clearTimeout(timer);
            giveUp?.();
            timer = setTimeout(() => {
              giveUp = whenIdle(() => refresh(editor));
            }, delay);
          };
          const has = () => (options.shown?.of(options.itemId).length ?? 0) > 0;
          const drawn = () => key.getState(view.state) !== DecorationSet.empty;
          const off = options.shown?.subscribe(() => {
            if (has() || drawn()) later(0);
          });
          if (has()) later(0);
          return {
            update(now, before) {
              if (now.state.doc !== before.doc && has()) later(SETTLED_MS);
            },
            destroy() {
              clearTimeout(timer);
              giveUp?.();
              off?.();
            },
          };
        },
      }),
    ];
  },
});
