/** Suggesting in the text: its changes one by one, the copy that is written in, where it is drawn. */
import { getSchema } from "@tiptap/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { carry, rebased, withAll } from "~/amendments/carry";
import { applyEdits, editsOf } from "~/amendments/edits";
import {
  type Drawn,
  drawnIn,
  drawnSince,
  inWords,
  positionsOf,
  withoutBlankEnds,
} from "~/amendments/placement";
import {
  applicableSuggestions,
  compareSuggestions,
  type OwnSuggestion,
  sameText,
  separateChanges,
  withChange,
  withSuggestions,
} from "~/amendments/suggestions";
import { textOf, tokensOf } from "~/amendments/tokens";
import {
  acknowledge,
  beginAgain,
  isUnsent,
  keepOwnWords,
  rebaseCopy,
  startCopy,
  type WorkingCopy,
  writeInCopy,
} from "~/amendments/working-copy";
import { ITEM_SCHEMA } from "~/documents/editor/extensions";
import { fromPlainText, plainText, type RichText } from "~/documents/rich-text";
import { anyText } from "./rich-texts";

const schema = getSchema(ITEM_SCHEMA);
const say = fromPlainText;
const nodeOf = (text: RichText) => schema.nodeFromJSON(text);

/** Few words in few places, so that most are there several times. */
const repetitive = fc
  .array(fc.constantFrom("a", "b", "all", "\n"), { maxLength: 9 })
  .map((words) => say(words.join(" ")));
const twoTexts = fc.oneof(fc.tuple(anyText, anyText), fc.tuple(repetitive, repetitive));

/** As suggestions that the server keeps, each on the text it was made on. */
const suggestionsOf = (now: RichText, written: RichText): OwnSuggestion[] =>
  separateChanges(now, written).map((change, i) => ({
    id: `s${i}`,
    basis: now,
    proposed: withChange(now, change),
  }));

