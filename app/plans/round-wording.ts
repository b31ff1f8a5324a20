/** Consultation rounds in the reader's words. */
import type { Audience } from "../accounts/policy";
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import { limitText } from "../ui/limit-text";
import type { RoundAnswer, RoundIntent } from "./rounds";

const AUDIENCES = {
  members: m.rounds_for_members,
  all: m.rounds_for_all,
} as const satisfies Record<Audience, unknown>;

/** @param locale for an export; left out, the reader's. */
export function audienceLine(audience: Audience, locale?: Locale): string {
  return AUDIENCES[audience]({}, locale ? { locale } : {});
}

export function roundDone(intent: RoundIntent): string {
  return intent === "set" ? m.rounds_done_set() : m.rounds_done_end();
}

type Refusal = Extract<RoundAnswer, { ok: false }>;

/** What is wrong with the field of that name; null if it was another or none. */
export function fieldError(refused: Refusal | null, name: "closes" | "timeZone"): string | null {
  if (refused?.code !== "invalid") return null;
  if (refused.field === "timeZone") return name === "timeZone" ? m.rounds_error_zone() : null;
  if (name !== "closes") return null;
  if (refused.field === "past") return m.rounds_error_past();
  if (refused.field === "too-far") return m.rounds_error_far();
  return m.rounds_error_time();
}

/** Why nothing was done at all. */
export function refusalLine({ code, field }: Refusal): string {
  if (code === "unreachable") return m.rounds_refused_unreachable();
  if (code === "moved-on") return m.rounds_refused_moved_on();
  return limitText({ code, field }) ?? m.rounds_refused();
}
