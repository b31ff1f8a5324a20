/**
 * Who is named in a comment. A name stands in its text as a token, `@[person:ID]`,
 * `@[delegation:CA]` or `@[role:convener]`, so that it is shown as it is now, in the reader's
 * language, and means the same to the server.
 */
import { type Actor, ROLES } from "../accounts/policy";

export const MENTION_KINDS = ["person", "delegation", "role"] as const;
export type MentionKind = (typeof MENTION_KINDS)[number];

export interface Mention {
  kind: MentionKind;
  /** Id of the person, code of the delegation, name of the role. */
  value: string;
}

/** A stretch of a comment: words, or a name. */
export type Segment = { text: string } | { mention: Mention };

const TOKEN = /@\[(person|delegation|role):([\w-]{1,64})\]/g;

export const tokenOf = ({ kind, value }: Mention): string => `@[${kind}:${value}]`;

export const sameMention = (a: Mention, b: Mention): boolean =>
  a.kind === b.kind && a.value === b.value;

/** A comment's text in words and names. What only looks like a name is words. */
export function segmentsOf(body: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of body.matchAll(TOKEN)) {
    const [token, kind, value = ""] = match;
    if (kind === "role" && !(ROLES as readonly string[]).includes(value)) continue;
    if (match.index > end) segments.push({ text: body.slice(end, match.index) });
    segments.push({ mention: { kind: kind as MentionKind, value } });
    end = match.index + token.length;
  }
  if (end < body.length) segments.push({ text: body.slice(end) });
  return segments;
}

/** Whom a comment names, each once, in the order of the text. */
export function mentionsIn(body: string): Mention[] {
  const found: Mention[] = [];
  for (const segment of segmentsOf(body)) {
    if (!("mention" in segment)) continue;
    if (!found.some((known) => sameMention(known, segment.mention))) found.push(segment.mention);
  }
  return found;
}

/**
 * The delegation whose conveners, drafters and members a role names: of a thread within a
 * delegation that one, else that of the plan; on the agenda none.
 */
export const homeOf = (
  thread: { internalTo: string | null },
  delegation: string | null,
): string | null => thread.internalTo ?? delegation;

/** Whether a name is that of this person, of their delegation or of their role. */
export function names({ kind, value }: Mention, person: Actor, home: string | null): boolean {
  switch (kind) {
    case "person":
      return person.id === value;
    case "delegation":
      return person.delegation === value;
    case "role":
      return person.role === value && (person.delegation === null || person.delegation === home);
  }
}

/**
 * Of these people, those whom a comment names: they are to be told.
 * @param people those who may read the thread now, and only they: nobody else is ever told.
 * @param home see `homeOf`.
 */
export function mentionedPeople<Person extends Actor>(
  mentions: readonly Mention[],
  people: readonly Person[],
  home: string | null,
): Person[] {
  return people.filter((person) => mentions.some((mention) => names(mention, person, home)));
}
