/**
 * A redline line by line, ready to be drawn and said: what every page, file and table shows of a change.
 * Changes of form stand in it as notes between the words.
 */
import type { Detail } from "../documents/document";
import type { Mark } from "../documents/rich-text";
import type { ParagraphForm, RedlineParagraph, RedlinePart } from "./redline";
import { marksKey } from "./tokens";

export type ListForm = "bullets" | "numbers";

/** A change of form, to be said in words. */
export type FormNote =
  /** What kind of list it stands in; null for none. */
  | { type: "list"; from: ListForm | null; to: ListForm | null }
  /** How deep in lists within lists. */
  | { type: "level"; from: number; to: number }
  /** Whether it begins an entry of its own, or goes on with the one above. */
  | { type: "entry"; begins: boolean }
  /** Whether a new list begins with it, or the one above goes on. */
  | { type: "fresh"; begins: boolean }
  /** Stands otherwise in the lists around. */
  | { type: "nesting" }
  /** A paragraph begins among words that stay, or no longer does. */
  | { type: "divided" }
  | { type: "joined" }
  /** A paragraph without words comes or goes. */
  | { type: "empty"; added: boolean }
  | { type: "look"; look: "bold" | "italic"; on: boolean }
  | { type: "link"; from: string | null; to: string | null }
  | { type: "bracket" };

export type RedlinePiece =
  | RedlinePart
  | { kind: "marker"; change: "same" | "removed" | "added"; text: string }
  | { kind: "form"; note: FormNote };

export interface RedlineLine {
  detail: Detail | null;
  /** In how many lists it stands. */
  depth: number;
  pieces: RedlinePiece[];
}

/** The lines of a redline. A change of form that goes on in the next lines is said once. */
export function linesOf(paragraphs: readonly RedlineParagraph[]): RedlineLine[] {
  const now = new Numbering();
  const before = new Numbering();
  let said = "";
  return paragraphs.map((paragraph) => {
    const { kind, form, was, detail, parts } = paragraph;
    const marker = kind === "removed" ? "" : now.markerOf(form);
    const old = kind === "added" ? "" : before.markerOf(was ?? form);
    const notes = formNotes(paragraph);
    const saying = JSON.stringify(notes);
    const fresh = saying === said ? [] : notes;
    said = saying;
    return {
      detail,
      depth: form.lists.length,
      pieces: [
        ...markers(paragraph, old, marker),
        ...fresh.map((note): RedlinePiece => ({ kind: "form", note })),
        ...parts.flatMap((part, i) => withNotes(part, parts[i - 1])),
      ],
    };
  });
}

/** The marks of lists, with the numbers that each of the two texts shows. */
function markers({ kind, was }: RedlineParagraph, old: string, now: string): RedlinePiece[] {
  const piece = (change: "same" | "removed" | "added", text: string): RedlinePiece[] =>
    text === "" ? [] : [{ kind: "marker", change, text }];
  if (kind === "removed") return piece("removed", old);
  if (kind === "added") return piece("added", now);
  // Another number alone follows from what comes before.
  if (!was || old === now) return piece("same", now);
  return [...piece("removed", old), ...piece("added", now)];
}

/** Counts the entries of lists, from one paragraph to the next. */
class Numbering {
  #open: { type: ParagraphForm["lists"][number]; count: number }[] = [];

  /** What stands before a paragraph: a bullet or a number for each entry that it begins. */
  markerOf({ lists, shared, fresh }: ParagraphForm): string {
    const begun = lists.slice(shared).map((type, i) => {
      const depth = shared + i;
      const open = i === 0 && !fresh ? this.#open[depth] : undefined;
      return { type, count: open?.type === type ? open.count + 1 : 1 };
    });
    this.#open = [...this.#open.slice(0, Math.min(shared, lists.length)), ...begun];
    return begun.map(({ type, count }) => (type === "orderedList" ? `${count}. ` : "• ")).join("");
  }
}

const kindOf = ({ lists }: ParagraphForm): ListForm | null => {
  const type = lists.at(-1);
  if (type === undefined) return null;
  return type === "orderedList" ? "numbers" : "bullets";
};

const beginsEntry = ({ lists, shared }: ParagraphForm) => lists.length > shared;

/** What of a paragraph's form is drawn at the paragraph itself, and not at one before it. */
const drawn = ({ lists, shared, fresh }: ParagraphForm) =>
  JSON.stringify([lists.slice(shared), lists.length, shared, fresh]);

/** The changes of form at the beginning of a paragraph. */
function formNotes({ kind, form, was, parts }: RedlineParagraph): FormNote[] {
  if (kind !== "same") {
    if (parts.every((part) => part.kind === kind)) {
      return parts.length === 0 ? [{ type: "empty", added: kind === "added" }] : [];
    }
    return [{ type: kind === "added" ? "divided" : "joined" }];
  }
  if (!was || drawn(was) === drawn(form)) return [];
  const notes: FormNote[] = [];
  const [from, to] = [kindOf(was), kindOf(form)];
  if (from !== to) notes.push({ type: "list", from, to });
  const [depth, depthNow] = [was.lists.length, form.lists.length];
  if (from && to && depth !== depthNow) notes.push({ type: "level", from: depth, to: depthNow });
  if (from && to && beginsEntry(was) !== beginsEntry(form)) {
    notes.push({ type: "entry", begins: beginsEntry(form) });
  }
  if (from && to && was.fresh !== form.fresh) notes.push({ type: "fresh", begins: form.fresh });
  return notes.length > 0 ? notes : [{ type: "nesting" }];
}

/** Words, and after them what has become of their look. */
function withNotes(part: RedlinePart, before: RedlinePart | undefined): RedlinePiece[] {
  return [part, ...lookNotes(part, before).map((note): RedlinePiece => ({ kind: "form", note }))];
}

const hrefOf = (marks: readonly Mark[]): string | null => {
  const link = marks.find(({ type }) => type === "link");
  return link?.type === "link" ? link.attrs.href : null;
};

function lookNotes(part: RedlinePart, before: RedlinePart | undefined): FormNote[] {
  if (part.kind === "added") {
    // Where new words lead is not among the words.
    const to = hrefOf(part.marks);
    const from = before?.kind === "removed" ? hrefOf(before.marks) : null;
    return to !== null && to !== from ? [{ type: "link", from, to }] : [];
  }
  if (part.kind !== "formatted") return [];
  const was = part.was ?? [];
  const notes: FormNote[] = [];
  for (const look of ["bold", "italic"] as const) {
    const [old, now] = [was, part.marks].map((marks) => marks.some(({ type }) => type === look));
    if (old !== now) notes.push({ type: "look", look, on: now === true });
  }
  const [from, to] = [hrefOf(was), hrefOf(part.marks)];
  if (from !== to) notes.push({ type: "link", from, to });
  const [old, now] = [was, part.marks].map((marks) =>
    marksKey(marks.filter(({ type }) => type === "bracket")),
  );
  if (old !== now) notes.push({ type: "bracket" });
  return notes;
}

/** Whether there is any change in a redline. */
export const isChanged = (paragraphs: readonly RedlineParagraph[]): boolean =>
  linesOf(paragraphs).some(({ pieces }) => pieces.some(isChange));

export function isChange(piece: RedlinePiece): boolean {
  if (piece.kind === "marker") return piece.change !== "same";
  return piece.kind !== "same";
}
