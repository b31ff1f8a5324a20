/** The copies of a page: what is sent when, and that nothing is lost on the way. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Sent, SuggestionStore } from "~/amendments/suggesting/suggestion-store";
import type { OwnSuggestion } from "~/amendments/suggestions";
import type { WorkingCopy } from "~/amendments/working-copy";
import { fromPlainText, plainText } from "~/documents/rich-text";

const BASE = "Train police officers every year and report.";
const say = fromPlainText;

/** A server that answers when it is told to. */
function open() {
  const sent: { text: string; known: readonly string[]; answer(sent: Sent): Promise<void> }[] = [];
  let reloads = 0;
  const store = new SuggestionStore({
    key: "store",
    reload: () => {
      reloads += 1;
    },
    send: (_itemId: string, copy: WorkingCopy) =>
      new Promise((resolve) => {
        sent.push({
          text: plainText(copy.text),
          known: copy.known,
          async answer(answer) {
            resolve(answer);
            await vi.advanceTimersByTimeAsync(0);
          },
        });
      }),
  });
  store.open("i1", say(BASE));
  return {
    store,
    sent,
    reloads: () => reloads,
    words: () => plainText(store.get("i1")?.copy.text ?? say("")),
  };
}
const later = () => vi.advanceTimersByTimeAsync(60_000);
const own = (id: string, proposed: string): OwnSuggestion => ({
  id,
  basis: say(BASE),
  proposed: say(proposed),
});
const taken = (...suggestions: OwnSuggestion[]): Sent => ({ ok: true, suggestions });
const refused = (code: "already-done" | "offline" | "state"): Sent => ({
  ok: false,
  failure: { code },
});
const each = BASE.replace("every", "each");
const eachAll = each.replace("report", "report to all");

describe("what is written while suggesting", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is sent once after a pause, and nothing where nothing was written", async () => {
    const { store, sent } = open();
    await later();
    expect(sent).toEqual([]);
    store.write("i1", say(each.replace("each", "ea")));
    store.write("i1", say(each));
    expect(store.state).toBe("writing");
    await later();
    expect(sent.map(({ text }) => text)).toEqual([each]);
    await sent[0]?.answer(taken(own("s1", each)));
    expect(store.state).toBe("suggested");
    await later();
    expect(sent).toHaveLength(1);
  });

  it("what is typed while it is sent follows, with what is known by then", async () => {
    const { store, sent, words } = open();
    store.write("i1", say(each));
    await later();
    store.write("i1", say(eachAll));
    // The page may hear of it before the answer comes, and of what colleagues write.
    store.setOwn(new Map([["i1", [own("s1", each)]]]));
    store.textChanged("i1", say(`Now: ${BASE}`));
    expect(words()).toBe(eachAll);
    await sent[0]?.answer(taken(own("s1", each)));
    expect(words()).toBe(`Now: ${eachAll}`);
    await later();
    expect(sent[1]).toMatchObject({ text: `Now: ${eachAll}`, known: ["s1"] });
  });

  it("what was rejected meanwhile goes, what was written since is sent", async () => {
    const { store, sent, words, reloads } = open();
    store.write("i1", say(each));
    await later();
    await sent[0]?.answer(taken(own("s1", each)));
    store.write("i1", say(eachAll));
    await later();
    const before = reloads();
    await sent[1]?.answer(refused("already-done"));
    expect(reloads()).toBe(before + 1);
    store.setOwn(new Map());
    expect(words()).toBe(BASE.replace("report", "report to all"));
    await later();
    expect(sent[2]).toMatchObject({ text: BASE.replace("report", "report to all"), known: [] });
  });

  it("is tried again where there was no connection, and says so", async () => {
    const { store, sent } = open();
    store.write("i1", say(each));
    await later();
    await sent[0]?.answer(refused("offline"));
    expect(store.state).toBe("failed");
    await later();
    expect(sent).toHaveLength(2);
    await sent[1]?.answer(refused("state"));
    await later();
    // It would be refused again.
    expect(sent).toHaveLength(2);
    expect(store.unsent).toEqual(["i1"]);
  });

  it("waits where the same words were changed, until its writer has chosen", async () => {
    const { store, sent, words } = open();
    store.write("i1", say(each));
    store.textChanged("i1", say(BASE.replace("every", "any")));
    expect(store.state).toBe("stuck");
    await later();
    expect(sent).toEqual([]);
    expect(words()).toBe(each);
    store.settle("i1", "mine");
    expect(sent.map(({ text }) => text)).toEqual([each]);
    await sent[0]?.answer(taken());
  });

  it("counts the suggestions that no longer fit", async () => {
    const { store, words } = open();
    store.setOwn(new Map([["i1", [own("s1", each)]]]));
    expect(words()).toBe(each);
    store.textChanged("i1", say(BASE.replace("every", "any")));
    expect(words()).toBe(BASE.replace("every", "any"));
    expect(store.apart("i1")).toBe(1);
    expect(store.state).toBe("idle");
  });
});
