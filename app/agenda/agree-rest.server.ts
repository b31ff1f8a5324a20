/** A delegation agrees to all items that are left, in one step. */
import type { OperationContext } from "../context";
import { readDocument } from "../documents/document";
import { loadDocument } from "../documents/log.server";
import { itemWords, textHash } from "../documents/projection.server";
import { WORKSPACE_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { restProblem } from "./agree-rest";
import { openPositions, putPosition } from "./own-positions.server";
import { positionsByItem } from "./read-positions.server";

/**
 * Gives *agreed* as the position of the actor's own delegation on each of these items; all or none.
 * Each is taken back as any position is.
 * @param input.items with the hash of the words the person has read.
 * @throws Refused "moved-on" if other words stand in some, "not-found" if some do not stand,
 * "already-done" if the delegation has a position on the words that stand: the field has the ids of
 * those, with blanks between them. "invalid" for none, too many, or one that comes twice; or by the
 * policy.
 */
export async function agreeToRest(
  context: OperationContext,
  input: { items: readonly { itemId: string; textHash: string }[] },
): Promise<{ count: number }> {
  const { items: read } = input;
  const agenda = await context.store.transaction(async (tx) => {
    const own = await openPositions(tx, context);
    const asked = new Set(read.map(({ itemId }) => itemId)).size;
    if (asked === 0 || asked !== read.length || asked > WORKSPACE_LIMITS.itemsPerAgreement) {
      throw new Refused("invalid", "items");
    }
    // From the document's own log: the projection is a little behind.
    const doc = await loadDocument(tx, own.agenda.id);
    const { areas } = readDocument(doc);
    doc.destroy();
    const held = await positionsByItem(tx, own.agenda.id);
    const items = areas
      .flatMap((area) => area.items)
      .map(({ id, text }) => {
        const words = itemWords(null, text);
        return { id, words, hash: textHash(words), held: held.get(id) ?? [] };
      });
    const problem = restProblem(items, own.delegation, read);
    if (problem) throw new Refused(problem.code, problem.itemIds.join(" "));
    const agreedTo = new Set(read.map(({ itemId }) => itemId));
    for (const { id: itemId, words: text, hash, held } of items) {
      if (!agreedTo.has(itemId)) continue;
      const given = { itemId, position: "agreed", note: "", text, textHash: hash } as const;
      await putPosition(tx, context, own, given, held);
    }
    return own.agenda;
  });
  context.live.announce(agenda.id, "agenda");
  return { count: read.length };
}
