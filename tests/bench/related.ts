/** What finding related items costs: the index over all plans, and one question to it. */

import { type ComparedItem, relatedIndex, relatedTo } from "../../app/agenda/related";
import { GLOSSARY } from "../../seeds/glossary";
import { type Bench, median, milliseconds } from "./measure";
import { words } from "./plans";

const DELEGATIONS = ["CA", "MX", "US"];
const ITEMS_EACH = 300;
const ROUNDS = 20;

export async function benchRelated(): Promise<Bench[]> {
  const names = GLOSSARY.flatMap(({ terms }) => terms.en);
  const items = DELEGATIONS.flatMap((delegation, d) =>
    Array.from({ length: ITEMS_EACH }, (_, n): ComparedItem => {
      const some = [1, 2, 3].map((k) => names[(n * 31 + d * 17 + k * 53) % names.length]);
      return {
        planId: delegation,
        itemId: `${delegation}-${n}`,
        delegation,
        text: `${words(37, n + d)} ${some.join(" ")}`,
        language: "en",
      };
    }),
  );
  const forIndex: number[] = [];
  const forQuestion: number[] = [];
  let index = relatedIndex(items, GLOSSARY);
  for (let round = 0; round < ROUNDS; round += 1) {
    forIndex.push(
      await milliseconds(async () => {
        index = relatedIndex(items, GLOSSARY);
      }),
    );
    const asked = items[(round * 97) % items.length];
    if (!asked) continue;
    forQuestion.push(
      await milliseconds(async () => relatedTo(index, asked, { limit: 5, language: "en" })),
    );
  }
  return [
    {
      name: `Related items: ${DELEGATIONS.length} plans of ${ITEMS_EACH} items, about 40 words each`,
      rows: [
        { label: "the index", value: median(forIndex), unit: "ms" },
        { label: "one question", value: median(forQuestion), unit: "ms" },
      ],
    },
  ];
}
