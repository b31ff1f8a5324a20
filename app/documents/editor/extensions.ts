/** The editor's schema: the item text of rich-text.ts, no more. */
import { type Extensions, Mark, mergeAttributes } from "@tiptap/core";
import Bold from "@tiptap/extension-bold";
import Document from "@tiptap/extension-document";
import Italic from "@tiptap/extension-italic";
import Link from "@tiptap/extension-link";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import Paragraph from "@tiptap/extension-paragraph";
import Text from "@tiptap/extension-text";
import { isSafeLink } from "../rich-text";
import { OneForm } from "./one-form";

const ItemDocument = Document.extend({ content: "(paragraph | bulletList | orderedList)+" });
const TitleDocument = Document.extend({ content: "paragraph" });

const Item = ListItem.extend({ content: "paragraph (paragraph | bulletList | orderedList)*" });

/** Numbered from 1, in figures: an exported list has no other beginning and no letters. */
const NumberedList = OrderedList.extend({ addAttributes: () => ({}) });

/** Words not agreed, held by delegations (../brackets.ts). */
const Bracket = Mark.create({
  name: "bracket",
  // Outermost, so that bold words in it do not cut it into pieces.
  priority: 1001,
  inclusive: false,
  addAttributes() {
    return { id: { default: "" }, kind: { default: "text" }, delegations: { default: [] } };
  },
  // What is pasted has no brackets: who holds them would not be known.
  parseHTML() {
    return [];
  },
  renderHTML({ HTMLAttributes, mark }) {
    return [
      "span",
      mergeAttributes(HTMLAttributes, {
        "data-bracket": mark.attrs.kind,
        "data-held-by": [mark.attrs.delegations].flat().join(", "),
        id: null,
        kind: null,
        delegations: null,
      }),
      0,
    ];
  },
});

const SafeLink = Link.configure({
  openOnClick: false,
  autolink: true,
  defaultProtocol: "https",
  isAllowedUri: (href) => isSafeLink(href),
  HTMLAttributes: { rel: "noopener noreferrer nofollow", target: "_blank", class: null },
});

export const ITEM_SCHEMA: Extensions = [
  ItemDocument,
  Paragraph,
  Text,
  BulletList,
  NumberedList,
  Item,
  ListKeymap,
  Bold,
  Italic,
  SafeLink,
  Bracket,
  OneForm,
];

/** The title of an area: one line of plain words. */
export const TITLE_SCHEMA: Extensions = [TitleDocument, Paragraph, Text, OneForm];
