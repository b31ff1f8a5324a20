/**
 * Which items of the restated agendas (`seeds/*.md`) say related things, judged by reading all of
 * them: would someone who drafts the agenda want to see the two side by side? Each pair counts in
 * both directions. Items with no pair have nothing related in the other plans.
 *
 * Items with an odd last number are for tuning, those with an even one are held back: figures are
 * chosen by looking at the first half only. The rule was set before anything was tuned.
 */
const PAIRS: readonly (readonly [item: string, ...related: string[]])[] = [
  // The young people concerned take part.
  ["US 1.2", "CA 1.1", "CA 1.2"],
  // A national body or contact, coordination at every level.
  ["MX 1.1", "CA 1.3", "CA 1.4", "CA 1.5", "US 1.1", "US 1.3"],
  ["US 1.1", "CA 1.3", "CA 1.4", "CA 1.5"],
  ["US 1.3", "CA 1.4", "MX 1.2"],
  // Passing on what has worked.
  ["MX 1.2", "CA 1.4", "CA 2.1", "US 1.4"],
  ["US 1.4", "CA 2.1"],
  // A national plan in line with international commitments.
  ["US 3.1", "CA 1.5", "CA 1.6", "CA 3.2", "MX 3.1"],
  // Research: those at risk, girls and boys, those who exploit, and demand.
  ["MX 2.1", "CA 2.2", "CA 2.6", "CA 2.7", "US 2.2"],
  ["US 2.2", "CA 2.6", "CA 2.7", "MX 2.2"],
  ["MX 2.2", "CA 2.7", "US 3.3"],
  ["US 3.3", "CA 2.7"],
  // Prevention in schools.
  ["MX 2.4", "CA 2.3", "US 2.3"],
  ["CA 2.3", "US 2.3"],
  // Laws: bringing them into line, training those who apply them, making them known.
  ["MX 3.1", "CA 1.6", "CA 2.4", "CA 3.1", "CA 3.2", "US 3.2"],
  ["US 3.2", "CA 2.5", "CA 3.1", "CA 3.2"],
  // Media and the public.
  ["MX 2.3", "US 3.5"],
  ["MX 3.2", "US 3.4"],
];

export type Half = "tuning" | "held back";

export function halfOf(ref: string): Half {
  return Number(ref.slice(ref.lastIndexOf(".") + 1)) % 2 === 1 ? "tuning" : "held back";
}

/** For each item that has any: the items of other delegations that belong with it. */
export const RELATED: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const related = new Map<string, Set<string>>();
  const add = (item: string, other: string) =>
    related.set(item, (related.get(item) ?? new Set()).add(other));
  for (const [item, ...others] of PAIRS) {
    for (const other of others) {
      add(item, other);
      add(other, item);
    }
  }
  return related;
})();
