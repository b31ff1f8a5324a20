/** Sends updates the way the server takes them, and looks whether everything that reads goes on. */
import { getSchema } from "@tiptap/core";
import { initProseMirrorDoc } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { TrialCopies } from "~/collab/trial-copies.server";
import { judgeUpdate } from "~/collab/updates.server";
import { DEFAULT_LIMITS } from "~/collab-limits.server";
import { piecesOf } from "~/comments/anchor";
import { bracketsIn, negotiatedWords } from "~/documents/brackets";
import { changedItems } from "~/documents/changed-items";
import {
  areasOf,
  heirsOf,
  itemFragment,
  itemsOf,
  readDocument,
  readOutline,
} from "~/documents/document";
import { removeItem, restoreItem, setItemText } from "~/documents/document-changes";
import { ITEM_SCHEMA } from "~/documents/editor/extensions";
import { contentHash, project } from "~/documents/projection.server";
import { richTextHtml } from "~/documents/rich-html";
import { plainText, readRichText } from "~/documents/rich-text";
import { pdfBlocks } from "~/exchange/pdf-text";
import { cleanLetters } from "~/letters";

const schema = getSchema(ITEM_SCHEMA);

/** A document as the server has it open, with all that was let through. */
export class OpenOnServer {
  readonly live = new Y.Doc();
  readonly log: Uint8Array[] = [];
  private readonly trials = new TrialCopies(() => 0);
  private readonly areas = new Map<string, unknown>();
  private readonly items = new Map<string, unknown>();

  constructor(start: Uint8Array) {
    Y.applyUpdate(this.live, start);
    this.log.push(start);
    this.live.on("afterTransaction", (transaction: Y.Transaction) => {
      changedItems(transaction);
    });
    this.rememberAll();
  }

  /** @returns whether something of it was let through */
  take(update: Uint8Array): boolean {
    if (!judgeUpdate(update, DEFAULT_LIMITS).sound) return false;
    let fresh: ReturnType<TrialCopies["take"]>;
    try {
      fresh = this.trials.take(this.live, update);
    } catch {
      return false;
    }
    if (!fresh) return false;
    Y.applyUpdate(this.live, fresh.update);
    this.log.push(fresh.update);
    return true;
  }

  /** @throws an Error that says what no longer holds */
  check(): void {
    const { live } = this;
    if (live.store.pendingStructs || live.store.pendingDs)
      throw new Error("something waits for ever");
    this.stillThere();
    lawful(live);
    const content = readInEveryWay(live);
    const loaded = new Y.Doc();
    for (const update of this.log) Y.applyUpdate(loaded, update);
    if (readInEveryWay(loaded) !== content) throw new Error("loaded anew it reads otherwise");
    edited(loaded);
    loaded.destroy();
  }

  private rememberAll(): void {
    for (const [id, item] of itemsOf(this.live)) this.items.set(id, textOf(item, "text"));
    for (const [id, area] of areasOf(this.live)) this.areas.set(id, textOf(area, "title"));
  }

  /** Each item and area that ever was is there, in the very text it was made with. */
  private stillThere(): void {
    for (const [id, text] of this.items) {
      const item: unknown = itemsOf(this.live).get(id);
      if (textOf(item, "text") !== text || !text) throw new Error(`item ${id} is not what it was`);
    }
    for (const [id, title] of this.areas) {
      const area: unknown = areasOf(this.live).get(id);
      if (textOf(area, "title") !== title || !title)
        throw new Error(`area ${id} is not what it was`);
    }
    const roots = [...this.live.share.keys()].sort().join();
    if (roots !== "areas,items,meta") throw new Error(`it consists of ${roots}`);
    const { areas, removed } = readOutline(this.live);
    const read = areas.flatMap(({ items }) => items).length + removed.length;
    if (read !== itemsOf(this.live).size) throw new Error("an item is not read");
    this.rememberAll();
  }
}

function textOf(entry: unknown, key: string): unknown {
  const text: unknown = entry instanceof Y.Map ? entry.get(key) : null;
  return text instanceof Y.XmlFragment && !(text instanceof Y.XmlElement) ? text : null;
}

/** @throws an Error if what is read could not have been let through */
function lawful(doc: Y.Doc): void {
  const content = readDocument(doc);
  if (cleanLetters(JSON.parse(JSON.stringify(content.title)) as string) !== content.title) {
    throw new Error("letters in the title that nothing can show");
  }
  for (const { id, text } of [...content.areas.flatMap(({ items }) => items), ...content.removed]) {
    const words = plainText(text);
    if (cleanLetters(words) !== words) throw new Error("letters that nothing can show");
    if (!itemFragment(doc, id)) throw new Error(`item ${id} has no text`);
  }
}

/** Reads a document in every way there is, also one that nobody would let in; returns what it says. */
export function readInEveryWay(doc: Y.Doc): string {
  const content = readDocument(doc);
  contentHash(content);
  project({ id: "plan", delegation: "CA" }, doc);
  project({ id: "agenda", delegation: null }, doc);
  bracketsIn(content, null);
  for (const item of [...content.areas.flatMap(({ items }) => items), ...content.removed]) {
    plainText(item.text);
    richTextHtml(item.text, "en");
    negotiatedWords(item.text);
    pdfBlocks(item.text);
    heirsOf(doc, item.id);
    const fragment = itemFragment(doc, item.id);
    if (fragment) piecesOf(fragment);
  }
  return JSON.stringify(content);
}

/** An editor opens each text and takes no words out of it by that; then all is written over. */
function edited(doc: Y.Doc): void {
  for (const [id] of itemsOf(doc)) {
    const fragment = itemFragment(doc, id);
    if (!fragment) continue;
    const before = plainText(readRichText(fragment));
    initProseMirrorDoc(fragment, schema);
    if (plainText(readRichText(fragment)).replace(/\s+/g, "") !== before.replace(/\s+/g, "")) {
      throw new Error(`an editor takes words out of item ${id} by opening it`);
    }
    removeItem(doc, id);
    restoreItem(doc, id);
    setItemText(doc, id, { type: "doc", content: [{ type: "paragraph" }] });
  }
}
