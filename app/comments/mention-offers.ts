/**
 * Names as they are written: in the box they stand as `@Name`, and become tokens when the comment
 * is sent. A name that is written out means the same as one that was chosen.
 */
import type { Actor, Role } from "../accounts/policy";
import { type Mention, names, type Segment, segmentsOf, tokenOf } from "./mentions";

/** Someone who may read the thread. */
export interface Mentionable extends Actor {
  name: string;
}

/** What may be named, as it is written after the @. No two have the same label. */
export interface Offer {
  mention: Mention;
  label: string;
  /** Code of the delegation, to be shown with it; null for the regional roles. */
  delegation: string | null;
}

/** What a reader's language and the page know. */
export interface Naming {
  delegationName(code: string): string;
  roleName(role: Role): string;
  compare(a: string, b: string): number;
}

/**
 * What may be named in a thread: its readers, their delegations, and the roles that one of them has.
 * People first, each kind in the order of the reader's language.
 * @param home see `homeOf`.
 */
export function offersFor(
  people: readonly Mentionable[],
  home: string | null,
  naming: Naming,
): Offer[] {
  const byLabel = (a: Offer, b: Offer) => naming.compare(a.label, b.label);
  const persons = people.map(({ id, name, delegation }): Offer => {
    return { mention: { kind: "person", value: id }, label: name, delegation };
  });
  const codes = [...new Set(people.flatMap(({ delegation }) => delegation ?? []))];
  const delegations = codes.map((code): Offer => {
    const label = naming.delegationName(code);
    return { mention: { kind: "delegation", value: code }, label, delegation: code };
  });
  const roles = [...new Set(people.map(({ role }) => role))].flatMap((role): Offer[] => {
    const mention: Mention = { kind: "role", value: role };
    const some = people.find((person) => names(mention, person, home));
    if (!some) return [];
    return [{ mention, label: naming.roleName(role), delegation: some.delegation && home }];
  });
  return withoutDoubles([
    ...persons.sort(byLabel),
    ...delegations.sort(byLabel),
    ...roles.sort(byLabel),
  ]);
}

/** Two of one name are told apart by their delegation, or else by a number. */
function withoutDoubles(offers: readonly Offer[]): Offer[] {
  const taken = new Set<string>();
  return offers.map((offer) => {
    const label = offer.label.replace(/\s+/g, " ").trim();
    const twin = offers.some((other) => other !== offer && other.label.trim() === label);
    const named = twin && offer.delegation ? `${label} (${offer.delegation})` : label;
    let free = named;
    for (let n = 2; taken.has(free); n += 1) free = `${named} (${n})`;
    taken.add(free);
    return { ...offer, label: free };
  });
}

const LETTER = /[\p{L}\p{N}]/u;

/** The text of a comment as it is written: names in place of tokens, as far as they are known. */
export function toWritten(body: string, offers: readonly Offer[]): string {
  const labelOf = new Map(offers.map(({ mention, label }) => [tokenOf(mention), label]));
  return segmentsOf(body)
    .map((segment: Segment) => {
      if ("text" in segment) return segment.text;
      const token = tokenOf(segment.mention);
      const label = labelOf.get(token);
      return label === undefined ? token : `@${label}`;
    })
    .join("");
}

/** The text as it is sent: tokens in place of the names that stand after an @, the longest that fits. */
export function toBody(written: string, offers: readonly Offer[]): string {
  const longestFirst = [...offers].sort((a, b) => b.label.length - a.label.length);
  let body = "";
  let at = 0;
  while (at < written.length) {
    const sign = written.charAt(at);
    const begins = sign === "@" && !LETTER.test(written.charAt(at - 1));
    const found = begins
      ? longestFirst.find(
          ({ label }) =>
            label !== "" &&
            written.startsWith(label, at + 1) &&
            !LETTER.test(written.charAt(at + 1 + label.length)),
        )
      : undefined;
    body += found ? tokenOf(found.mention) : sign;
    at += found ? found.label.length + 1 : 1;
  }
  return body;
}

/** What is being written after an @, up to the caret. */
export interface Query {
  /** Place of the @ in the text. */
  at: number;
  words: string;
}

/** Longer than any name: what follows is a sentence. */
const LONGEST_QUERY = 60;

/** The name that is being written at the caret, or null. */
export function queryAt(written: string, caret: number): Query | null {
  const at = written.lastIndexOf("@", caret - 1);
  if (at < 0 || caret - at > LONGEST_QUERY || LETTER.test(written.charAt(at - 1))) return null;
  const words = written.slice(at + 1, caret);
  return /[\n@[\]]/.test(words) || /^\s/.test(words) ? null : { at, words };
}

/** Letters alone, in lower case and without accents: so `celine` finds Céline. */
const plain = (words: string) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The offers one of whose words begins with what was written; none once a name is complete. */
export function offersMatching(offers: readonly Offer[], { words }: Query): Offer[] {
  const wanted = plain(words);
  if (offers.some(({ label }) => words.startsWith(`${label} `))) return [];
  return offers.filter(({ label, delegation }) => {
    const name = plain(label);
    const starts = [...name.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index);
    return (
      starts.some((start) => name.startsWith(wanted, start)) ||
      wanted === "" ||
      plain(delegation ?? "") === wanted
    );
  });
}
