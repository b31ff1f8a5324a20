/**
 * A silence procedure at a moment: the agenda is adopted at the deadline unless a delegation breaks
 * the silence before. Whoever asks, about whatever, asks here, so that all get the same answer.
 */

export type SilenceOutcome = "broken" | "called-off" | "lapsed" | "adopted";

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

/**
 * Why a silence procedure ends by itself: what the delegations are silent on is no longer there, or
 * data of an earlier time were restored, which do not know who has broken the silence since.
 */
export const LAPSE_REASONS = ["text", "plans", "restored"] as const;
export type LapseReason = (typeof LAPSE_REASONS)[number];

/** What a silence procedure rests on, as it stands. */
export interface Ground {
  /** Hash of the chair's text that was put forward. */
  putForward: string | undefined;
  /** Hash of the agenda as it stands. */
  currentHash: string;
  /** Delegations that have not submitted their plan. */
  awaited: readonly string[];
}

/**
 * Whether a silence procedure still rests on what it began with. Nobody may edit the agenda or
 * reopen a plan meanwhile; should either change in any way, nobody has been silent on that, and
 * nothing is adopted.
 */
export function lapseReason({ putForward, currentHash, awaited }: Ground): LapseReason | null {
  if (putForward !== currentHash) return "text";
  return awaited.length > 0 ? "plans" : null;
}

/** When a silence procedure lapsed that was found to have: at its deadline at the latest. */
export function lapsedAt({ deadline }: Silence, now: number): number {
  return Math.min(deadline, now);
}
