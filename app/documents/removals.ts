/** How much an update takes out of a document, told by the update alone, at little cost. */
import * as Y from "yjs";
import type { Removal } from "./versions";

/**
 * What an update takes out. Letters are what it deletes, whatever that is; items are those that it
 * marks removed less those that it brings back or adds (an item is added by lifting its mark).
 */
export function removalIn(update: Uint8Array): Removal {
  const { structs, ds } = Y.decodeUpdate(update);
  let letters = 0;
  for (const ranges of ds.clients.values()) for (const { len } of ranges) letters += len;
  let items = 0;
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) continue;
    for (const value of struct.content.arr) {
      if (value === true) items += 1;
      else if (value === false) items -= 1;
    }
  }
  return { letters, items };
}

/** Both together; what came back makes up for what went, and for nothing that goes later. */
export function addRemovals(one: Removal, other: Removal): Removal {
  return { letters: one.letters + other.letters, items: Math.max(0, one.items + other.items) };
}