describe("what is written, as changes of its own", () => {
  test("all of them accepted give exactly what was written, none of them what stood", () => {
    fc.assert(
      fc.property(twoTexts, ([now, written]) => {
        const changes = separateChanges(now, written);
        expect(sameText(withAll(now, changes), written)).toBe(true);
        expect(sameText(withAll(now, []), now)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test("all of them stand in the text together, and make the copy", () => {
    fc.assert(
      fc.property(twoTexts, ([now, written]) => {
        const own = suggestionsOf(now, written);
        const applicable = applicableSuggestions(now, own);
        expect(applicable.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
        expect(sameText(withSuggestions(now, applicable), written)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test("accepted one by one, in any order, they give what was written", () => {
    fc.assert(
      fc.property(twoTexts, fc.infiniteStream(fc.nat(7)), ([now, written], picks) => {
        let text = now;
        let open = suggestionsOf(now, written);
        while (open.length > 0) {
          const at = (picks.next().value ?? 0) % open.length;
          const [next] = open.splice(at, 1);
          const made = next && carry(next, text);
          if (made?.outcome !== "clean") throw new Error("it stood in the text");
          const before = text;
          text = made.text;
          open = open.map((each) => {
            const applicable = carry(each, before);
            const later =
              applicable.outcome === "clean" && rebased(before, applicable.edits, made.edits);
            if (!later) throw new Error("they do not collide");
            return { ...each, ...later };
          });
        }
        expect(sameText(text, written)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("words far apart are suggestions apart", () => {
    const now = say("Train police officers every year and report.");
    const written = say("Train border police officers each year and report to all.");
    const changes = separateChanges(now, written);
    expect(changes.map((change) => inWords(now, change))).toEqual([
      { out: "", in: "border" },
      { out: "every", in: "each" },
      { out: "", in: "to all" },
    ]);
  });
});

describe("what is suggested now beside what was before", () => {
  const now = say("Train police officers every year and report.");
  const compare = (before: string, after: string) =>
    compareSuggestions(
      applicableSuggestions(now, suggestionsOf(now, say(before))),
      separateChanges(now, say(after)),
    );

  test("one stays, one grows, one goes, one comes", () => {
    const before = "Train border police officers each year and report to all.";
    const after = "Train border police officers each single year and report, now.";
    const { unchanged, changed, added, gone } = compare(before, after);
    expect({ unchanged, changed: changed.map(({ id }) => id), gone }).toEqual({
      unchanged: ["s0"],
      changed: ["s1", "s2"],
      gone: [],
    });
    expect(added).toEqual([]);
    const back = compare(after, "Equip police officers every year and report.");
    expect(back.unchanged).toEqual([]);
    expect([...back.changed.map(({ id }) => id), ...back.gone].sort()).toEqual(["s0", "s1", "s2"]);
  });

  test("the same again changes nothing", () => {
    fc.assert(
      fc.property(twoTexts, ([basis, written]) => {
        const own = suggestionsOf(basis, written);
        const same = compareSuggestions(
          applicableSuggestions(basis, own),
          separateChanges(basis, written),
        );
        expect(same).toEqual({
          unchanged: own.map(({ id }) => id),
          changed: [],
          added: [],
          gone: [],
        });
      }),
    );
  });

  test("each suggestion is kept, changed or gone, and each change is one of them or new", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (basis, before, after) => {
        const applicable = applicableSuggestions(basis, suggestionsOf(basis, before));
        const wanted = separateChanges(basis, after);
        const { unchanged, changed, added, gone } = compareSuggestions(applicable, wanted);
        const ids = [...unchanged, ...changed.map(({ id }) => id), ...gone];
        expect(ids.sort()).toEqual(applicable.map(({ id }) => id).sort());
        expect(unchanged.length + changed.length + added.length).toBe(wanted.length);
      }),
    );
  });
});

describe("the copy", () => {
  const base = "Train police officers every year and report.";
  const words = (copy: WorkingCopy) => plainText(copy.text);

  test("takes over what colleagues write elsewhere, and keeps what is not sent", () => {
    const copy = writeInCopy(startCopy(say(base), []), say(base.replace("every", "each")));
    expect(isUnsent(copy)).toBe(true);
    const later = rebaseCopy(copy, say(base.replace("Train", "Equip")), []);
    expect(words(later)).toBe("Equip police officers each year and report.");
    expect(isUnsent(later)).toBe(true);
    expect(plainText(later.now)).toBe("Equip police officers every year and report.");
  });

  test("a suggestion that is rejected leaves it; one that is accepted stays in it", () => {
    const written = say("Train border police officers each year and report.");
    const own = suggestionsOf(say(base), written);
    const copy = startCopy(say(base), own);
    expect(words(copy)).toBe(plainText(written));
    const rejected = rebaseCopy(copy, say(base), own.slice(1));
    expect(words(rejected)).toBe("Train police officers each year and report.");
    const accepted = rebaseCopy(copy, say(base.replace("every", "each")), own.slice(0, 1));
    expect(words(accepted)).toBe(plainText(written));
    expect(isUnsent(accepted)).toBe(false);
  });

  test("waits for its writer where the same words were changed, and loses nothing", () => {
    const mine = base.replace("every year", "each year");
    const copy = writeInCopy(startCopy(say(base), []), say(mine));
    const theirs = say(base.replace("every year", "any year"));
    const stuck = rebaseCopy(copy, theirs, []);
    expect(words(stuck)).toBe(mine);
    expect(stuck.ahead).not.toBeNull();
    expect(words(keepOwnWords(stuck))).toBe(mine);
    expect(keepOwnWords(stuck)).toMatchObject({ now: theirs, ahead: null });
    expect(words(beginAgain(stuck))).toBe(plainText(theirs));
    // What was in the way may go again.
    expect(rebaseCopy(stuck, say(base), []).ahead).toBeNull();
  });

  test("what is typed while it is being sent is kept beside what was sent", () => {
    const sent = say(base.replace("every", "each"));
    const typed = say(base.replace("every", "each").replace("report", "report to all"));
    const copy = writeInCopy(writeInCopy(startCopy(say(base), []), sent), typed);
    const after = acknowledge(copy, sent, say(base), suggestionsOf(say(base), sent));
    expect(words(after)).toBe(plainText(typed));
    expect(isUnsent(after)).toBe(true);
    expect(after.known).toEqual(["s0"]);
    expect(isUnsent(writeInCopy(after, sent))).toBe(false);
  });

  test("what was kept on the device is carried onto what stands when the page is opened again", () => {
    const kept = writeInCopy(startCopy(say(base), []), say(base.replace("every", "each")));
    const read = JSON.parse(JSON.stringify(kept)) as WorkingCopy;
    expect(words(rebaseCopy(read, say(`Now: ${base}`), []))).toBe(
      "Now: Train police officers each year and report.",
    );
  });

  test("nothing unsent is ever dropped: it is carried, or the copy waits", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (now, written, next) => {
        const copy = writeInCopy(startCopy(now, []), written);
        const later = rebaseCopy(copy, next, []);
        if (later.ahead) expect(later.text).toBe(written);
        else if (isUnsent(copy)) {
          const carried = carry({ basis: now, proposed: written }, next);
          expect(carried.outcome).not.toBe("collides");
          const expected = carried.outcome === "clean" ? carried.text : next;
          expect(sameText(later.text, expected)).toBe(true);
        } else expect(sameText(later.text, next)).toBe(true);
      }),
    );
  });
});

describe("where it is drawn", () => {
  test("each word has the place at which the editor has it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const node = nodeOf(text);
        const places = positionsOf(text);
        const tokens = tokensOf(text);
        expect(places).toHaveLength(tokens.length);
        tokens.forEach((token, i) => {
          const { from, to } = places[i] ?? { from: -1, to: -1 };
          const shown = token.type === "word" ? token.text : "";
          expect(node.textBetween(from, to)).toBe(shown);
          const at = node.resolve(from);
          expect(at.parent.isTextblock).toBe(true);
          if (token.type === "start") expect(at.parentOffset).toBe(0);
        });
      }),
      { numRuns: 300 },
    );
  });

  /** The words as drawn, without those that a look takes away. */
  const shown = (text: RichText, drawn: readonly Drawn[], gone: "removed" | "added") => {
    const node = nodeOf(text);
    const hidden = drawn.filter((each) => each.kind === "stretch" && each.look === gone);
    let words = "";
    const put = (at: number) => {
      for (const each of drawn) {
        if (each.kind !== "insert" || each.at !== at || each.look === gone) continue;
        words += each.runs.map((run) => (run.text.startsWith("¶") ? "" : run.text)).join("");
      }
    };
    for (let at = 0; at <= node.content.size; at += 1) {
      put(at);
      const out = hidden.some((h) => h.kind === "stretch" && h.from <= at && at < h.to);
      if (!out && at < node.content.size) words += node.textBetween(at, at + 1);
    }
    return words;
  };
  const wordsOf = (text: RichText) =>
    tokensOf(text)
      .flatMap((token) => (token.type === "word" ? [token.text] : []))
      .join("");

  test("in the text it is of, a change shows what goes and what comes", () => {
    fc.assert(
      fc.property(anyText, anyText, (now, written) => {
        const edits = editsOf(tokensOf(now), tokensOf(written));
        const drawn = drawnIn(now, edits);
        expect(shown(now, drawn, "added")).toBe(wordsOf(now));
        expect(shown(now, drawn, "removed")).toBe(
          wordsOf(textOf(applyEdits(tokensOf(now), edits))),
        );
      }),
    );
  });

  test("in the copy, it shows the words that went before those that came", () => {
    fc.assert(
      fc.property(anyText, anyText, (now, written) => {
        const drawn = drawnSince(now, written);
        expect(shown(written, drawn, "removed")).toBe(wordsOf(written));
        expect(shown(written, drawn, "added")).toBe(wordsOf(now));
      }),
    );
  });

  test("a text as the editor hands it out is as it is kept", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kept = withoutBlankEnds(nodeOf(text).toJSON() as RichText);
        expect(textOf(tokensOf(kept))).toEqual(textOf(tokensOf(text)));
      }),
    );
  });
});
