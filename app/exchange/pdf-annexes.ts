/** The annexes of the agenda, as the template is given them; one that would be empty is left out. */
import { positionName } from "../agenda/position-wording";
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import {
  type ExportAdoption,
  type ExportConsent,
  type ExportDocument,
  type ExportNote,
  notesOf,
  reservationsOf,
} from "./export-model";
import type { AgendaVersion } from "./export-options";
import { concordanceAnnex, notCarriedAnnex } from "./pdf-concordance";
import { longDate, printable } from "./pdf-text";

export type AnnexBlock =
  | { type: "heading"; level: 2 | 3; text: string }
  | { type: "note"; text: string }
  /** Columns by their share of the width; each line of a cell stands on a line of its own. */
  | { type: "table"; columns: number[]; header: string[]; rows: (string | string[])[][] };

export interface PdfAnnex {
  title: string;
  blocks: AnnexBlock[];
}

/** In the order in which they are bound; numbered where there are several. */
export function pdfAnnexes(model: ExportDocument, version: AgendaVersion): PdfAnnex[] {
  const { language: locale } = model;
  const annexes = [
    consentAnnex(model),
    reservationsAnnex(model),
    objectionsAnnex(model, version),
    notCarriedAnnex(model),
    concordanceAnnex(model),
  ].filter((annex) => annex !== null);
  return annexes.map(({ title, blocks }, index) => ({
    title:
      annexes.length > 1
        ? m.exchange_annex_numbered({ number: index + 1, title }, { locale })
        : m.exchange_annex({ title }, { locale }),
    blocks,
  }));
}

/** The reservations; of an adopted text also that there are none. */
function reservationsAnnex(model: ExportDocument): PdfAnnex | null {
  const { language: locale, adoption } = model;
  const reservations = reservationsOf(model);
  const title = m.exchange_reservations({}, { locale });
  if (reservations.length > 0) {
    return {
      title,
      blocks: [notesTable(reservations, m.positions_note_reservation({}, { locale }), model)],
    };
  }
  if (!adoption) return null;
  return { title, blocks: [{ type: "note", text: m.exchange_no_reservations({}, { locale }) }] };
}

/** What keeps a text from being adopted, while it is negotiated. */
function objectionsAnnex(model: ExportDocument, version: AgendaVersion): PdfAnnex | null {
  const { language: locale, adoption } = model;
  const objections = notesOf(model, "objection");
  if (version === "clean" || adoption || objections.length === 0) return null;
  return {
    title: m.exchange_objections({}, { locale }),
    blocks: [notesTable(objections, m.agenda_reason({}, { locale }), model)],
  };
}

function notesTable(
  notes: readonly ExportNote[],
  words: string,
  { language: locale, delegations = [], adoption }: ExportDocument,
): AnnexBlock {
  const nameOf = (code: string) =>
    printable(delegations.find((each) => each.code === code)?.name ?? code);
  const earlier = adoption
    ? m.exchange_on_earlier_words({}, { locale })
    : m.positions_to_confirm({}, { locale });
  return {
    type: "table",
    columns: [1, 1.6, 5],
    header: [
      m.exchange_concordance_number({}, { locale }),
      m.exchange_delegation({}, { locale }),
      words,
    ],
    rows: notes.map(({ ref, delegation, note, current }) => [
      ref,
      nameOf(delegation),
      current ? printable(note) : [printable(note), `(${earlier})`],
    ]),
  };
}

const NONE = "–";

const CONSENTS = ["agreed", "agreed-ad-referendum", "reservation", "silent"] as const;

/** Who consented to what, item by item. */
function consentAnnex(model: ExportDocument): PdfAnnex | null {
  const { adoption, delegations = [], language: locale } = model;
  if (!adoption) return null;
  // Only a silence procedure lets a delegation be silent.
  const shown = CONSENTS.filter((each) => each !== "silent" || adoption.bySilence);
  const codesWith = (itemId: string, consent: ExportConsent["consent"]) =>
    delegations
      .filter(({ code }) =>
        adoption.consents.some(
          (each) => each.itemId === itemId && each.delegation === code && each.consent === consent,
        ),
      )
      .map(({ code }) => code)
      .join(", ") || NONE;
  return {
    title: m.exchange_consent({}, { locale }),
    blocks: [
      { type: "note", text: `${adoptedOn(adoption, locale)}.` },
      {
        type: "table",
        columns: [1, ...shown.map(() => 2)],
        header: [
          m.exchange_concordance_number({}, { locale }),
          ...shown.map((consent) =>
            consent === "silent"
              ? m.exchange_silent({}, { locale })
              : positionName(consent, locale),
          ),
        ],
        rows: model.areas.flatMap(({ items }) =>
          items.map(({ id, ref }) => [ref, ...shown.map((consent) => codesWith(id, consent))]),
        ),
      },
      {
        type: "note",
        text: delegations.map(({ code, name }) => `${code}: ${printable(name)}`).join(" · "),
      },
    ],
  };
}

/** `Adopted on November 24, 2026`, and how. */
export function adoptedOn({ at, bySilence }: ExportAdoption, locale: Locale): string {
  const date = longDate(at, locale);
  return bySilence
    ? m.exchange_adopted_silence({ date }, { locale })
    : m.exchange_adopted_on({ date }, { locale });
}
