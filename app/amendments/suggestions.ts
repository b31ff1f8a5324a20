/**
 * Writing in the text while suggesting: what is written there differs from the text that stands by a
 * few edits, and each of them is an amendment of its own.
 */
import type { RichText } from "../documents/rich-text";
import { carry, type Proposal, withAll } from "./carry";
import { applyEdits, changesCollide, type Edit, editAt, editsOf, sameEdit } from "./edits";
import { sameLook, type Token, textOf, tokensOf } from "./tokens";

/** What one amendment changes in the text that stands: mostly a single edit. */
export type Change = readonly Edit[];

/** A suggestion of someone's own that waits. */
export interface OwnSuggestion extends Proposal {
  id: string;
}

/** The same, as it stands in the text now. */
export interface ApplicableSuggestion {
  id: string;
  change: Change;
}

const sameTokens = (one: readonly Token[], other: readonly Token[]) =>
  one.length === other.length && one.every((token, i) => sameLook(token, other[i] as Token));

/** Whether two texts read and look the same, however they are cut into runs. */
export const sameText = (one: RichText, other: RichText): boolean =>
  one === other || sameTokens(tokensOf(textOf(tokensOf(one))), tokensOf(textOf(tokensOf(other))));

/**
 * Those of someone's suggestions that can be made in the text together, in the order given. What does
 * not fit any more, or is in the way of one before it, stands apart.
 */
export function applicableSuggestions(
  now: RichText,
  own: readonly OwnSuggestion[],
): ApplicableSuggestion[] {
  const applicable: ApplicableSuggestion[] = [];
  for (const { id, basis, proposed } of own) {
    const carried = carry({ basis, proposed }, now);
    if (carried.outcome !== "clean") continue;
    if (applicable.some(({ change }) => inTheWay(change, carried.edits))) continue;
    applicable.push({ id, change: carried.edits });
  }
  return applicable;
}

/** Also where both make the same change: as one edit they could not be told apart. */
const inTheWay = (one: Change, other: Change) =>
  changesCollide(one, other) || one.some((edit) => other.some((each) => sameEdit(edit, each)));

/** The text that stands with suggestions made in it. */
export const withSuggestions = (
  now: RichText,
  applicable: readonly Pick<ApplicableSuggestion, "change">[],
): RichText =>
  applicable.length === 0
    ? now
    : withAll(
        now,
        applicable.map(({ change }) => change),
      );

/** The text that stands with one change made in it. */
export const withChange = (now: RichText, change: Change): RichText =>
  textOf(applyEdits(tokensOf(now), change));

/**
 * What someone has written, as changes that can be accepted one by one. Each is read as it will be
 * when it stands alone: where words repeat, that may be another place than when all are looked at
 * together. Those that could then not be told apart are one; so all of them together give exactly
 * what was written, in any order.
 */
export function separateChanges(now: RichText, written: RichText): Change[] {
  const [before, after] = [tokensOf(now), tokensOf(written)];
  let parts = listsTogether(before, neighboursTogether(before, editsOf(before, after)));
  while (parts.length > 0) {
    const alone = parts.map((edit) => editsOf(before, tokensOf(withChange(now, [edit]))));
    const at = alone.findIndex((change, i) =>
      alone.slice(i + 1).some((other) => inTheWay(change, other)),
    );
    const exact = at < 0 && sameTokens(tokensOf(withAll(now, alone)), after);
    if (exact || parts.length === 1) return alone;
    parts =
      at < 0
        ? [joined(before, parts)]
        : [...parts.slice(0, at), joined(before, parts.slice(at, at + 2)), ...parts.slice(at + 2)];
  }
  return [];
}

/** Paragraphs that are taken out one after the other are one change to whoever reads it. */
function neighboursTogether(before: readonly Token[], edits: readonly Edit[]): Edit[] {
  return edits.reduce<Edit[]>((out, edit) => {
    const last = out.at(-1);
    if (last?.to === edit.from) out[out.length - 1] = joined(before, [last, edit]);
    else out.push(edit);
    return out;
  }, []);
}

/**
 * Edits of lists as one, with all between: how a paragraph stands in lists depends on the one before
 * it, so one of them accepted alone would make others of the rest.
 */
function listsTogether(before: readonly Token[], edits: readonly Edit[]): Edit[] {
  const ofLists = edits.flatMap(({ from, to, insert }, i) => {
    const tokens = [...before.slice(from, to), ...insert];
    return tokens.some((token) => token.type === "start" && token.lists.length > 0) ? [i] : [];
  });
  const [first = 0, last = 0] = [ofLists[0], ofLists.at(-1)];
  if (first === last) return [...edits];
  const middle = joined(before, edits.slice(first, last + 1));
  return [...edits.slice(0, first), middle, ...edits.slice(last + 1)];
}

/** Some edits in a row as one that also writes anew what stands between them. */
function joined(before: readonly Token[], edits: readonly Edit[]): Edit {
  const from = edits[0]?.from ?? 0;
  const to = edits.at(-1)?.to ?? from;
  const moved = edits.map((edit) => ({ ...edit, from: edit.from - from, to: edit.to - from }));
  return editAt(before, from, to, applyEdits(before.slice(from, to), moved));
}

/** How what someone suggests now differs from what they suggested before. */
export interface Comparison {
  /** As they were. */
  unchanged: string[];
  /** Of the same words, and written further. */
  changed: { id: string; change: Change }[];
  added: Change[];
  /** No longer written. */
  gone: string[];
}

/** Compares what is written with the suggestions that stand. */
export function compareSuggestions(
  applicable: readonly ApplicableSuggestion[],
  wanted: readonly Change[],
): Comparison {
  const left = new Map(applicable.map(({ id, change }) => [id, change]));
  const take = (which: (change: Change) => boolean) => {
    const [id] = [...left].find(([, change]) => which(change)) ?? [];
    if (id !== undefined) left.delete(id);
    return id;
  };
  const unchanged: string[] = [];
  const others = wanted.filter((change) => {
    const id = take((before) => sameChange(before, change));
    if (id !== undefined) unchanged.push(id);
    return id === undefined;
  });
  const changed: Comparison["changed"] = [];
  const added = others.filter((change) => {
    const id = take((before) => changesCollide(before, change));
    if (id !== undefined) changed.push({ id, change });
    return id === undefined;
  });
  return { unchanged, changed, added, gone: [...left.keys()] };
}

const sameChange = (one: Change, other: Change) =>
  one.length === other.length && one.every((edit, i) => sameEdit(edit, other[i] as Edit));
