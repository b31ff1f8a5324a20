/** What Enter, Backspace and pasting do to an item: its words and its identity stay together. */
import { getSchema } from "@tiptap/core";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { readOutline } from "~/documents/document";
import { addArea, addItem, initialise, LOCAL_CHANGE } from "~/documents/document-changes";
import { ITEM_SCHEMA } from "~/documents/editor/extensions";
import type { OpenDocument } from "~/documents/editor/open-document";
import { EditorSession } from "~/documents/editor/session";
import { splitItem } from "~/documents/editor/split";
import { fromPlainText, plainText, type RichText } from "~/documents/rich-text";
import { createUndo } from "~/documents/undo";
import { wordsOf } from "./documents-replicas";

const schema = getSchema(ITEM_SCHEMA);

/** An item's text with the caret at a position, or a selection from one to another. */
function stateOf(text: string, from: number, to = from): EditorState {
  const state = EditorState.create({ schema, doc: schema.nodeFromJSON(fromPlainText(text)) });
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
}

function split(state: EditorState): { kept: string; tail: string | null } {
  const { transaction, tail } = splitItem(state);
  const kept = state.apply(transaction).doc.toJSON() as RichText;
  return { kept: plainText(kept), tail: tail && plainText(tail) };
}

describe("Enter in an item", () => {
  test("in the words takes out what follows", () => {
    expect(split(stateOf("One two", 5))).toEqual({ kept: "One", tail: "two" });
    expect(split(stateOf("One\ntwo", 6))).toEqual({ kept: "One", tail: "two" });
  });

  test("at the end begins a blank one", () => {
    expect(split(stateOf("One", 4))).toEqual({ kept: "One", tail: "" });
  });

  test("at the start leaves the words where they are", () => {
    expect(split(stateOf("One\ntwo", 1))).toEqual({ kept: "One\ntwo", tail: null });
    expect(split(stateOf("  One", 3))).toEqual({ kept: "One", tail: null });
  });

  test("below blank paragraphs takes those away, for the blank item that comes before", () => {
    const state = stateOf("\n\nOne", 5);
    const { transaction, tail } = splitItem(state);
    expect(tail).toBeNull();
    expect(state.apply(transaction).doc.toJSON()).toEqual(fromPlainText("One"));
  });

  test("in a blank one begins another after it", () => {
    expect(split(stateOf("", 1))).toEqual({ kept: "", tail: "" });
  });

  test("in place of a selection goes by where the words are then", () => {
    expect(split(stateOf("One two", 1, 5))).toEqual({ kept: "two", tail: null });
    expect(split(stateOf("One two", 4, 5))).toEqual({ kept: "One", tail: "two" });
    expect(split(stateOf("One two", 1, 8))).toEqual({ kept: "", tail: "" });
  });
});

/** A session on an area with these items, `a`, `b` and so on; new ones are called `new-1`… */
function sessionOn(...texts: string[]): EditorSession {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "area", title: "Area" });
  for (const [i, text] of texts.entries()) {
    addItem(doc, "area", { id: String.fromCharCode(97 + i), text });
  }
  let made = 0;
  return new EditorSession({ doc, undo: createUndo(doc, [LOCAL_CHANGE]) } as OpenDocument, () => {
    made += 1;
    return `new-${made}`;
  });
}

const shown = ({ doc }: EditorSession) =>
  readOutline(doc).areas.flatMap(({ items }) =>
    items.map(({ id }): [string, string] => [id, wordsOf(doc, id)]),
  );

describe("an item keeps its identity with its words", () => {
  test("when a blank one comes before it, which undo takes away", () => {
    const session = sessionOn("One", "Two");
    session.insertBefore("b");
    expect(shown(session)).toEqual([
      ["a", "One"],
      ["new-1", ""],
      ["b", "Two"],
    ]);
    session.undo();
    expect(shown(session)).toEqual([
      ["a", "One"],
      ["b", "Two"],
    ]);
  });

  test("when Backspace takes away the blank one before it", () => {
    const session = sessionOn("", "Two");
    session.joinToPrevious("b");
    expect(shown(session)).toEqual([["b", "Two"]]);
    session.undo();
    expect(shown(session)).toEqual([
      ["a", ""],
      ["b", "Two"],
    ]);
  });

  test("when Delete in a blank one takes that away", () => {
    const session = sessionOn("", "Two");
    session.joinNext("a");
    expect(shown(session)).toEqual([["b", "Two"]]);
  });

  test("when it is joined to words, which are those of the first then", () => {
    const session = sessionOn("One", "Two");
    session.joinToPrevious("b");
    expect(shown(session)).toEqual([["a", "OneTwo"]]);
  });
});

describe("several items pasted into one", () => {
  const pasted = ["First", "Second", "Third"].map(fromPlainText);

  test("begin in it and follow it, as one step for undo", () => {
    const session = sessionOn("One", "", "Three");
    session.pasteItems("b", pasted);
    expect(shown(session)).toEqual([
      ["a", "One"],
      ["b", "First"],
      ["new-1", "Second"],
      ["new-2", "Third"],
      ["c", "Three"],
    ]);
    session.undo();
    expect(shown(session)).toEqual([
      ["a", "One"],
      ["b", ""],
      ["c", "Three"],
    ]);
    session.redo();
    expect(shown(session).map(([id]) => id)).toEqual(["a", "b", "new-1", "new-2", "c"]);
  });

  test("take the place of its words", () => {
    const session = sessionOn("One");
    session.pasteItems("a", pasted);
    expect(shown(session)).toEqual([
      ["a", "First"],
      ["new-1", "Second"],
      ["new-2", "Third"],
    ]);
  });
});
