/**
 * The shape of a document as a law: whatever comes from a client changes a document only in ways
 * in which the interface could have changed it (document-shape.ts). So nothing that was written
 * disappears otherwise than by its mark, and every reader meets only what it can read.
 *
 * An update is applied to a copy and judged by what it did there: Yjs decides only then what stands
 * where. What it did not touch is not looked at, so a document that was damaged before can still be
 * worked on, and a letter costs no more in a long document than in a short one.
 */
import * as Y from "yjs";
import { cleanLetters, letterRepairs } from "../letters";
import { DOCUMENT_LIMITS, WRITTEN_AT_ONCE } from "../limits";
import { BrokenLaw } from "./broken-law";
import { applyKeepingConcurrentWords } from "./concurrent-words";
import { MeasuredTexts } from "./document-measures";
import {
  isList,
  isSoundMark,
  NEEDED,
  PARENTS,
  ROOTS,
  type Root,
  RULES,
  type Rule,
} from "./document-shape";
import { isId } from "./ids";

const broken = (what: string) => new BrokenLaw("content", what);

const DEEPEST = Math.ceil(DOCUMENT_LIMITS.listDepth * WRITTEN_AT_ONCE);

type MapKind = Root | "area" | "item";

/** What has to be put right once the change is complete. */
interface Repairs {
  /** Texts and values with letters that nothing can show. */
  texts: Set<Y.XmlText>;
  values: { map: Y.Map<unknown>; key: string }[];
  /** Entries of lists that may have lost the paragraph that they begin with. */
  entries: Set<Y.XmlElement>;
}

/** Holds the law over one copy of a document. */
export class DocumentLaw {
  private readonly measured: MeasuredTexts;

  constructor(private readonly doc: Y.Doc) {
    this.measured = new MeasuredTexts(doc);
  }

  /**
   * Applies an update, keeps words that it takes along unknowingly, and takes out letters that
   * nothing can show.
   * @throws BrokenLaw, or whatever Yjs throws; the copy is of no use after that.
   */
  apply(update: Uint8Array): void {
    this.measured.settle();
    let repairs: Repairs = { texts: new Set(), values: [], entries: new Set() };
    applyKeepingConcurrentWords(this.doc, update, undefined, (transaction) => {
      repairs = new Judgement(this.doc, transaction).repairs();
    });
    this.repair(repairs);
    this.measured.check();
  }

  private repair({ texts, values, entries }: Repairs): void {
    if (texts.size === 0 && values.length === 0 && entries.size === 0) return;
    this.doc.transact(() => {
      for (const entry of entries) repairEntry(entry);
      for (const text of texts) repairText(text);
      for (const { map, key } of values) map.set(key, cleanLetters(String(map.get(key))));
    });
  }
}

function repairText(text: Y.XmlText): void {
  let at = text.length;
  const pieces: Y.Item[] = [];
  for (let item = text._start; item; item = item.right) {
    if (!item.deleted && item.countable) pieces.push(item);
  }
  // From the end, so that what is put right leaves the places before it as they are.
  for (const { content, length } of pieces.reverse()) {
    at -= length;
    if (!(content instanceof Y.ContentString)) continue;
    for (const repair of letterRepairs(content.str)) {
      text.delete(at + repair.at, repair.length);
      if (repair.instead) text.insert(at + repair.at, repair.instead);
    }
  }
}

/** An editor would remove an entry that begins with no paragraph, and all that is written in it. */
function repairEntry(entry: Y.XmlElement): void {
  if (entry._item?.deleted || entry.length === 0) return;
  const first: unknown = entry.get(0);
  if (first instanceof Y.XmlElement && first.nodeName === "paragraph") return;
  entry.insert(0, [new Y.XmlElement("paragraph")]);
}

/** One transaction, judged before Yjs tidies up after it. */
class Judgement {
  private readonly roots: ReadonlyMap<unknown, Root>;
  private readonly texts = new Set<Y.XmlText>();
  private readonly values: Repairs["values"] = [];
  private readonly entries = new Set<Y.XmlElement>();
  private sortedDeletions: ReturnType<typeof Y.mergeDeleteSets> | null = null;

