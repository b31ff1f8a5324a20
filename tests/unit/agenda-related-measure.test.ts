/**
 * How often the first of the related items, or one of the first three, is one that people judged
 * to belong there: ours beside plain TF-IDF, on the restated agendas.
 */
import { describe, expect, it } from "vitest";
import { keyOf } from "~/agenda/disposition";
import { type ComparedItem, relatedIndex, relatedTo } from "~/agenda/related";
import { plainText } from "~/documents/rich-text";
import { readSeedPlans } from "../../seeds/agendas";
import { GLOSSARY } from "../../seeds/glossary";
import { type Half, halfOf, RELATED } from "./agenda-related-labels";

const items: ComparedItem[] = readSeedPlans().flatMap((plan) =>
  plan.areas.flatMap((area, a) =>
    area.items.map((item, i) => ({
      planId: plan.delegation,
      itemId: `${plan.delegation} ${a + 1}.${i + 1}`,
      delegation: plan.delegation,
      text: plainText(item),
      language: plan.language,
    })),
  ),
);

/** The usual way, without a glossary: words as they are written, cosine of TF-IDF vectors. */
function plainTfIdf(asked: ComparedItem): string[] {
  const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const documents = items.map((item) => wordsOf(item.text));
  const idf = (word: string) =>
    Math.log(items.length / documents.filter((words) => words.includes(word)).length);
  const vector = (words: string[]) => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return new Map([...counts].map(([word, count]) => [word, count * idf(word)]));
  };
  const length = (v: Map<string, number>) => Math.hypot(...v.values());
  const mine = vector(wordsOf(asked.text));
  return items
    .filter(({ delegation }) => delegation !== asked.delegation)
    .map((item) => {
      const theirs = vector(wordsOf(item.text));
      const dot = [...mine].reduce((sum, [word, w]) => sum + w * (theirs.get(word) ?? 0), 0);
      return { id: item.itemId, score: dot / (length(mine) * length(theirs)) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

const index = relatedIndex(items, GLOSSARY);
const ours = (asked: ComparedItem) =>
  relatedTo(index, asked, { limit: 5, language: "en" }).map(({ itemId }) => itemId);

/** Shares of the labelled items of a half, from 0 to 1. */
function hits(half: Half, ranked: (asked: ComparedItem) => string[]) {
  const asked = items.filter(({ itemId }) => RELATED.has(itemId) && halfOf(itemId) === half);
  const share = (first: number) =>
    asked.filter((item) =>
      ranked(item)
        .slice(0, first)
        .some((id) => RELATED.get(item.itemId)?.has(id)),
    ).length / asked.length;
  return { of: asked.length, at1: share(1), at3: share(3) };
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

describe("the labels", () => {
  it("name items there are, and only across delegations", () => {
    const known = new Set(items.map(({ itemId }) => itemId));
    expect(items).toHaveLength(37);
    expect(new Set(items.map(keyOf)).size).toBe(37);
    for (const [ref, others] of RELATED) {
      for (const each of [ref, ...others]) expect(known).toContain(each);
      for (const other of others) expect(other.slice(0, 2)).not.toBe(ref.slice(0, 2));
    }
  });
});

describe.each(["tuning", "held back"] as const)("hits on the half that is %s", (half) => {
  it("are more than those of plain TF-IDF", () => {
    const [we, plain] = [hits(half, ours), hits(half, plainTfIdf)];
    const line = (name: string, { of, at1, at3 }: typeof we) =>
      `${name}: hit@1 ${percent(at1)}, hit@3 ${percent(at3)} of ${of} items`;
    process.stdout.write(`${half}\n  ${line("ours", we)}\n  ${line("plain TF-IDF", plain)}\n`);
    expect(we.at1).toBeGreaterThan(plain.at1);
    expect(we.at3).toBeGreaterThan(plain.at3);
  });
});
