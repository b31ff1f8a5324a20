import { getSchema } from "@tiptap/core";
import { Slice } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import { ITEM_SCHEMA } from "~/documents/editor/extensions";
import { sliceInForm } from "~/documents/editor/one-form";
import { wordDiff } from "~/documents/word-diff";

const words = "Québec et México";

test("what is pasted has its letters in one form, with its marks and its borders", () => {
  const schema = getSchema(ITEM_SCHEMA);
  const of = (text: string) =>
    new Slice(
      schema.node("doc", null, [
        schema.node("paragraph", null, [schema.text(text, [schema.mark("bold")])]),
      ]).content,
      1,
      1,
    );
  const decomposed = of(words.normalize("NFD"));
  expect(decomposed.size).toBeGreaterThan(of(words).size);
  expect(sliceInForm(decomposed).eq(of(words))).toBe(true);
});

test("words that differ in their Unicode form alone are the same words", () => {
  expect(wordDiff(`${words} 2027`.normalize("NFD"), `${words} 2028`.normalize("NFC"))).toEqual([
    { kind: "same", text: `${words} ` },
    { kind: "removed", text: "2027" },
    { kind: "added", text: "2028" },
  ]);
});
