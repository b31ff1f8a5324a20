/**
 * What a document may consist of, as a table: which keys its maps have, what each of them holds,
 * and what stands in a text. It is what the interface writes, and nothing else. `document-law.ts`
 * holds changes against it.
 */
import * as Y from "yjs";
import { DOCUMENT_LIMITS } from "../limits";
import { BRACKET_KINDS } from "./brackets";
import { isId } from "./ids";
import { LONGEST_KEY } from "./order-keys";
import { isSafeLink } from "./rich-text";

/** The maps that a document consists of. */
export const ROOTS = ["meta", "areas", "items"] as const;
export type Root = (typeof ROOTS)[number];

const ORDER_KEY = /^[A-Za-z0-9]+$/;

export type TextKind = "item" | "title" | "preamble";

/** What a key of a map holds: a text, made once and never replaced, or a value. */
export type Rule =
  | { holds: "text"; text: TextKind }
  | {
      holds: "value";
      /** Whether the key may be taken away again. */
      mayGo?: true;
      /** Letters that it may have, where it is a string that people write. */
      letters?: number;
      isSound(value: unknown, doc: Y.Doc, entry: Y.Map<unknown>): boolean;
    };

const isString = (value: unknown) => typeof value === "string";
const isOrder = (value: unknown): boolean =>
  typeof value === "string" && value.length <= LONGEST_KEY && ORDER_KEY.test(value);

/** Whether it is an object with these keys and no others. */
function hasKeys(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const own = Object.keys(value);
  return own.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

function isPlace(value: unknown, doc: Y.Doc): boolean {
  if (!hasKeys(value, ["area", "order"])) return false;
  return isId(value.area) && isOrder(value.order) && doc.getMap("areas").has(value.area);
}

/** A new order key, for the place that the entry had: an older place may be senseless. */
function isRekeyed(value: unknown, _doc: Y.Doc, entry: Y.Map<unknown>): boolean {
  if (!hasKeys(value, ["of", "order"]) || !isOrder(value.order)) return false;
  const { of } = value;
  if (!hasKeys(of, ["area", "order"])) return false;
  if (!isString(of.area) || !isString(of.order)) return false;
  const sound = (of.area === "" || isId(of.area)) && String(of.order).length <= LONGEST_KEY;
  const place = entry.get("place") as { area?: unknown; order?: unknown } | undefined;
  const orderBefore = entry.has("order") ? entry.get("order") : place?.order;
  return sound || of.order === orderBefore;
}

const detail: Rule = { holds: "value", letters: DOCUMENT_LIMITS.detailLetters, isSound: isString };
const removed: Rule = { holds: "value", isSound: (value) => typeof value === "boolean" };
const rekeyed: Rule = { holds: "value", mayGo: true, isSound: isRekeyed };

/** The keys of each kind of map. What is not named here nobody may write. */
export const RULES: Record<"meta" | "area" | "item", ReadonlyMap<string, Rule>> = {
  // The language is set on the server alone, with the document's row.
  meta: new Map<string, Rule>([
    ["title", { holds: "value", letters: DOCUMENT_LIMITS.titleLetters, isSound: isString }],
    ["preamble", { holds: "text", text: "preamble" }],
  ]),
  area: new Map<string, Rule>([
    ["title", { holds: "text", text: "title" }],
    ["order", { holds: "value", isSound: isOrder }],
    ["removed", removed],
    ["rekeyed", rekeyed],
  ]),
  item: new Map<string, Rule>([
    ["text", { holds: "text", text: "item" }],
    ["place", { holds: "value", isSound: isPlace }],
    ["lead", detail],
    ["partners", detail],
    ["due", detail],
    ["indicator", detail],
    ["removed", removed],
    ["from", { holds: "value", isSound: isId }],
    ["joined", { holds: "value", mayGo: true, isSound: isId }],
    ["rekeyed", rekeyed],
  ]),
};

/** The keys without which no area or item is made. */
export const NEEDED: Record<"area" | "item", readonly string[]> = {
  area: ["title", "order", "removed"],
  item: ["text", "place", "lead", "partners", "due", "indicator", "removed"],
};

/** What each kind of node may stand in; null for the text itself. */
export const PARENTS: ReadonlyMap<string, readonly (string | null)[]> = new Map([
  ["paragraph", [null, "listItem"]],
  ["bulletList", [null, "listItem"]],
  ["orderedList", [null, "listItem"]],
  ["listItem", ["bulletList", "orderedList"]],
]);

export const isList = (node: unknown): node is Y.XmlElement =>
  node instanceof Y.XmlElement &&
  (node.nodeName === "bulletList" || node.nodeName === "orderedList");

/** The editor writes a mark that may overlap with itself as `name--hash`. */
const MARK = /^(bold|italic|link|bracket)(?:--[\w+/=-]{1,32})?$/;
const LINK_ATTRIBUTES: readonly string[] = ["href", "target", "rel", "class", "title"];

/** Whether a mark of a text has a name and a value such as the editor writes. */
export function isSoundMark(key: string, value: unknown): boolean {
  const name = MARK.exec(key)?.[1];
  if (!name) return false;
  if (value === null) return true;
  if (name === "bracket") return isBracket(value);
  if (name === "link") return isLink(value);
  return value === true || hasKeys(value, []);
}

function isLink(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const isSound = ([key, part]: [string, unknown]) =>
    LINK_ATTRIBUTES.includes(key) &&
    (part === null || (typeof part === "string" && part.length <= 2000));
  return Object.entries(value).every(isSound) && isSafeLink((value as { href?: unknown }).href);
}

/** Whether it is what an editor draws a bracket from: another would fail in every editor that meets it. */
function isBracket(value: unknown): boolean {
  if (!hasKeys(value, ["id", "kind", "delegations"])) return false;
  const { id, kind, delegations } = value;
  return (
    typeof id === "string" &&
    id.length <= 64 &&
    (BRACKET_KINDS as readonly unknown[]).includes(kind) &&
    Array.isArray(delegations) &&
    delegations.length <= 50 &&
    delegations.every((code) => typeof code === "string" && code.length <= 16)
  );
}
