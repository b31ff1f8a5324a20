/** The words an agenda item starts with. */
import { inBracket } from "../documents/brackets";
import { type Block, isBlank, type RichText } from "../documents/rich-text";

/** How several texts become one: one after the other, or each as an alternative in brackets. */
export const FIRST_FORMS = ["text", "alternatives"] as const;
export type FirstForm = (typeof FIRST_FORMS)[number];

/**
 * One national item gives its text as it is, several give their paragraphs and lists one after the
 * other in the order given, ready to be edited into one. Items without words add nothing.
 */
export function firstText(texts: readonly RichText[]): RichText {
  const [only] = texts;
  if (only && texts.length === 1) return only;
  const content = texts.filter((text) => !isBlank(text)).flatMap((text): Block[] => text.content);
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

/** The text an agenda item starts with, in the form that was chosen. */
export function formedText(
  items: readonly { delegation: string; text: RichText }[],
  form: FirstForm | undefined,
  newId: () => string,
): RichText {
  return form === "alternatives"
    ? alternatives(items, newId)
    : firstText(items.map(({ text }) => text));
}

/**
 * Each delegation's words as an alternative that it holds. What one delegation says in several
 * items is one alternative.
 * @param newId makes the id of a bracket
 */
export function alternatives(
  items: readonly { delegation: string; text: RichText }[],
  newId: () => string,
): RichText {
  const codes = [...new Set(items.map(({ delegation }) => delegation))];
  return firstText(
    codes.map((code) => {
      const own = items.filter(({ delegation }) => delegation === code).map(({ text }) => text);
      const attrs = { id: newId(), kind: "alternative", delegations: [code] };
      return inBracket(firstText(own), attrs);
    }),
  );
}
