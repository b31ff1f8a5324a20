/**
 * Consultation rounds: a plan is open for comment until a moment, to the members of its coalition
 * or to all delegations. What a round is at a moment is said here and nowhere else.
 */
import { z } from "zod";
import { AUDIENCES, type Audience } from "../accounts/policy";
import { type RoundPhase, roundPhase } from "../documents/round-phase";
import { idField, optionalWordsField } from "../forms";
import { wallTime } from "../i18n/time-zones";
import { CONTRIBUTION_LIMITS } from "../limits";
import type { RefusalCode } from "../refusal";

const DAY = 86_400_000;
/** A round that is to last longer than this is a slip of the pen. */
export const LONGEST_ROUND = 366 * DAY;
const USUAL_ROUND_DAYS = 14;

/** When a round closes unless its convener says otherwise, by the clocks of a zone: `2026-12-01T18:00`. */
export function usualClosing(now: number, timeZone: string): string {
  const day = wallTime(now + USUAL_ROUND_DAYS * DAY, timeZone).slice(0, "2026-12-01".length);
  return `${day}T18:00`;
}

/** One setting of a round: a change of it ends this one and begins another of the same number. */
export interface RoundSetting {
  number: number;
  audience: Audience;
  startedAt: number;
  /** The first moment at which it is too late, in milliseconds since the epoch. */
  closesAt: number;
  timeZone: string;
  note: string;
  /** When it made way for another, or the plan was closed or approved. */
  endedAt: number | null;
}

/** Why a round cannot close at a moment; null if it can. */
export function closingProblem(closesAt: number, now: number): "past" | "too-far" | null {
  if (closesAt <= now) return "past";
  return closesAt - now > LONGEST_ROUND ? "too-far" : null;
}

/** A round from its beginning to its end, whatever was changed in between. */
export interface RoundSpan extends Pick<RoundSetting, "number" | "audience" | "timeZone" | "note"> {
  from: number;
  /** When it closes or was closed: the first moment that is not in it. */
  until: number;
  phase: RoundPhase;
}

/**
 * The rounds of a plan, the last one first.
 * @param settings in the order in which they were made; what was set last is what a round is.
 */
export function roundSpans(settings: readonly RoundSetting[], now: number): RoundSpan[] {
  const spans = new Map<number, RoundSpan>();
  for (const setting of settings) {
    const { number, audience, timeZone, note, startedAt, closesAt, endedAt } = setting;
    spans.set(number, {
      number,
      audience,
      timeZone,
      note,
      from: spans.get(number)?.from ?? startedAt,
      until: Math.min(closesAt, endedAt ?? closesAt),
      phase: roundPhase(setting, now),
    });
  }
  return [...spans.values()].sort((a, b) => b.number - a.number);
}

export const isWithin = ({ from, until }: Pick<RoundSpan, "from" | "until">, at: number): boolean =>
  at >= from && at < until;

const note = optionalWordsField(CONTRIBUTION_LIMITS.reasonLetters);

/**
 * Of an opening: the threads and amendments that were written while the plan was closed again and
 * go out with it, as ids with commas between.
 */
export const letOutField = z
  .string()
  .max(100_000)
  .default("")
  .transform((text) => text.split(",").filter((id) => id !== ""));

/** What may be sent about rounds. `roundId` is the one that the sender saw running. */
export const roundForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("set"),
    /** Left out to begin a round; there must be none that runs. */
    roundId: idField.optional(),
    /** `2026-12-01T18:00`, by the clocks of the zone. */
    closes: z.string().max(40),
    timeZone: z.string().max(100),
    audience: z.enum(AUDIENCES),
    note: note.default(""),
    letOut: letOutField,
  }),
  z.object({ intent: z.literal("end"), roundId: idField }),
]);
export type RoundForm = z.output<typeof roundForm>;
export type RoundIntent = RoundForm["intent"];

/** What the sender is answered. */
export type RoundAnswer =
  | { ok: true; intent: RoundIntent }
  // "unreachable" is what the page tells itself when no answer came.
  | { ok: false; code: RefusalCode | "unreachable"; field: string | null };
