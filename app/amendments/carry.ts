/**
 * Carrying an amendment onto the text as it stands: what it proposed was written for the text of
 * that time. Only where there is no doubt; else a person looks at all three texts.
 */
import type { RichText } from "../documents/rich-text";
import {
  after,
  applyEdits,
  changesCollide,
  combined,
  type Edit,
  editsOf,
  readingsOf,
} from "./edits";
import { sameLook, type Token, textOf, tokensOf } from "./tokens";

/** What an amendment would change, and on which text. */
export interface Proposal {
  basis: RichText;
  proposed: RichText;
}

export type Carried =
  /** The edits of the text as it stands, and what it reads like with them. */
  | { outcome: "clean"; edits: Edit[]; text: RichText }
  /** The text says already what was proposed. */
  | { outcome: "done" }
  /** Words that it would change were changed meanwhile, or cannot be told from others. */
  | { outcome: "collides" };

const sameTokens = (one: readonly Token[], other: readonly Token[]) =>
  one.length === other.length && one.every((token, i) => sameLook(token, other[i] as Token));

/** Whether two texts read and look the same. */
export const sameText = (one: RichText, other: RichText): boolean =>
  sameTokens(tokensOf(one), tokensOf(other));

/** Carries a proposal onto the text as it stands. */
export function carry({ basis, proposed }: Proposal, now: RichText): Carried {
  const [from, to, current] = [basis, proposed, now].map(tokensOf) as [Token[], Token[], Token[]];
  if (sameTokens(current, to)) return { outcome: "done" };
  if (sameTokens(current, from)) return clean(current, editsOf(from, to));

  // What is in the way at first sight need not be looked at in other ways.
  if (changesCollide(editsOf(from, to), editsOf(from, current))) return { outcome: "collides" };
  const wishes = readingsOf(from, to);
  const ways = readingsOf(from, current).flatMap((done) =>
    wishes.map((wanted) => (changesCollide(wanted, done) ? null : after(wanted, done))),
  );
  const results = ways.map((edits) => edits && applyEdits(current, edits));
  const [first, ...others] = results;
  const edits = ways[0];
  if (!first || !edits || others.some((other) => !other || !sameTokens(first, other))) {
    return { outcome: "collides" };
  }
  return edits.length === 0 ? { outcome: "done" } : clean(current, edits);
}

function clean(current: readonly Token[], edits: Edit[]): Carried {
  return { outcome: "clean", edits, text: textOf(applyEdits(current, edits)) };
}

/** Which of several changes of one text are in each other's way, as lists of indexes. */
export function collisionsOf(changes: readonly (readonly Edit[])[]): number[][] {
  return changes.map((change, i) =>
    changes.flatMap((other, j) => (i !== j && changesCollide(change, other) ? [j] : [])),
  );
}

/** The text with several changes made that do not collide; in whichever order they are given. */
export function withAll(now: RichText, changes: readonly (readonly Edit[])[]): RichText {
  return textOf(applyEdits(tokensOf(now), combined(changes)));
}

/**
 * A proposal as it stands once a change has been made to the text it was carried onto, for those
 * that stay open when others are accepted. Null if the change is in its way: it then stays as it is.
 */
export function rebased(
  now: RichText,
  proposal: readonly Edit[],
  made: readonly Edit[],
): Proposal | null {
  if (changesCollide(proposal, made)) return null;
  const next = applyEdits(tokensOf(now), made);
  return { basis: textOf(next), proposed: textOf(applyEdits(next, after(proposal, made))) };
}
