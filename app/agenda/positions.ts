/**
 * What a delegation says of an item of the agenda. A position speaks of the exact words it was given
 * on: on other words it is not withdrawn, but it waits to be confirmed, and counts for nothing until
 * then. Where the words come back to what they were, it is current again.
 */

export const POSITIONS = ["agreed", "agreed-ad-referendum", "reservation", "objection"] as const;
export type Position = (typeof POSITIONS)[number];

/** A reservation says what is reserved, an objection why. */
export function needsNote(position: Position): boolean {
  return position === "reservation" || position === "objection";
}

/** A position that holds, as far as the rules are concerned. */
export interface Held {
  id: string;
  delegation: string;
  position: Position;
  note: string;
  /** Hash of the words it was given on. */
  textHash: string;
}

/** Whether a position speaks of the words that stand. */
export function isCurrent(held: Pick<Held, "textHash">, currentHash: string): boolean {
  return held.textHash === currentHash;
}

/**
 * What ends when a delegation gives a position: its own earlier one on this item, and never that of
 * another delegation.
 * @param held positions on the item that hold, of all delegations.
 * @returns ids of what ends; "already-done" if it says just this of just these words.
 */
export function endedByGiving(
  held: readonly Held[],
  said: Omit<Held, "id">,
): string[] | "already-done" {
  const own = held.filter(({ delegation }) => delegation === said.delegation);
  const same = own.some(
    (before) =>
      before.position === said.position &&
      before.note === said.note &&
      isCurrent(before, said.textHash),
  );
  return same ? "already-done" : own.map(({ id }) => id);
}

/** What ends when a delegation withdraws its position on an item. */
export function endedByWithdrawing(
  held: readonly Held[],
  delegation: string,
): string[] | "already-done" {
  const own = held.filter((each) => each.delegation === delegation);
  return own.length === 0 ? "already-done" : own.map(({ id }) => id);
}

export const AGREEMENT_LEVELS = [
  "agreed",
  "agreed-ad-referendum",
  "with-reservations",
  "objected",
  "open",
] as const;
export type AgreementLevel = (typeof AGREEMENT_LEVELS)[number];

/**
 * Where an item stands over all delegations, counting current positions only. One objection blocks
 * it, whatever others say. Otherwise it is open until all have spoken on these words; then one
 * reservation, or one agreement ad referendum, keeps it from being simply agreed.
 */
export function agreementOf(
  held: readonly Pick<Held, "delegation" | "position" | "textHash">[],
  delegations: readonly string[],
  currentHash: string,
): AgreementLevel {
  const said = delegations.map(
    (code) =>
      held.find((each) => each.delegation === code && isCurrent(each, currentHash))?.position,
  );
  if (said.includes("objection")) return "objected";
  if (said.length === 0 || said.includes(undefined)) return "open";
  if (said.includes("reservation")) return "with-reservations";
  return said.includes("agreed-ad-referendum") ? "agreed-ad-referendum" : "agreed";
}

/** Of all items: on how many a delegation has a position, and on how many none. */
export interface DelegationTally {
  delegation: string;
  current: number;
  /** Given on words that have changed since. */
  toConfirm: number;
  missing: number;
}

export interface PositionsTally {
  /** In the order of the delegations given. */
  delegations: DelegationTally[];
  /** How many items stand in each way. */
  agreements: Record<AgreementLevel, number>;
}

/** Counts over the whole agenda: for each delegation, its numbers add up to the items there are. */
export function tallyPositions(
  items: readonly {
    hash: string;
    held: readonly Pick<Held, "delegation" | "position" | "textHash">[];
  }[],
  delegations: readonly string[],
): PositionsTally {
  const agreements = Object.fromEntries(AGREEMENT_LEVELS.map((each) => [each, 0])) as Record<
    AgreementLevel,
    number
  >;
  for (const { held, hash } of items) agreements[agreementOf(held, delegations, hash)] += 1;
  return {
    delegations: delegations.map((delegation) => {
      const tally = { delegation, current: 0, toConfirm: 0, missing: 0 };
      for (const { held, hash } of items) {
        const own = held.find((each) => each.delegation === delegation);
        if (!own) tally.missing += 1;
        else if (isCurrent(own, hash)) tally.current += 1;
        else tally.toConfirm += 1;
      }
      return tally;
    }),
    agreements,
  };
}
