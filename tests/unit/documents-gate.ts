/**
 * People at their editors and the gate between them, as the server keeps it: it takes what each
 * sends in the order sent, and hands on to all, each in their own time. Someone offline sends and
 * hears nothing, and afterwards everything.
 */
import * as Y from "yjs";
import { applyKeepingConcurrentWords } from "~/documents/concurrent-words";
import { readDocument } from "~/documents/document";
import { addArea, addItem, initialise } from "~/documents/document-changes";
import { DocumentLaw } from "~/documents/document-law";
import { plainText, type RichText } from "~/documents/rich-text";
import { Person } from "./documents-editors";

/** Signs for what is typed: each is used once, so that each can be looked for. */
const FIRST_SIGN = 0xe000;
const LAST_SIGN = 0xf8ff;

export class Signs {
  #next = FIRST_SIGN;
  /** Who wrote each; 0 for what was there at first. */
  readonly writer = new Map<string, number>();
  /** Those that someone deleted, knowing them. */
  readonly deleted = new Set<string>();

  make(who: number, count = 1): string {
    let text = "";
    for (let i = 0; i < count && this.#next <= LAST_SIGN; i += 1, this.#next += 1) {
      text += String.fromCharCode(this.#next);
    }
    for (const sign of text) this.writer.set(sign, who);
    return text;
  }

  missingFrom(doc: Y.Doc): string[] {
    const there = new Set(everyWordOf(doc));
    return [...this.writer.keys()].filter((sign) => !there.has(sign) && !this.deleted.has(sign));
  }
}

/** All text of all items, removed ones included. */
export function everyWordOf(doc: Y.Doc): string {
  const { areas, removed } = readDocument(doc);
  return [...areas.flatMap(({ items }) => items), ...removed]
    .map(({ text }) => plainText(text))
    .join("\n");
}

interface Line {
  person: Person;
  online: boolean;
  out: Uint8Array[];
  in: Uint8Array[];
}

export class Gate {
  readonly doc = new Y.Doc();
  readonly lines: Line[];
  /** All that went through, for whoever judges it. */
  readonly log: Uint8Array[] = [];

  readonly #law: DocumentLaw;

  constructor(start: Uint8Array, count: number) {
    this.doc.clientID = 1000;
    Y.applyUpdate(this.doc, start);
    this.#law = new DocumentLaw(this.doc);
    this.lines = Array.from({ length: count }, (_, index) => {
      const person = new Person(index + 1, start);
      const line: Line = { person, online: true, out: [], in: [] };
      person.doc.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin !== "gate") line.out.push(update);
      });
      return line;
    });
    this.doc.on("update", (update: Uint8Array) => {
      this.log.push(update);
      for (const line of this.lines) line.in.push(update);
    });
  }

  /** One update of a person reaches the gate. */
  send(who: number): void {
    const line = this.lines[who];
    const update = line?.online ? line.out.shift() : undefined;
    if (!update) return;
    // As the server does: whatever an editor writes is lawful.
    this.#law.apply(update);
  }

  /** One update reaches a person. */
  hear(who: number): void {
    const line = this.lines[who];
    const update = line?.online ? line.in.shift() : undefined;
    if (!line || !update) return;
    try {
      applyKeepingConcurrentWords(line.person.doc, update, "gate");
    } catch (error) {
      // y-tiptap puts the caret back twice where Yjs tidies formatting after an update, the second
      // time by a position in the text before. The text is right; `expectSound` looks at it.
      if (!(error instanceof RangeError)) throw error;
    }
  }

  leave(who: number): void {
    const line = this.lines[who];
    if (line) line.online = false;
  }

  /** Back online: what was written meanwhile goes up as one. */
  comeBack(who: number): void {
    const line = this.lines[who];
    if (!line || line.online) return;
    line.online = true;
    if (line.out.length > 0) line.out = [Y.mergeUpdates(line.out)];
  }

  /** All that is under way arrives, in an order that `pick` decides. */
  settle(pick: () => number): void {
    this.lines.forEach((_, who) => {
      this.comeBack(who);
    });
    for (let turn = 0; turn < 10_000; turn += 1) {
      const open = this.lines.flatMap((line, who) => [
        ...(line.out.length > 0 ? [() => this.send(who)] : []),
        ...(line.in.length > 0 ? [() => this.hear(who)] : []),
      ]);
      const next = open[pick() % Math.max(open.length, 1)];
      if (!next) return;
      next();
    }
    throw new Error("The document does not come to rest.");
  }

  /**
   * Everyone goes home. It waits a turn: what editors put off until later holds on to their text,
   * and thousands of runs one after the other leave no time for it.
   */
  async close(): Promise<void> {
    for (const person of this.people) person.goHome();
    for (const doc of this.docs) doc.destroy();
    await new Promise((resolve) => setImmediate(resolve));
  }

  get people(): Person[] {
    return this.lines.map(({ person }) => person);
  }

  get docs(): Y.Doc[] {
    return [this.doc, ...this.people.map(({ doc }) => doc)];
  }
}

const paragraph = (text: string): RichText["content"][number] => ({
  type: "paragraph",
  ...(text ? { content: [{ type: "text", text }] } : {}),
});

/** Two areas; in the first a line, some paragraphs, a list in a list, and an empty item. */
export function startText(signs: Signs): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 999;
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "a", title: "First" });
  addArea(doc, { id: "b", title: "Second" });
  addItem(doc, "a", { id: "line", text: signs.make(0, 6) });
  addItem(doc, "a", {
    id: "paragraphs",
    text: { type: "doc", content: [0, 1, 2].map(() => paragraph(signs.make(0, 3))) },
  });
  const entry = (...more: RichText["content"]) => ({
    type: "listItem" as const,
    content: [paragraph(signs.make(0, 3)), ...more],
  });
  addItem(doc, "a", {
    id: "list",
    text: {
      type: "doc",
      content: [
        paragraph(signs.make(0, 2)),
        {
          type: "bulletList",
          content: [entry({ type: "orderedList", content: [entry(), entry()] }), entry()],
        },
      ],
    },
  });
  addItem(doc, "b", { id: "empty", text: "" });
  return Y.encodeStateAsUpdate(doc);
}
