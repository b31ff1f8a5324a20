/** What was written while a plan was closed again, and goes out with its next opening. */
import { findAmendments } from "#db/amendments";
import { findThread } from "#db/comments";
import type { Queries } from "#db/store";
import { Refused } from "../refusal";

/**
 * The ids of the threads and amendments that go out, each once.
 * @throws Refused "invalid" for one that is not of this document, or internal to a delegation.
 */
export async function checkedLetOut(
  tx: Queries,
  documentId: string,
  ids: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const known = new Set((await findAmendments(tx, documentId, wanted)).map(({ id }) => id));
  for (const id of wanted) {
    if (known.has(id)) continue;
    const thread = (await findThread(tx, documentId, id))?.thread;
    if (!thread || thread.internalTo !== null) throw new Refused("invalid", "letOut");
  }
  return wanted;
}
