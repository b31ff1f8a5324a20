/** How much there is in a text in Yjs. It goes through any depth without calling itself. */
import * as Y from "yjs";

export interface TextMeasure {
  /** Letters of the whole text, and of the longest paragraph in it. */
  letters: number;
  longest: number;
  /** Paragraphs, lists, entries, and what more than one text in a paragraph would be. */
  blocks: number;
  /** Places where a mark begins or ends, and letters of what they carry, such as addresses. */
  marks: number;
  markLetters: number;
  brackets: number;
}

export function measureText(fragment: Y.XmlFragment): TextMeasure {
  const measure = { letters: 0, longest: 0, blocks: 0, marks: 0, markLetters: 0 };
  const brackets = new Set<string>();
  const waiting: Y.XmlFragment[] = [fragment];
  for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
    let letters = 0;
    let texts = 0;
    for (let item = parent._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
      const { type } = item.content;
      if (type instanceof Y.XmlText) {
        texts += 1;
        letters += type.length;
        addMarks(type, measure, brackets);
      } else if (type instanceof Y.XmlFragment) {
        measure.blocks += 1;
        waiting.push(type);
      }
    }
    measure.blocks += Math.max(0, texts - 1);
    measure.letters += letters;
    measure.longest = Math.max(measure.longest, letters);
  }
  return { ...measure, brackets: brackets.size };
}

function addMarks(text: Y.XmlText, measure: Omit<TextMeasure, "brackets">, brackets: Set<string>) {
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentFormat)) continue;
    measure.marks += 1;
    const value: unknown = item.content.value;
    if (typeof value !== "object" || value === null) continue;
    for (const part of Object.values(value)) {
      if (typeof part === "string") measure.markLetters += part.length;
      else if (Array.isArray(part)) measure.markLetters += part.length * 2;
    }
    if (!item.content.key.startsWith("bracket")) continue;
    const { id } = value as { id?: unknown };
    if (typeof id === "string") brackets.add(id);
  }
}
