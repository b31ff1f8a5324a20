/**
 * Several copies of one document whose updates arrive late and in any order, and people who do
 * random things to them: what the laws of the plan document are tried on.
 */
import fc from "fast-check";
import * as Y from "yjs";
import {
  areasOf,
  itemFragment,
  itemsOf,
  type Outline,
  readItem,
  readOutline,
} from "~/documents/document";
import {
  addArea,
  addItem,
  initialise,
  joinItems,
  LOCAL_CHANGE,
  moveArea,
  moveItem,
  removeArea,
  removeItem,
  restoreItem,
  setDetail,
} from "~/documents/document-changes";
import { plainText, type RichText } from "~/documents/rich-text";
import { createUndo } from "~/documents/undo";

const TYPING = Symbol("typing");
const SETUP = Symbol("setup");

/** As the browser's copy tracks it (app/collab/live-document.ts). */
export function undoOf(doc: Y.Doc): Y.UndoManager {
  return createUndo(doc, [TYPING, LOCAL_CHANGE], { captureTimeout: 0 });
}

export interface Replica {
  doc: Y.Doc;
  undo: Y.UndoManager;
  /** What others have sent and has not arrived yet. */
  inbox: Uint8Array[];
}

const LIST: RichText = {
  type: "doc",
  content: [
    {
      type: "bulletList",
      content: [{ type: "listItem", content: [{ type: "paragraph" }] }],
    },
  ],
};

/** Two areas: the first with three items, one of them a list, the second with none. */
export function startReplicas(count: number): Replica[] {
  const origin = new Y.Doc();
  initialise(origin, { title: "Plan", language: "en" });
  addArea(origin, { id: "area-a", title: "First" });
  addArea(origin, { id: "area-b", title: "Second" });
  for (const id of ["i1", "i2"]) addItem(origin, "area-a", { id, text: "" });
  addItem(origin, "area-a", { id: "i3", text: LIST });
  const start = Y.encodeStateAsUpdate(origin);
  const replicas = Array.from({ length: count }, (_, index): Replica => {
    const doc = new Y.Doc();
    // Ties between people break by this number: fixed, so that a failure can be run again.
    doc.clientID = index + 1;
    Y.applyUpdate(doc, start, SETUP);
    return { doc, undo: undoOf(doc), inbox: [] };
  });
  for (const replica of replicas) {
    replica.doc.on("update", (update: Uint8Array, from: unknown) => {
      if (from === SETUP) return;
      for (const other of replicas) if (other !== replica) other.inbox.push(update);
    });
  }
  return replicas;
}

export function deliver(replica: Replica, index: number): void {
  const [update] = replica.inbox.splice(index % Math.max(replica.inbox.length, 1), 1);
  if (update) Y.applyUpdate(replica.doc, update, SETUP);
}

/** Everything arrives everywhere, in an order that `pick` decides. */
export function deliverAll(replicas: readonly Replica[], pick: () => number): void {
  for (const replica of replicas) while (replica.inbox.length > 0) deliver(replica, pick());
}

/** Types into the last paragraph of an item, at one of the places in it. */
export function type(doc: Y.Doc, itemId: string, text: string, at: number): boolean {
  let node: Y.XmlElement | Y.XmlFragment | undefined = itemFragment(doc, itemId);
  if (!node) return false;
  while (!(node instanceof Y.XmlElement && node.nodeName === "paragraph")) {
    const last: unknown = node.get(node.length - 1);
    if (!(last instanceof Y.XmlElement)) return false;
    node = last;
  }
  const paragraph = node;
  doc.transact(() => {
    const run = paragraph.length > 0 ? paragraph.get(0) : undefined;
    if (run instanceof Y.XmlText) run.insert(at % (run.length + 1), text);
    else paragraph.insert(0, [new Y.XmlText(text)]);
  }, TYPING);
  return true;
}

function format(doc: Y.Doc, itemId: string, mark: string, from: number, length: number): void {
  const paragraph = itemFragment(doc, itemId)?.get(0);
  const run = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : null;
  if (!(run instanceof Y.XmlText) || run.length === 0) return;
  const at = from % run.length;
  const value = mark === "link" ? { href: "https://example.org" } : {};
  doc.transact(() => run.format(at, Math.min(length, run.length - at), { [mark]: value }), TYPING);
}

