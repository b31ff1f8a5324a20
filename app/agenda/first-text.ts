/** The words an agenda item starts with. */
import { type Block, isBlank, type RichText } from "../plans/rich-text";

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
