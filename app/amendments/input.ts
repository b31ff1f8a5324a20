/** What may be sent about amendments, and its limits. */
import { z } from "zod";
import { DETAILS } from "../documents/document";
import {
  type Block,
  isBlank,
  isNormalised,
  isSafeLink,
  normalisedText,
  type RichText,
} from "../documents/rich-text";
import {
  checked,
  idField,
  jsonField,
  optionalWordsField,
  requestKeyField,
  wordsField,
} from "../forms";
import { printable } from "../letters";
import { CONTRIBUTION_LIMITS, DOCUMENT_LIMITS, REQUEST_LIMITS } from "../limits";
import { AMENDMENT_KINDS } from "./rules";

/** Deeper than a text may be: so that one which is too deep is told so, and not that it is no text. */
const DEEPEST = DOCUMENT_LIMITS.listDepth + 4;

const mark = z.union([
  z.strictObject({ type: z.enum(["bold", "italic"]) }),
  z
    .object({ type: z.literal("link"), attrs: z.object({ href: z.string().refine(isSafeLink) }) })
    // An editor adds what a link opens in; an address is all that is kept.
    .transform(({ attrs }) => ({ type: "link" as const, attrs: { href: attrs.href } })),
]);
const run = z.strictObject({
  type: z.literal("text"),
  // A line break within a paragraph is none that it can keep.
  text: z
    .string()
    .min(1)
    .transform((text) => printable(text).replaceAll("\n", " ")),
  marks: z.array(mark).max(4).optional(),
});
const paragraph = z
  .object({ type: z.literal("paragraph"), content: z.array(run).optional() })
  .transform(({ content = [] }) => {
    const runs = content.filter(({ text }) => text !== "");
    return { type: "paragraph" as const, ...(runs.length > 0 ? { content: runs } : {}) };
  });

function block(depth: number): z.ZodType<Block> {
  if (depth === 0) return paragraph as z.ZodType<Block>;
  const item = z.object({
    type: z.literal("listItem"),
    content: z.array(z.lazy(() => block(depth - 1))).min(1),
  });
  const list = z
    .object({ type: z.enum(["bulletList", "orderedList"]), content: z.array(item).min(1) })
    .transform(({ type, content }) => ({ type, content }));
  return z.union([paragraph, list]) as z.ZodType<Block>;
}

const json = z.string().max(REQUEST_LIMITS.textJsonLetters).pipe(jsonField);

/** A text as an editor has it, as JSON. */
const richText = json
  .pipe(z.object({ type: z.literal("doc"), content: z.array(block(DEEPEST)).min(1) }))
  .transform((text): RichText => text);

/** The same, with something to read in it. */
const writtenText = richText.refine((text) => !isBlank(text));

/**
 * New words in the one Unicode form. Where they were written on a text that is in another, they stay
 * as they are: they would differ from it in letters that nobody changed.
 */
function inOneForm<Given extends { text?: RichText; basis?: RichText; seen?: RichText }>(
  given: Given,
): Given {
  const { text, basis = given.seen } = given;
  if (!text || (basis && !isNormalised(basis))) return given;
  return { ...given, text: normalisedText(text) };
}

const detail = optionalWordsField(DOCUMENT_LIMITS.detailLetters);
/** The details of an item, as JSON. */
const details = json.pipe(
  z.strictObject(
    Object.fromEntries(DETAILS.map((name) => [name, detail])) as Record<
      (typeof DETAILS)[number],
      typeof detail
    >,
  ),
);

const justification = wordsField(CONTRIBUTION_LIMITS.justificationLetters);
const ids = z.array(idField).min(1).max(CONTRIBUTION_LIMITS.amendmentsPerDecision);
/**
 * When the latest of the amendments that were seen was written: what was written further since has
 * not been seen, and is neither decided nor supported.
 */
const seenAt = z.coerce.number().int().optional();
const optionalId = idField.nullable().optional();

