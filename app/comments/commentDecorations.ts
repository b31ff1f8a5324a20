/**
 * The passages of threads, marked in an item's editor. Read-only editors show them too.
 *
 * While someone types here, the marks move along with the text: the Yjs types are written after
 * the editor's state. When the text came from Yjs, when the threads changed, and a moment after
 * typing, they are found anew from their anchors.
 */
import { type Editor, Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import { type Anchor, anchorBetween, resolveInFragment } from "./anchor";

/** What is needed of a thread to mark its passage: `ThreadView` has it. */
export interface MarkedThread {
  id: string;
  anchor: Anchor | null;
  quote: string;
}

export interface CommentHighlightsOptions {
  /** The threads that stand in this editor's item (see places.ts), asked at every drawing. */
  threads(): readonly MarkedThread[];
  activeThreadId(): string | null;
  /** Called when a mark was clicked. */
  onActivate(threadId: string): void;
  /** Called when the marks are others, or stand elsewhere. */
  onMarks(): void;
}

export interface SelectedPassage {
  anchor: Anchor;
  quote: string;
}

const marksKey = new PluginKey<DecorationSet>("commentHighlights");
const REFRESH = "refresh";
/** Long enough not to draw between two keystrokes. */
const SETTLED_MS = 200;

/** The item's text as Yjs holds it, once the collaboration plugin is there. */
function fragmentOf(state: EditorState): Y.XmlFragment | undefined {
  return (ySyncPluginKey.getState(state) as { type: Y.XmlFragment } | undefined)?.type;
}

/**
 * The passage selected in an item's editor, ready to be sent as a thread's anchor and quote; null
 * when no words are selected. Works in read-only editors too.
 */
export function selectionAnchor(editor: Editor): SelectedPassage | null {
  const { from, to, empty } = editor.state.selection;
  const fragment = fragmentOf(editor.state);
  return empty || !fragment ? null : anchorBetween(fragment, from, to);
}

/** Has the marks drawn anew: to be called when the threads or the active one changed. */
export function refreshComments(editor: Editor): void {
  if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(marksKey, REFRESH));
}

/** Where a thread's passage is marked in an editor; null if it is not. */
export function passageIn(editor: Editor, threadId: string): Element | null {
  return editor.view.dom.querySelector(`[data-thread="${CSS.escape(threadId)}"]`);
}

function draw(state: EditorState, options: CommentHighlightsOptions): DecorationSet {
  const fragment = fragmentOf(state);
  if (!fragment) return DecorationSet.empty;
  const active = options.activeThreadId();
  const marks: Decoration[] = [];
  for (const { id, anchor, quote } of options.threads()) {
    if (!anchor) continue;
    const passage = resolveInFragment(fragment, anchor, quote);
    // Before its first rendering the editor is still empty.
    if (!passage.found || passage.to > state.doc.content.size) continue;
    const look = id === active ? "comment-mark comment-mark-active" : "comment-mark";
    marks.push(
      Decoration.inline(
        passage.from,
        passage.to,
        { class: look, "data-thread": id },
        { threadId: id },
      ),
    );
  }
  return DecorationSet.create(state.doc, marks);
}

/** The thread at a position; of several, the one with the shortest passage. */
function threadAt(marks: DecorationSet, position: number): string | null {
  const [shortest] = marks.find(position, position).sort((a, b) => a.to - a.from - (b.to - b.from));
  return (shortest?.spec as { threadId: string } | undefined)?.threadId ?? null;
}

export const CommentHighlights = Extension.create<CommentHighlightsOptions>({
  name: "commentHighlights",

  addOptions() {
    return {
      threads: () => [],
      activeThreadId: () => null,
      onActivate: () => undefined,
      onMarks: () => undefined,
    };
  },

  addProseMirrorPlugins() {
    const { options, editor } = this;
    return [
      new Plugin<DecorationSet>({
        key: marksKey,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, marks, _before, state) {
            const fromYjs = transaction.getMeta(ySyncPluginKey) as
              | { isChangeOrigin?: boolean }
              | undefined;
            if (transaction.getMeta(marksKey) === REFRESH || fromYjs?.isChangeOrigin) {
              return draw(state, options);
            }
            return transaction.docChanged ? marks.map(transaction.mapping, transaction.doc) : marks;
          },
        },
        props: {
          decorations: (state) => marksKey.getState(state),
          handleClick(view, position, event) {
            const mark = (event.target as Element).closest(".comment-mark");
            const marks = marksKey.getState(view.state);
            const threadId = mark && marks ? threadAt(marks, position) : null;
            if (threadId !== null) options.onActivate(threadId);
            // The caret goes where the click was, all the same.
            return false;
          },
        },
        view() {
          let timer: ReturnType<typeof setTimeout> | undefined;
          const later = (delay: number) => {
            clearTimeout(timer);
            timer = setTimeout(() => refreshComments(editor), delay);
          };
          later(0);
          return {
            update(view, before) {
              if (view.state.doc !== before.doc) later(SETTLED_MS);
              if (marksKey.getState(view.state) !== marksKey.getState(before)) options.onMarks();
            },
            destroy: () => clearTimeout(timer),
          };
        },
      }),
    ];
  },
});