  constructor(
    private readonly doc: Y.Doc,
    private readonly transaction: Y.Transaction,
  ) {
    this.roots = new Map(ROOTS.map((name) => [doc.getMap(name), name]));
  }

  /** @throws BrokenLaw; returns what is lawful but for some letters. */
  repairs(): Repairs {
    for (const item of this.newItems()) this.judge(item);
    for (const [type, keys] of this.transaction.changed) {
      const map: unknown = type;
      if (map instanceof Y.XmlElement && map.nodeName === "listItem") this.entries.add(map);
      if (!(map instanceof Y.Map)) continue;
      for (const key of keys) if (key !== null) this.judgeKey(map, key);
    }
    return { texts: this.texts, values: this.values, entries: this.entries };
  }

  private *newItems(): Generator<Y.Item> {
    const { store } = this.doc;
    for (const [client, structs] of store.clients) {
      const before = this.before(client);
      if (Y.getState(store, client) <= before) continue;
      const from = before === 0 ? 0 : Y.findIndexSS(structs, before);
      for (let i = from; i < structs.length; i += 1) {
        const struct = structs[i];
        if (struct instanceof Y.Item) yield struct;
      }
    }
  }

  private before(client: number): number {
    return this.transaction.beforeState.get(client) ?? 0;
  }

  private isNew({ id }: Y.Item): boolean {
    return id.clock >= this.before(id.client);
  }

  /** Whether the document had it, and has it no more after this. */
  private wasTaken(item: Y.Item): boolean {
    if (!item.deleted || this.isNew(item)) return false;
    this.sortedDeletions ??= Y.mergeDeleteSets([this.transaction.deleteSet]);
    return Y.isDeleted(this.sortedDeletions, item.id);
  }

  private judge(item: Y.Item) {
    const { parent, parentSub, content, deleted } = item;
    if (!(parent instanceof Y.AbstractType)) throw broken("a place that is none");
    if (parentSub !== null) return this.judgeEntry(item, parent, parentSub);
    if (deleted) return;
    if (parent instanceof Y.XmlText) {
      if (content instanceof Y.ContentString) this.judgeLetters(parent, content.str);
      else if (!(content instanceof Y.ContentFormat))
        throw broken("something in a text that is no text");
      else if (!isSoundMark(content.key, content.value))
        throw broken("a mark that no editor makes");
      else if (this.isInTitle(parent)) throw broken("a mark in a title");
      return;
    }
    if (!(parent instanceof Y.XmlFragment) || !(content instanceof Y.ContentType)) {
      throw broken("something where only a paragraph or a list may stand");
    }
    this.judgeNode(content.type, parent);
  }

  private judgeLetters(text: Y.XmlText, letters: string): void {
    if (letterRepairs(letters).length > 0) this.texts.add(text);
  }

  private judgeNode(type: Y.AbstractType<unknown>, parent: Y.XmlFragment): void {
    const inside = parent instanceof Y.XmlElement ? parent.nodeName : null;
    if (type instanceof Y.XmlText) {
      if (inside !== "paragraph") throw broken("words outside a paragraph");
    } else if (type instanceof Y.XmlElement) {
      if (!PARENTS.get(type.nodeName)?.includes(inside))
        throw broken(`a ${nameOf(type)} in its place`);
      if (isList(type)) {
        if (this.isInTitle(parent)) throw broken("a list in a title");
        judgeDepth(type);
      }
      if (type.nodeName === "listItem") this.entries.add(type);
    } else throw broken("a node of another kind");
  }

  private isInTitle(node: Y.XmlText | Y.XmlFragment): boolean {
    let top: unknown = node;
    while (top instanceof Y.XmlText || top instanceof Y.XmlElement) top = top.parent;
    const holder = top instanceof Y.XmlFragment ? top._item : null;
    return holder?.parentSub === "title" && this.kindOf(holder.parent) === "area";
  }

  /** What a map is: one of the document's own, or that of an area or item; null for no such. */
  private kindOf(map: unknown): MapKind | null {
    const root = this.roots.get(map);
    if (root) return root;
    if (!(map instanceof Y.Map)) return null;
    const above = this.roots.get(map._item?.parent);
    return above === "items" ? "item" : above === "areas" ? "area" : null;
  }

