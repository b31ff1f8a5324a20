/** Which of the things that two lists have in common were not moved. */

/**
 * As many as possible that stand in the same order in both lists; the others must have been moved.
 * Where there are several ways to say who moved, the answer is the same whichever list is named first.
 */
export function longestCommonOrder(one: readonly string[], other: readonly string[]): string[] {
  const common = new Set(one.filter((id) => other.includes(id)));
  const [a, b] = [one, other].map((list) => list.filter((id) => common.has(id)));
  if (!a || !b) return [];
  // Always asked the same way round.
  const [first, second] = JSON.stringify(a) < JSON.stringify(b) ? [a, b] : [b, a];
  const rank = new Map(second.map((id, index) => [id, index]));
  const ranks = first.map((id) => rank.get(id) ?? 0);
  // The longest rising run of ranks that ends at each place.
  const length: number[] = [];
  const previous: number[] = [];
  for (let i = 0; i < ranks.length; i += 1) {
    length[i] = 1;
    previous[i] = -1;
    for (let j = 0; j < i; j += 1) {
      if ((ranks[j] ?? 0) < (ranks[i] ?? 0) && (length[j] ?? 0) + 1 > (length[i] ?? 0)) {
        length[i] = (length[j] ?? 0) + 1;
        previous[i] = j;
      }
    }
  }
  const inOrder: string[] = [];
  let at = length.indexOf(Math.max(0, ...length));
  while (at >= 0) {
    inOrder.unshift(first[at] ?? "");
    at = previous[at] ?? -1;
  }
  return inOrder;
}
