/** The names of positions and of what came of giving one, in the reader's language. */
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import type { RefusalCode } from "../refusal";
import { limitText } from "../ui/limit-text";
import type { PositionResult } from "./position-requests";
import type { AgreementLevel, DelegationTally, Position } from "./positions";

const NAMES = {
  agreed: m.positions_agreed,
  "agreed-ad-referendum": m.positions_ad_referendum,
  reservation: m.positions_reservation,
  objection: m.positions_objection,
} as const satisfies Record<Position, unknown>;

/** @param locale for an export; left out, the reader's. */
export const positionName = (position: Position, locale?: Locale): string =>
  NAMES[position]({}, locale ? { locale } : {});

const HINTS = {
  agreed: m.positions_agreed_hint,
  "agreed-ad-referendum": m.positions_ad_referendum_hint,
  reservation: m.positions_reservation_hint,
  objection: m.positions_objection_hint,
} as const satisfies Record<Position, unknown>;

/** What a position means for the item. */
export const positionHint = (position: Position): string => HINTS[position]();

const STANDINGS = {
  agreed: m.positions_standing_agreed,
  "agreed-ad-referendum": m.positions_standing_ad_referendum,
  "with-reservations": m.positions_standing_reservations,
  objected: m.positions_standing_objected,
  open: m.positions_standing_open,
} as const satisfies Record<AgreementLevel, unknown>;

export const agreementName = (agreement: AgreementLevel): string => STANDINGS[agreement]();

const REFUSALS = {
  "moved-on": m.positions_refused_moved_on,
  "already-done": m.positions_refused_already_done,
  "not-found": m.positions_refused_not_found,
  invalid: m.positions_refused_invalid,
  "too-many": m.positions_refused_invalid,
  limit: m.positions_refused_invalid,
  unavailable: m.limits_unavailable,
  "signed-out": m.positions_refused_not_allowed,
  hidden: m.positions_refused_not_allowed,
  role: m.positions_refused_not_allowed,
  delegation: m.positions_refused_not_allowed,
  state: m.positions_refused_not_allowed,
  unreachable: m.agenda_unreachable,
} as const satisfies Record<RefusalCode | "unreachable", unknown>;

/** Why a position was not recorded, as a sentence. */
export function refusalText(refused: Extract<PositionResult, { ok: false }>): string {
  if (refused.field === "note")
    return m.positions_note_missing({ limit: CONTRIBUTION_LIMITS.reasonLetters });
  return limitText(refused) ?? REFUSALS[refused.code]();
}

/** What a delegation has still to do, as far as there is any: `3 to be confirmed`. */
export function openText({ toConfirm, missing }: DelegationTally): string[] {
  return [
    ...(toConfirm > 0 ? [m.positions_count_to_confirm({ count: toConfirm })] : []),
    ...(missing > 0 ? [m.positions_count_missing({ count: missing })] : []),
  ];
}