export interface Step {
  who: number;
  what: number;
  a: number;
  b: number;
  at: number;
}

export const step = fc.record<Step>({
  who: fc.nat(2),
  what: fc.nat(99),
  a: fc.nat(20),
  b: fc.nat(20),
  at: fc.nat(20),
});

export const steps = fc.array(step, { minLength: 1, maxLength: 40 });

export interface Typed {
  who: number;
  itemId: string;
  sign: string;
}

/**
 * Takes the steps one after the other and returns what was typed: every time another sign, so
 * that each can be looked for.
 * @param undoer the only one who takes steps back; nobody, if left out.
 * @param from the number of the first step, where others were taken before.
 */
export function act(
  replicas: readonly Replica[],
  taken: readonly Step[],
  { undoer = -1, from = 0 } = {},
): Typed[] {
  const typed: Typed[] = [];
  taken.forEach((step, number) => {
    const index = from + number;
    const who = step.who % replicas.length;
    const replica = replicas[who];
    if (!replica) return;
    const { doc } = replica;
    const ids = [...itemsOf(doc).keys()].sort();
    const areas = [...areasOf(doc).keys()].sort();
    const itemId = ids[step.a % ids.length] ?? "";
    const otherId = ids[step.b % ids.length] ?? "";
    const areaId = areas[step.b % areas.length] ?? "";
    const inArea = readOutline(doc).areas.find(({ id }) => id === areaId)?.items.length ?? 0;
    const at = step.at % (inArea + 1);
    const sign = String.fromCodePoint(0x4e00 + index);

    const { what } = step;
    if (what < 20) deliver(replica, step.at);
    else if (what < 45) {
      if (type(doc, itemId, sign, step.at)) typed.push({ who, itemId, sign });
    } else if (what < 50) {
      format(doc, itemId, ["bold", "italic", "link"][step.b % 3] ?? "bold", step.at, 3);
    } else if (what < 58) addItem(doc, areaId, { id: `item-${index}`, text: "" }, at);
    else if (what < 72) moveItem(doc, itemId, areaId, at);
    else if (what < 77) removeItem(doc, itemId);
    else if (what < 81) restoreItem(doc, itemId);
    else if (what < 84) addArea(doc, { id: `area-${index}`, title: "New" }, step.at % 3);
    else if (what < 87) moveArea(doc, areaId, step.at % areas.length);
    else if (what < 90) removeArea(doc, areaId);
    else if (what < 93 && itemId !== otherId) joinItems(doc, itemId, otherId);
    else if (what < 95) setDetail(doc, itemId, "lead", sign);
    else if (who === undoer) {
      if (step.b % 3 === 0) replica.undo.redo();
      else replica.undo.undo();
    }
  });
  return typed;
}

/** What holds of every outline, whoever did what; an empty list if all of it does. */
export function brokenRules(doc: Y.Doc): string[] {
  const outline = readOutline(doc);
  const broken: string[] = [];
  const rule = (holds: boolean, name: string) => {
    if (!holds) broken.push(name);
  };
  const shown = outline.areas.flatMap(({ items }) => items.map(({ id }) => id));
  const all = [...shown, ...outline.removed.map(({ id }) => id)];
  rule(new Set(all).size === all.length, "every item stands in one place");
  rule(all.length === itemsOf(doc).size, "no item is lost");
  const live = [...itemsOf(doc)].filter(([, item]) => item.get("removed") !== true);
  rule(live.length === shown.length, "every item that was not removed is shown");
  const areaIds = outline.areas.map(({ id }) => id);
  rule(new Set(areaIds).size === areaIds.length, "every area is shown once");
  rule(numbered(outline), "numbers run on from 1");
  return broken;
}

function numbered({ areas, removed }: Outline): boolean {
  return (
    areas.every(
      (area, a) =>
        area.number === a + 1 &&
        area.items.every((item, i) => item.areaNumber === a + 1 && item.number === i + 1),
    ) && removed.every((item) => item.areaNumber === 0 && item.number === 0)
  );
}

export const wordsOf = (doc: Y.Doc, itemId: string) => plainText(readItem(doc, itemId).text);
