/**
 * Judges an update by itself: is it one, does it hold only what a document may hold, does it
 * bring anything new? Whether it can be applied, only trying shows (trial-copies.server.ts).
 */
import * as Y from "yjs";
import type { Limits } from "../collab-limits.server";
import { isSafeLink } from "../plans/rich-text";
import type { CloseReason } from "./protocol";

type DecodedUpdate = ReturnType<typeof Y.decodeUpdate>;

const NODES: ReadonlySet<string> = new Set(["paragraph", "bulletList", "orderedList", "listItem"]);
const MARKS: ReadonlySet<string> = new Set(["bold", "italic", "link", "bracket"]);

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
    if (struct instanceof Y.Item && !isAllowed(struct.content)) {
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

function isAllowed(content: Y.Item["content"]): boolean {
  if (content instanceof Y.ContentType) {
    if (content.type instanceof Y.XmlHook) return false;
    return !(content.type instanceof Y.XmlElement) || NODES.has(content.type.nodeName);
  }
  if (content instanceof Y.ContentFormat) return isAllowedMark(content.key, content.value);
  // No documents inside documents, no files, and nothing in a text that is no letter: an editor that
  // meets one takes the whole text for broken, and removes it.
  return !(
    content instanceof Y.ContentDoc ||
    content instanceof Y.ContentBinary ||
    content instanceof Y.ContentEmbed
  );
}

function isAllowedMark(key: string, value: unknown): boolean {
  // The editor writes a mark that may overlap with itself as `name--hash`.
  const name = key.split("--")[0] ?? "";
  if (!MARKS.has(name)) return false;
  if (value === null) return true;
  if (name === "bracket") return isBracketValue(value);
  return name !== "link" || isSafeLink((value as { href?: unknown } | undefined)?.href);
}

/** Whether it is what an editor draws a bracket from: another would fail in every editor that meets it. */
function isBracketValue(value: unknown): boolean {
  const { id, kind, delegations } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof id === "string" &&
    typeof kind === "string" &&
    Array.isArray(delegations) &&
    delegations.every((code) => typeof code === "string")
  );
}

/** What each kind of node may stand in; null for a text of its own, such as that of an item. */
const PARENTS: Record<string, readonly (string | null)[]> = {
  paragraph: [null, "listItem"],
  bulletList: [null, "listItem"],
  orderedList: [null, "listItem"],
  listItem: ["bulletList", "orderedList"],
};

/**
 * Whether each node that has come with an update stands where such a node may, as an editor's
 * always does: a node is never taken elsewhere. An editor that meets another removes it, with
 * all that others have written in it.
 * @param doc the copy to which the update has been applied
 */
export function standsSoundly(doc: Y.Doc, { structs }: DecodedUpdate): boolean {
  return structs.every((struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) return true;
    if (struct.id.clock >= Y.getState(doc.store, struct.id.client)) return true;
    const placed = Y.getItem(doc.store, struct.id);
    // Some of it may be deleted again, and forgotten.
    if (!(placed instanceof Y.Item) || !(placed.content instanceof Y.ContentType)) return true;
    return mayStandIn(placed.content.type, placed.parent);
  });
}

function mayStandIn(type: Y.AbstractType<unknown>, parent: Y.Item["parent"]): boolean {
  if (type instanceof Y.XmlElement) {
    const allowed = PARENTS[type.nodeName] ?? [];
    if (parent instanceof Y.XmlElement) return allowed.includes(parent.nodeName);
    return parent instanceof Y.XmlFragment && allowed.includes(null);
  }
  if (type instanceof Y.XmlText) {
    return parent instanceof Y.XmlElement && parent.nodeName === "paragraph";
  }
  // The maps of the document itself have no type in a copy that nothing has asked for them.
  return parent instanceof Y.Map || (parent instanceof Y.AbstractType && parent._item === null);
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
