import { getSchema } from "@tiptap/core";
import { expect, test } from "vitest";
import { ITEM_SCHEMA } from "~/documents/editor/extensions";

test("a numbered list begins at 1 and counts in figures, in the editor as in what is exported", () => {
  const { orderedList } = getSchema(ITEM_SCHEMA).nodes;
  expect(Object.keys(orderedList?.spec.attrs ?? {})).toEqual([]);
  const list = orderedList?.create({ start: 3, type: "a" });
  expect(list?.attrs).toEqual({});
  expect(list && orderedList?.spec.toDOM?.(list)).toEqual(["ol", {}, 0]);
});
