/** A redline as reports show it: every mark and note in words of one language. */
import { formNoteText } from "../amendments/form-wording";
import type { RedlineKind, RedlineParagraph } from "../amendments/redline";
import { linesOf, type RedlinePiece } from "../amendments/redline-lines";
import type { Locale } from "../context";
import type { Detail } from "../documents/document";
import type { Mark } from "../documents/rich-text";
import { m } from "../i18n/messages";

export interface PieceWords {
  /** `form` for what is said of a change of form, in square brackets. */
  kind: RedlineKind | "form";
  text: string;
  marks: readonly Mark[];
}

export interface LineWords {
  /** In how many lists it stands. */
  depth: number;
  pieces: PieceWords[];
}

const DETAIL_NAMES = {
  lead: m.plans_detail_lead,
  partners: m.plans_detail_partners,
  due: m.plans_detail_due,
  indicator: m.plans_detail_indicator,
} as const satisfies Record<Detail, unknown>;

export function redlineWords(paragraphs: readonly RedlineParagraph[], locale: Locale): LineWords[] {
  return linesOf(paragraphs).map(({ detail, depth, pieces }) => ({
    depth,
    pieces: [
      ...(detail ? [same(`${detailName(detail, locale)} `)] : []),
      ...pieces.map((piece, i) =>
        pieceWords(piece, i === 0 || pieces[i - 1]?.kind === "marker", locale),
      ),
    ],
  }));
}

const same = (text: string): PieceWords => ({ kind: "same", text, marks: [] });

const detailName = (detail: Detail, locale: Locale) =>
  m.report_detail({ name: DETAIL_NAMES[detail]({}, { locale }) }, { locale });

function pieceWords(piece: RedlinePiece, isFirst: boolean, locale: Locale): PieceWords {
  if (piece.kind === "marker") return { kind: piece.change, text: piece.text, marks: [] };
  if (piece.kind === "form") {
    const said = `[${formNoteText(piece.note, locale)}]`;
    return { kind: "form", text: isFirst ? `${said} ` : ` ${said}`, marks: [] };
  }
  return { kind: piece.kind, text: piece.text, marks: piece.marks };
}