  private judgeEntry(item: Y.Item, parent: Y.AbstractType<unknown>, key: string) {
    const kind = this.kindOf(parent);
    if (kind === null) throw broken("a key of something that has none");
    if (kind === "items" || kind === "areas") {
      if (!isId(key)) throw broken("an id that is none");
    } else if (!RULES[kind].has(key)) throw broken("a key that is none");
    // Entries of what already was there are judged by what stands in the end (`judgeKey`).
    const holder = parent._item;
    if (holder && this.isNew(holder) && !item.deleted && parent instanceof Y.Map) {
      this.judgeKey(parent, key);
    }
  }

  /** Judges what stands under a key of a map now that the transaction has changed it. */
  private judgeKey(map: Y.Map<unknown>, key: string) {
    const kind = this.kindOf(map);
    const entry = map._map.get(key);
    if (!entry || kind === null) return;
    if (kind === "items" || kind === "areas") return this.judgeRootKey(map, entry, kind);
    const rule = RULES[kind].get(key);
    // One that an older version wrote: it may go, and nothing new comes (`judgeEntry`).
    if (!rule) return;
    if (entry.deleted) {
      const mayGo = rule.holds === "value" && rule.mayGo;
      if (!mayGo && (this.isNew(entry) || this.tookOne(entry))) throw broken(`${key} taken away`);
    } else if (this.isNew(entry)) this.judgeValue(map, key, entry, rule);
  }

  private judgeValue(map: Y.Map<unknown>, key: string, entry: Y.Item, rule: Rule): void {
    const { content } = entry;
    if (rule.holds === "text") {
      const isText = content instanceof Y.ContentType && isFragment(content.type);
      if (!isText) throw broken(`${key} of another kind`);
      if (this.tookOne(entry)) throw broken(`${key} replaced`);
      return;
    }
    if (!(content instanceof Y.ContentAny) || content.arr.length !== 1) {
      throw broken(`${key} of another kind`);
    }
    const value: unknown = content.arr[0];
    if (!rule.isSound(value, this.doc, map)) throw broken(`${key} that makes no sense`);
    if (rule.letters === undefined || typeof value !== "string") return;
    if (value.length > rule.letters * WRITTEN_AT_ONCE) throw new BrokenLaw("too-large", key);
    if (cleanLetters(value) !== value) this.values.push({ map, key });
  }

  private judgeRootKey(map: Y.Map<unknown>, entry: Y.Item, kind: "items" | "areas") {
    const one = kind === "items" ? "item" : "area";
    if (this.tookOne(entry)) throw broken(`an ${one} ${entry.deleted ? "taken away" : "replaced"}`);
    if (!this.isNew(entry)) return;
    const { content } = entry;
    const made = content instanceof Y.ContentType ? content.type : null;
    if (entry.deleted || !(made instanceof Y.Map)) throw broken(`an ${one} of another kind`);
    if (!NEEDED[one].every((needed) => made.has(needed)))
      throw broken(`an ${one} that lacks something`);
    const most = DOCUMENT_LIMITS[kind] * WRITTEN_AT_ONCE;
    if (map._map.size > most) throw new BrokenLaw("too-large", kind);
  }

  /** Whether something else stood under the key of an entry, or itself, and was taken away. */
  private tookOne(entry: Y.Item): boolean {
    for (let before: Y.Item | null = entry; before; before = before.left) {
      if (this.wasTaken(before)) return true;
    }
    return false;
  }
}

const nameOf = ({ nodeName }: Y.XmlElement): string =>
  PARENTS.has(nodeName) ? nodeName : "node that is none";

function isFragment(type: Y.AbstractType<unknown>): boolean {
  return type instanceof Y.XmlFragment && !(type instanceof Y.XmlElement);
}

/** Only lists are counted: an entry that is put into a deep one makes it no deeper. */
function judgeDepth(list: Y.XmlElement): void {
  let lists = 0;
  for (let node: unknown = list; node instanceof Y.XmlElement; node = node.parent) {
    if (!isList(node)) continue;
    lists += 1;
    if (lists > DEEPEST) throw new BrokenLaw("too-large", "lists within lists");
  }
}
