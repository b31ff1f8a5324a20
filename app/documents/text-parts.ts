/**
 * The text of a document on its way to its page, in parts that stay the same objects for as long as what
 * is in them does: each area, and what is in none.
 */
import { memoizeByIdentity } from "../ui/memoize";
import type { DocumentContent } from "./document";

type About = Omit<DocumentContent, "areas">;
export type TextPart = About | DocumentContent["areas"][number];

const aboutOf = memoizeByIdentity(
  ({ title, preamble, removed }: DocumentContent): About => ({ title, preamble, removed }),
);

export function partsOfText(content: DocumentContent): TextPart[] {
  return [aboutOf(content), ...content.areas];
}

/** Null where there is no part: there is no text. */
export function textOfParts([about, ...areas]: TextPart[]): DocumentContent | null {
  if (!about) return null;
  return { ...(about as About), areas: areas as DocumentContent["areas"] };
}