export const proposeInput = z
  .object({
    documentId: idField,
    kind: z.enum(AMENDMENT_KINDS),
    itemId: optionalId,
    areaId: optionalId,
    /** Null for the first place of the area. */
    afterItemId: optionalId,
    /** The text that the proposer began with. */
    basis: richText.optional(),
    text: writtenText.optional(),
    /** What the proposer would have them say, and what they said when the writing began. */
    details: details.optional(),
    basisDetails: details.optional(),
    justification,
    requestKey: requestKeyField,
  })
  .superRefine(({ kind, itemId, areaId, basis, text, ...given }, context) => {
    const missing = (path: string) => context.addIssue({ code: "custom", path: [path] });
    if (kind !== "new" && !itemId) missing("itemId");
    if ((kind === "new" || kind === "move") && !areaId) missing("areaId");
    if ((kind === "new" || kind === "text") && !text) missing("text");
    if (kind === "text" && !basis) missing("basis");
    if (kind === "details" && !given.details) missing("details");
    if (kind === "details" && !given.basisDetails) missing("basisDetails");
  })
  .transform(inOneForm);
export const changeInput = z
  .object({
    documentId: idField,
    amendmentId: idField,
    basis: richText.optional(),
    text: writtenText.optional(),
    details: details.optional(),
    basisDetails: details.optional(),
    /** Of a suggestion it may be empty. */
    justification: z.union([z.literal(""), justification]).default(""),
  })
  .transform(inOneForm);
export const suggestInput = z
  .object({
    documentId: idField,
    itemId: idField,
    /** The text that stands, as the writer knows it, and their copy of it as it is written. */
    basis: richText,
    text: writtenText,
    /** Their own suggestions that were in the copy before. */
    known: z.array(idField).max(CONTRIBUTION_LIMITS.amendmentsPerDecision).default([]),
  })
  .transform(inOneForm);
export const oneInput = z.object({ documentId: idField, amendmentId: idField });
export const supportInput = oneInput.extend({ seenAt });
export const acceptInput = z
  .object({
    documentId: idField,
    amendmentIds: ids,
    /** The text that a convener made of them; left out where it is as proposed. */
    text: writtenText.optional(),
    /** The item's text that the convener saw; needed where `text` is given. */
    seen: richText.optional(),
    /** The same for details. */
    details: details.optional(),
    seenDetails: details.optional(),
    /** Of the removal or the move of an item, or a new one: names what was seen. */
    seenItem: z.string().max(64).optional(),
    seenAt,
    reason: optionalWordsField(CONTRIBUTION_LIMITS.reasonLetters).default(""),
  })
  .transform(inOneForm);
export const rejectInput = z.object({
  documentId: idField,
  amendmentIds: ids,
  seenAt,
  reason: wordsField(CONTRIBUTION_LIMITS.reasonLetters),
});
export const undoInput = z.object({ documentId: idField, decisionId: idField });

const SCHEMAS = {
  propose: proposeInput,
  change: changeInput,
  suggest: suggestInput,
  withdraw: oneInput,
  support: supportInput,
  unsupport: supportInput,
  accept: acceptInput,
  reject: rejectInput,
  undo: undoInput,
} as const;
export type AmendmentIntent = keyof typeof SCHEMAS;
/** A form as it was sent; each operation checks its own. */
export type AmendmentForm = {
  [Intent in AmendmentIntent]: { intent: Intent; input: z.input<(typeof SCHEMAS)[Intent]> };
}[AmendmentIntent];

/** Fields that are there once for each of several. */
const LISTS: readonly string[] = ["amendmentIds", "known"];

/** Reads a sent form; empty fields are as if they were not there. */
export function readAmendmentForm(documentId: string, form: FormData): AmendmentForm {
  const given = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === "string" && value !== "" && !LISTS.includes(name) ? [[name, value]] : [],
    ),
  );
  const intents = z.enum(Object.keys(SCHEMAS) as [AmendmentIntent]);
  const { intent } = checked(z.object({ intent: intents }), given);
  const lists = Object.fromEntries(LISTS.map((name) => [name, form.getAll(name).map(String)]));
  const input = { ...given, documentId, ...lists };
  return { intent, input } as unknown as AmendmentForm;
}
