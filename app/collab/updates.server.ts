/**
 * Judges an update by itself: is it one, does it hold only what a document may hold, does it
 * bring anything new? Whether it can be applied, and keeps the document's shape, only trying shows
 * (trial-copies.server.ts).
 */
import * as Y from "yjs";
import type { Limits } from "../collab-limits.server";
import { isSoundMark, PARENTS, ROOTS } from "../documents/document-shape";
import type { CloseReason } from "./protocol";

type DecodedUpdate = ReturnType<typeof Y.decodeUpdate>;

const KINDS = [Y.Map, Y.XmlFragment, Y.XmlText] as const;

/** Yjs counts in doubles; beyond this, sums of clocks would lose precision. */
const MAX_CLOCK = 2 ** 48;

export type Verdict =
  | { sound: true; decoded: DecodedUpdate }
  | {
      sound: false;
      reason: Extract<CloseReason, "malformed" | "content" | "too-large">;
      /** Which of the limits, where there are several. */
      what?: "bytes" | "client ids";
    };

export function judgeUpdate(
  update: Uint8Array,
  limits: Pick<Limits, "updateBytes" | "clientIdsPerUpdate">,
): Verdict {
  if (update.byteLength > limits.updateBytes) {
    return { sound: false, reason: "too-large", what: "bytes" };
  }
  let decoded: DecodedUpdate;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return { sound: false, reason: "malformed" };
  }
  // Each is a row of document_authors that is never dropped.
  const clientIds = new Set(decoded.structs.map((struct) => struct.id.client));
  if (clientIds.size > limits.clientIdsPerUpdate) {
    return { sound: false, reason: "too-large", what: "client ids" };
  }
  for (const struct of decoded.structs) {
    if (!isCountable(struct)) return { sound: false, reason: "malformed" };
    if (struct instanceof Y.Item && !isAllowed(struct)) {
      return { sound: false, reason: "content" };
    }
  }
  for (const ranges of decoded.ds.clients.values()) {
    if (ranges.some(({ clock, len }) => len < 1 || clock + len > MAX_CLOCK)) {
      return { sound: false, reason: "malformed" };
    }
  }
  return { sound: true, decoded };
}

/** Whether the struct has a length, and its end is a number Yjs can count with. */
function isCountable(struct: Y.Item | Y.GC | Y.Skip): boolean {
  return struct.length >= 1 && struct.id.clock + struct.length <= MAX_CLOCK;
}

/**
 * Whether it may be in any document at all, as far as that can be told before it is applied: what
 * stands where is judged by the law of a document's shape (documents/document-law.ts).
 */
function isAllowed({ content, parent }: Y.Item): boolean {
  // In an update, the parent of what stands in a map of the document itself is that map's name.
  const root: unknown = parent;
  if (typeof root === "string" && !(ROOTS as readonly string[]).includes(root)) return false;
  if (content instanceof Y.ContentType) {
    const { type } = content;
    if (type instanceof Y.XmlElement) return PARENTS.has(type.nodeName);
    return KINDS.some((kind) => type instanceof kind);
  }
  if (content instanceof Y.ContentFormat) return isSoundMark(content.key, content.value);
  // No documents inside documents, no files, and nothing in a text that is no letter: an editor that
  // meets one takes the whole text for broken, and removes it.
  return (
    content instanceof Y.ContentString ||
    content instanceof Y.ContentAny ||
    content instanceof Y.ContentDeleted
  );
}

/** Under how many client ids an update writes that the document does not know. */
export function newClientIds(doc: Y.Doc, { structs }: DecodedUpdate): number {
  const unknown = structs.filter(({ id }) => !doc.store.clients.has(id.client));
  return new Set(unknown.map(({ id }) => id.client)).size;
}

/**
 * Whether an update brings more than deletions, as far as its first byte says. Whoever may only
 * read has nothing else to send: what they have they have from here, and a client names all
 * deletions it knows with each answer.
 */
export function bringsStructs(update: Uint8Array): boolean {
  return update[0] !== 0;
}

/**
 * Whether the document holds all of the update already, as when a client that has nothing new
 * answers the server's first question. Only what brings something goes into the log.
 */
export function bringsNothingNew(doc: Y.Doc, { structs, ds }: DecodedUpdate): boolean {
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    if (struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client)) return false;
  }
  for (const [client, ranges] of ds.clients) {
    const known = doc.store.clients.get(client);
    const state = Y.getState(doc.store, client);
    for (const { clock, len } of ranges) {
      if (!known || clock + len > state) return false;
      for (let i = Y.findIndexSS(known, clock); i < known.length; i += 1) {
        const struct = known[i];
        if (!struct || struct.id.clock >= clock + len) break;
        if (!struct.deleted) return false;
      }
    }
  }
  return true;
}
