/** Where the cards of the margin stand: each level with what it is about, none over another. */

/** A card as it was measured, in pixels. */
export interface Measured {
  id: string;
  /** Where it would stand if it were alone, from the top of the margin. */
  wanted: number;
  height: number;
}

/**
 * The tops of the cards, in their order.
 *
 * Without an active card each stands at its wish, or as little below it as those before it need. The
 * active card stands exactly at its wish: those after it follow as if nothing were before it, and
 * those before it give way upwards. Where there is no room for them, the first ones come to stand
 * above the top of the margin; they are gone to by keys, and back once nothing is active.
 * @param cards in the order of the document. A wish above the top counts as the top.
 * @param active id of the card that is being read; null, or of a card that is not there, for none.
 * @param gap between two cards. A card without height has none after it.
 */
export function layOut(cards: readonly Measured[], active: string | null, gap: number): number[] {
  const needs = (card: Measured) => (card.height > 0 ? card.height + gap : 0);
  const tops: number[] = [];
  let free = 0;
  let pivot = -1;
  for (const [at, card] of cards.entries()) {
    const wanted = Math.max(0, card.wanted);
    const isPivot = card.id === active;
    if (isPivot) pivot = at;
    const top = isPivot ? wanted : Math.max(wanted, free);
    tops.push(top);
    free = top + needs(card);
  }
  for (let at = pivot - 1; at >= 0; at -= 1) {
    const card = cards[at];
    const [top, next] = [tops[at], tops[at + 1]];
    if (!card || top === undefined || next === undefined || top <= next - needs(card)) break;
    tops[at] = next - needs(card);
  }
  return tops;
}

/** How tall the margin has to be for its cards, in pixels. */
export function endOf(cards: readonly Measured[], tops: readonly number[]): number {
  return cards.reduce((end, { height }, at) => Math.max(end, (tops[at] ?? 0) + height), 0);
}
