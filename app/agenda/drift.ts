/** Whether a national item still says what it said when it was taken into the agenda. */

export const DRIFTS = ["none", "changed", "removed"] as const;
export type Drift = (typeof DRIFTS)[number];

/**
 * @param basisHash hash of the words that were taken.
 * @param current the national item as it stands; undefined when it does not exist any more.
 */
export function driftOf(
  basisHash: string,
  current: { hash: string; removed: boolean } | undefined,
): Drift {
  if (!current || current.removed) return "removed";
  return current.hash === basisHash ? "none" : "changed";
}
