/** What changed between two texts, word by word, for people to read. */
import { diffArrays } from "diff";

export interface DiffPart {
  kind: "same" | "removed" | "added";
  text: string;
}

/** White space, a word with its hyphens and apostrophes, or a single mark. */
const TOKENS = /\s+|[\p{L}\p{N}\p{M}]+(?:['’\-‑][\p{L}\p{N}\p{M}]+)*|[^\s]/gu;

/**
 * More changes than this are not worth telling apart: the whole is shown as another text. The work
 * grows with their square, whatever the texts: so many take less than a tenth of a second.
 */
const MOST_CHANGES = 1000;

/**
 * The parts that two texts share, those only in the first, and those only in the second, in reading
 * order. One blank is like another, as in the hash of an item's words, and reads as in the second
 * text. All that is not `removed` makes up the second text.
 */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [from, to] = [before.trim(), after.trim()];
  const changes = diffArrays(from.match(TOKENS) ?? [], to.match(TOKENS) ?? [], {
    comparator: (a, b) => a === b || (isBlank(a) && isBlank(b)),
    maxEditLength: MOST_CHANGES,
  });
  if (!changes) return joined([part("removed", from), part("added", to)]);
  const parts = joined(
    changes.map(({ added, removed, value }) =>
      part(added ? "added" : removed ? "removed" : "same", value.join("")),
    ),
  );
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
