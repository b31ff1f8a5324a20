/**
 * How much there is in the texts of a document, kept up with its changes: only texts that have
 * changed are measured again.
 */
import * as Y from "yjs";
import { DOCUMENT_LIMITS, WRITTEN_AT_ONCE } from "../limits";
import { BrokenLaw } from "./broken-law";
import { areasOf, itemsOf, metaOf } from "./document";
import type { TextKind } from "./document-shape";
import { measureText, type TextMeasure } from "./text-measure";

type Measured = keyof TextMeasure;

/** Addresses of links are longer than the words they are on. */
const MARK_LETTERS = 4;

const MOST: Record<TextKind, Record<Measured, number>> = {
  item: mostOf(DOCUMENT_LIMITS.itemLetters, DOCUMENT_LIMITS.paragraphLetters),
  preamble: mostOf(DOCUMENT_LIMITS.preambleLetters, DOCUMENT_LIMITS.paragraphLetters),
  title: { ...mostOf(DOCUMENT_LIMITS.titleLetters, DOCUMENT_LIMITS.titleLetters), blocks: 2 },
};

function mostOf(letters: number, longest: number): Record<Measured, number> {
  return {
    letters,
    longest,
    blocks: DOCUMENT_LIMITS.blocksPerText,
    marks: DOCUMENT_LIMITS.marksPerText,
    markLetters: letters * MARK_LETTERS,
    brackets: DOCUMENT_LIMITS.bracketsPerText,
  };
}

const NAMES = Object.keys(MOST.item) as Measured[];

/** What is counted over all texts of a document; its letters with what their marks carry. */
const SUMS = ["letters", "blocks", "marks"] as const;

export type DocumentSums = Record<(typeof SUMS)[number], number>;

export const MOST_OF_DOCUMENT: DocumentSums = {
  letters: DOCUMENT_LIMITS.documentLetters,
  blocks: DOCUMENT_LIMITS.documentBlocks,
  marks: DOCUMENT_LIMITS.documentMarks,
};

export class MeasuredTexts {
  private readonly sumsOf = new Map<Y.XmlFragment, DocumentSums>();
  private readonly sums: DocumentSums = { letters: 0, blocks: 0, marks: 0 };
  /** What a text had that is more than it may have: it may be worked on, and does not grow. */
  private readonly had = new WeakMap<Y.XmlFragment, TextMeasure>();
  private changed = new Map<Y.XmlFragment, TextKind>();

  constructor(private readonly doc: Y.Doc) {
    for (const [fragment, kind] of textsOf(doc)) this.changed.set(fragment, kind);
    this.settle();
    doc.on("afterTransaction", (transaction: Y.Transaction) => this.note(transaction));
  }

  /** Takes all texts as they are now for lawful. */
  settle(): void {
    for (const [fragment, kind] of this.changed) {
      const measure = this.measure(fragment);
      if (isOver(measure, kind)) this.had.set(fragment, measure);
    }
    this.changed = new Map();
  }

  /** @throws BrokenLaw if a text that has changed since is longer than it may be. */
  check(): void {
    const before = { ...this.sums };
    for (const [fragment, kind] of this.changed) {
      const measure = this.measure(fragment);
      if (!isOver(measure, kind)) continue;
      const had = this.had.get(fragment);
      for (const name of NAMES) {
        const most = Math.max(MOST[kind][name] * WRITTEN_AT_ONCE, had?.[name] ?? 0);
        if (measure[name] > most) throw new BrokenLaw("too-large", `${name} of a text`);
      }
    }
    for (const name of SUMS) {
      const most = MOST_OF_DOCUMENT[name] * WRITTEN_AT_ONCE;
      if (this.sums[name] > most && this.sums[name] > before[name]) {
        throw new BrokenLaw("too-large", `${name} of the document`);
      }
    }
    this.changed = new Map();
  }

  private measure(fragment: Y.XmlFragment): TextMeasure {
    const measure = measureText(fragment);
    const sums = sumsOfText(measure);
    const before = this.sumsOf.get(fragment);
    for (const name of SUMS) this.sums[name] += sums[name] - (before?.[name] ?? 0);
    this.sumsOf.set(fragment, sums);
    return measure;
  }

  private note({ changed }: Y.Transaction): void {
    const entries: readonly unknown[] = [itemsOf(this.doc), areasOf(this.doc)];
    for (const [type, keys] of changed) {
      const map: unknown = type;
      if (map instanceof Y.Map && entries.includes(map)) {
        for (const key of keys) if (key !== null) this.noteEntry(map.get(key));
      } else this.noteText(textAround(type));
    }
  }

  private noteEntry(entry: unknown): void {
    if (!(entry instanceof Y.Map)) return;
    for (const key of ["text", "title"]) {
      const text: unknown = entry.get(key);
      if (text instanceof Y.XmlFragment) this.noteText(text);
    }
  }

  private noteText(fragment: Y.XmlFragment | null): void {
    const kind = fragment && kindOf(this.doc, fragment);
    if (kind) this.changed.set(fragment, kind);
  }
}

const sumsOfText = ({ letters, markLetters, blocks, marks }: TextMeasure): DocumentSums => ({
  letters: letters + markLetters,
  blocks,
  marks,
});

/** How much there is in all texts of a document, those of removed items and areas included. */
export function measureDocument(doc: Y.Doc): DocumentSums {
  const all: DocumentSums = { letters: 0, blocks: 0, marks: 0 };
  for (const [fragment] of textsOf(doc)) {
    const sums = sumsOfText(measureText(fragment));
    for (const name of SUMS) all[name] += sums[name];
  }
  return all;
}

function isOver(measure: TextMeasure, kind: TextKind): boolean {
  return NAMES.some((name) => measure[name] > MOST[kind][name]);
}

/** The whole text that a part of it is in. */
function textAround(type: unknown): Y.XmlFragment | null {
  let node = type;
  while (node instanceof Y.XmlText || node instanceof Y.XmlElement) node = node.parent;
  return node instanceof Y.XmlFragment ? node : null;
}

function kindOf(doc: Y.Doc, { _item: holder }: Y.XmlFragment): TextKind | null {
  const { parent } = holder ?? {};
  if (parent === metaOf(doc)) return "preamble";
  if (!(parent instanceof Y.Map)) return null;
  const above: unknown = parent._item?.parent;
  if (above === itemsOf(doc)) return "item";
  return above === areasOf(doc) ? "title" : null;
}

function* textsOf(doc: Y.Doc): Generator<[Y.XmlFragment, TextKind]> {
  const preamble = metaOf(doc).get("preamble");
  if (preamble instanceof Y.XmlFragment) yield [preamble, "preamble"];
  for (const [map, key, kind] of [
    [itemsOf(doc), "text", "item"],
    [areasOf(doc), "title", "title"],
  ] as const) {
    for (const entry of map.values()) {
      const text: unknown = entry instanceof Y.Map ? entry.get(key) : undefined;
      if (text instanceof Y.XmlFragment) yield [text, kind];
    }
  }
}
