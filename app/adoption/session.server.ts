/** Adopting in session: every delegation has given its position on every item. */
import type { OperationContext } from "../context";
import { Refused } from "../refusal";
import { areMet, chairsTextOf, requirementsFor } from "./adoption";
import { closeOverdue, writeAdoption } from "./closing.server";
import { openAgenda, readFacts } from "./facts.server";
import { tell } from "./frozen.server";

/**
 * Adopts the chair's text.
 * @param input.hash of the text that the person has read.
 * @throws Refused "moved-on" for another text, "state" with the field `requirements` if something
 * it needs is missing, or by the policy.
 */
export async function adoptInSession(
  context: OperationContext,
  input: { hash: string },
): Promise<void> {
  await closeOverdue(context);
  const agenda = await context.store.transaction(async (tx) => {
    const { agenda, at } = await openAgenda(tx, context, "adopt");
    const known = await readFacts(tx, agenda, at);
    known.doc.destroy();
    const draft = chairsTextOf(known.drafts);
    if (known.hash !== input.hash || draft?.textHash !== input.hash)
      throw new Refused("moved-on", "hash");
    if (!areMet(requirementsFor("adopt", known))) throw new Refused("state", "requirements");
    await writeAdoption(tx, context, agenda, { silence: null, at });
    return agenda;
  });
  tell(context, agenda.id);
}
