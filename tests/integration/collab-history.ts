/** Long histories of small edits, always the same ones. */
import * as Y from "yjs";
import { itemFragment } from "../../app/documents/document";
import { addArea, addItem, initialise } from "../../app/documents/document-changes";

const ITEMS = 40;
const LETTERS = "etaoin shrdlu cmfwyp vbgk ";

export interface History {
  /** What was there before: the first update. Then one for each keystroke. */
  updates: Uint8Array[];
  /** How many times someone went on elsewhere, or changed between writing and deleting. */
  turns: number;
  doc: Y.Doc;
}

function planOf(texts: readonly string[]): Y.Doc {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "area-1", title: "Area" });
  texts.forEach((text, i) => {
    addItem(doc, "area-1", { id: `item-${i + 1}`, text });
  });
  return doc;
}

/** The same words as in another document, in one that has no history. */
export function freshCopy(doc: Y.Doc): Y.Doc {
  return planOf(Array.from({ length: ITEMS }, (_, i) => runOf(doc, i).toString()));
}

function runOf(doc: Y.Doc, item: number): Y.XmlText {
  const paragraph = itemFragment(doc, `item-${item + 1}`)?.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(run instanceof Y.XmlText)) throw new Error("the item has no text");
  return run;
}

/** Numbers below `most` that look like chance (a linear congruential generator). */
function dice(): (most: number) => number {
  let state = 1;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

/** People write one item after the other, two hundred letters at a time, each at its end. */
export function writtenThrough(keystrokes: number): History {
  return record(keystrokes, (doc, roll, type) => {
    const run = runOf(doc, roll(ITEMS));
    for (let i = 0; i < 200; i += 1) type(() => run.insert(run.length, letter(roll)));
  });
}

/** People go over their texts again and again: they write and correct in the middle, and cut. */
export function rewritten(keystrokes: number): History {
  return record(keystrokes, (doc, roll, type, turn) => {
    const run = runOf(doc, roll(ITEMS));
    const cut = run.length > 400 ? 200 : 0;
    let at = cut + roll(run.length - cut + 1);
    for (let i = 0; i < cut; i += 1, at -= 1) type(() => run.delete(at - 1, 1));
    const letters = cut > 0 ? 0 : 10 + roll(60);
    for (let i = 0; i < letters; i += 1) {
      if (at > 0 && roll(100) < 15) {
        turn();
        type(() => run.delete(at - 1, 1));
        turn();
        at -= 1;
      } else {
        type(() => run.insert(at, letter(roll)));
        at += 1;
      }
    }
  });
}

const letter = (roll: (most: number) => number) => LETTERS[roll(LETTERS.length)] ?? "e";

function record(
  keystrokes: number,
  stretch: (
    doc: Y.Doc,
    roll: (most: number) => number,
    type: (edit: () => void) => void,
    turn: () => void,
  ) => void,
): History {
  const doc = planOf(Array.from({ length: ITEMS }, (_, i) => `Item ${i} begins.`));
  const history: History = { updates: [Y.encodeStateAsUpdate(doc)], turns: 0, doc };
  doc.on("update", (update: Uint8Array) => history.updates.push(update));
  const roll = dice();
  const type = (edit: () => void) => {
    if (history.updates.length <= keystrokes) edit();
  };
  const turn = () => {
    history.turns += 1;
  };
  while (history.updates.length <= keystrokes) {
    turn();
    // Now and then it is another page.
    if (roll(50) === 0) doc.clientID = 1 + roll(2 ** 31);
    stretch(doc, roll, type, turn);
  }
  return history;
}
