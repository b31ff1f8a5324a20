/** Brings a document to the text of an imported plan, keeping the identity of what stays. */
import type * as Y from "yjs";
import {
  areaOf,
  type OutlineArea,
  preambleFragment,
  readAreaTitle,
  readItem,
  readOutline,
  readTitle,
} from "../documents/document";
import {
  addArea,
  addItem,
  LOCAL_CHANGE,
  moveItem,
  removeArea,
  removeItem,
  setAreaTitle,
  setItemText,
  setTitle,
} from "../documents/document-changes";
import { replaceRichText } from "../documents/rewriting";
import {
  type Block,
  type Mark,
  plainText,
  type RichText,
  readRichText,
  type TextRun,
} from "../documents/rich-text";
import type { PlanText } from "./report";

const wordsOf = (text: RichText) => plainText(text).replace(/\s+/gu, " ").trim();

/** Marks that a file can give, in whichever order they were set. */
const marksOf = (marks: readonly Mark[] = []) =>
  marks
    .filter(({ type }) => type !== "bracket")
    .map((mark) => JSON.stringify(mark))
    .sort()
    .join();

/** Words with their marks, however they are cut into runs and spaced. */
function lookOfRuns(runs: readonly TextRun[]): [words: string, marks: string][] {
  const merged: [string, string][] = [];
  for (const { text, marks } of runs) {
    const key = marksOf(marks);
    const last = merged.at(-1);
    if (last?.[1] === key) last[0] += text;
    else merged.push([text, key]);
  }
  return merged
    .map(([text, key]): [string, string] => [text.replace(/\s+/gu, " ").trim(), key])
    .filter(([text]) => text !== "");
}

/** What a reader sees of blocks: paragraphs and lists with their words; empty ones aside. */
const lookOf = (blocks: readonly Block[]): unknown[] =>
  blocks
    .map((block) =>
      block.type === "paragraph"
        ? lookOfRuns(block.content ?? [])
        : [block.type, ...block.content.map(({ content }) => lookOf(content))],
    )
    .filter((look) => look.length > 0);

/**
 * Whether two texts say the same in the same form. Brackets are left aside: a file has none, and
 * does not say that they are settled.
 */
const sameText = (one: RichText, other: RichText) =>
  wordsOf(one) === wordsOf(other) &&
  JSON.stringify(lookOf(one.content)) === JSON.stringify(lookOf(other.content));

/**
 * Makes `doc` say what `plan` says, in one change. Areas keep their identity by position. Within
 * an area an item whose words stay is the same item; the others are paired in their order, so
 * that a comment or a provenance stays with the item it was given to. What is over is marked
 * removed, what is missing is added. A text with the same words in the same form (paragraphs, lists,
 * marks) is not touched.
 */
export function bringTo(doc: Y.Doc, plan: PlanText, newId: () => string): void {
  doc.transact(() => {
    if (readTitle(doc) !== plan.title) setTitle(doc, plan.title);
    bringPreamble(doc, plan.preamble);
    const before = readOutline(doc).areas;
    plan.areas.forEach(({ title, items }, index) => {
      const area = before[index];
      if (area) {
        if (readAreaTitle(doc, area.id) !== title) setAreaTitle(doc, area.id, title);
        bringItems(doc, area, items, newId);
      } else {
        const id = newId();
        addArea(doc, { id, title });
        for (const text of items) addItem(doc, id, { id: newId(), text });
      }
    });
    for (const area of before.slice(plan.areas.length)) removeArea(doc, area.id);
  }, LOCAL_CHANGE);
}

function bringPreamble(doc: Y.Doc, text: RichText): void {
  const fragment = preambleFragment(doc);
  if (!fragment || sameText(readRichText(fragment), text)) return;
  replaceRichText(fragment, text);
}

function bringItems(
  doc: Y.Doc,
  area: OutlineArea,
  texts: readonly RichText[],
  newId: () => string,
): void {
  // An area that was removed while someone placed an item in it stays from now on.
  if (areaOf(doc, area.id)?.get("removed") === true) {
    areaOf(doc, area.id)?.set("removed", false);
  }
  const paired = pair(
    area.items.map(({ id }) => ({ id, words: wordsOf(readItem(doc, id).text) })),
    texts.map(wordsOf),
  );
  for (const { id } of area.items) if (!paired.includes(id)) removeItem(doc, id);
  for (const [index, text] of texts.entries()) {
    const id = paired[index];
    if (id === undefined) {
      addItem(doc, area.id, { id: newId(), text }, index);
      continue;
    }
    if (!sameText(readItem(doc, id).text, text)) setItemText(doc, id, text);
    const now = readOutline(doc).areas.find((other) => other.id === area.id)?.items[index]?.id;
    if (now !== id) moveItem(doc, id, area.id, index);
  }
}

/** For each wanted text the id of the item that is to hold it, undefined where a new one is. */
function pair(
  items: readonly { id: string; words: string }[],
  wanted: readonly string[],
): (string | undefined)[] {
  const free = [...items];
  const take = (index: number) => (index < 0 ? undefined : free.splice(index, 1)[0]?.id);
  const samePlace = wanted.map((words, i) =>
    items[i]?.words === words ? items[i]?.id : undefined,
  );
  for (const id of samePlace) if (id) take(free.findIndex((item) => item.id === id));
  const sameWords = wanted.map(
    (words, i) => samePlace[i] ?? take(free.findIndex((item) => item.words === words)),
  );
  return sameWords.map((id) => id ?? take(free.length > 0 ? 0 : -1));
}
