/** What changed between two texts, word by word, for people to read. */
import { commonPairs, type Row } from "./row-diff";

export interface DiffPart {
  kind: "same" | "removed" | "added";
  text: string;
}

/** White space, a word with its hyphens and apostrophes, or a single mark. */
const TOKENS = /\s+|[\p{L}\p{N}\p{M}]+(?:['’\-‑][\p{L}\p{N}\p{M}]+)*|[^\s]/gu;

/** Letters of the texts whose differences are kept: a page that is asked for again does not make them again. */
const MAX_CACHED_LETTERS = 2_000_000;
const differences = new Map<string, readonly DiffPart[]>();
let cachedLetters = 0;

/**
 * The parts that two texts share, those only in the first, and those only in the second, in reading
 * order. One blank is like another, as in the hash of an item's words, and a letter is the same in
 * whichever form Unicode has for it; both read as in the second text. All that is not `removed`
 * makes up the second text.
 */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const key = `${before.length} ${before}${after}`;
  const known = differences.get(key);
  const parts = known ?? differenceOf(before, after);
  if (known) differences.delete(key);
  else cachedLetters += key.length;
  // The one that was asked for last is the last to go.
  differences.set(key, parts);
  for (const oldest of differences.keys()) {
    if (cachedLetters <= MAX_CACHED_LETTERS) break;
    differences.delete(oldest);
    cachedLetters -= oldest.length;
  }
  return parts;
}

function differenceOf(before: string, after: string): DiffPart[] {
  const [from, to] = [before.trim(), after.trim()];
  const [old, young] = [from.match(TOKENS) ?? [], to.match(TOKENS) ?? []];
  const parts: DiffPart[] = [];
  let [a, b] = [0, 0];
  const pairs = commonPairs(rowOf(old), rowOf(young));
  for (const [at, there] of [...pairs, [old.length, young.length] as const]) {
    parts.push(part("removed", old.slice(a, at).join("")));
    parts.push(part("added", young.slice(b, there).join("")));
    parts.push(part("same", young[there] ?? ""));
    [a, b] = [at + 1, there + 1];
  }
  return inFew(parts, from, to);
}

const rowOf = (tokens: readonly string[]): Row => ({
  keys: tokens.map((token) => (isBlank(token) ? " " : token.normalize("NFC"))),
  beginsSection: (index) => tokens[index - 1]?.includes("\n") ?? true,
});

function inFew(all: readonly DiffPart[], from: string, to: string): DiffPart[] {
  const parts = joined(merged(all));
  return isRewritten(parts) ? [part("removed", `${from}\n`), part("added", to)] : parts;
}

/**
 * Whether so few words stay, and so scattered, that neither text can be read among the changes: of
 * the shorter text less than half, in more than one place. The two are then shown one after the other.
 */
function isRewritten(parts: readonly DiffPart[]): boolean {
  const length = { same: 0, removed: 0, added: 0 };
  let places = 0;
  for (const { kind, text } of parts) {
    const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    length[kind] += letters;
    if (kind === "same" && letters > 0) places += 1;
  }
  return places > 1 && length.same < Math.min(length.removed, length.added);
}

const isBlank = (text: string) => /^\s+$/.test(text);

const part = (kind: DiffPart["kind"], text: string): DiffPart => ({ kind, text });

/** Without empty parts, and without borders between parts of one kind. */
function merged(parts: readonly DiffPart[]): DiffPart[] {
  const out: DiffPart[] = [];
  for (const { kind, text } of parts) {
    const last = out.at(-1);
    if (text === "") continue;
    if (last?.kind === kind) last.text += text;
    else out.push({ kind, text });
  }
  return out;
}

/**
 * Where only a blank stands between two replacements, makes one of them: a phrase that replaces
 * another reads as one change and not as one for each word.
 */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const out: DiffPart[] = [];
  for (const { kind, text } of parts) {
    const [replaced, by, blank] = out.slice(-3);
    if (
      kind === "removed" &&
      replaced?.kind === "removed" &&
      by?.kind === "added" &&
      blank?.kind === "same" &&
      isBlank(blank.text)
    ) {
      // The removed part is known to be followed by an added one only at the next part; until then
      // the blank stands on both sides, where a blank is never wrong.
      out.pop();
      replaced.text += blank.text + text;
      by.text += blank.text;
    } else if (text !== "") {
      const last = out.at(-1);
      if (last?.kind === kind) last.text += text;
      else out.push({ kind, text });
    }
  }
  return out;
}
