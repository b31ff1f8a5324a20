/**
 * A silence procedure at a moment: the agenda is adopted at the deadline unless a delegation breaks
 * the silence before. Whoever asks, about whatever, asks here, so that all get the same answer.
 */

export type SilenceOutcome = "broken" | "called-off" | "adopted";

export interface Silence {
  /** The first moment at which it is too late to break it, in milliseconds since the epoch. */
  deadline: number;
  outcome: SilenceOutcome | null;
}

/**
 * `running` until the deadline; `over` from the deadline on, whether or not the adoption has been
 * written yet; `ended` once its outcome is written.
 */
export type SilencePhase = "running" | "over" | "ended";

export function silencePhase({ deadline, outcome }: Silence, now: number): SilencePhase {
  if (outcome !== null) return "ended";
  return now >= deadline ? "over" : "running";
}
