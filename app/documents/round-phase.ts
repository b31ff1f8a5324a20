/** Whether a consultation round runs at a moment: the state of its plan depends on it. */

/**
 * `running` until its moment; `over` from that moment on, whether or not the plan's row says so
 * yet; `ended` once it made way for another, or the plan is not open any more.
 */
export type RoundPhase = "running" | "over" | "ended";

export function roundPhase(
  { closesAt, endedAt }: { closesAt: number; endedAt: number | null },
  now: number,
): RoundPhase {
  if (endedAt !== null) return "ended";
  return now >= closesAt ? "over" : "running";
}
