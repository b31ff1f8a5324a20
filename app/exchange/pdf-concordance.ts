/** The annex of the agenda: the table of concordance, as the template is given it. */
import { dispositionName } from "../agenda/wording";
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import type { ExportDocument, ExportNational } from "./export-model";
import { printable } from "./pdf-text";

export interface PdfAnnex {
  title: string;
  labels: {
    national: string;
    regional: string;
    aside: string;
    number: string;
    item: string;
    agendaItem: string;
    disposition: string;
    sources: string;
    reason: string;
  };
  /** Delegation by delegation; `into` and `dispositions` go together, line by line. */
  national: { name: string; rows: { ref: string; into: string[]; dispositions: string[] }[] }[];
  /** What is only counted, one sentence for each delegation. */
  counted: string[];
  regional: { ref: string; sources: string }[];
  aside: { ref: string; text: string; disposition: string; reason: string }[];
}

/** In place of a number or a source that there is not. */
const NONE = "–";

/** The annex; null for a plan, and while there is nothing to account for. */
export function pdfAnnex(model: ExportDocument): PdfAnnex | null {
  const { concordance, language: locale } = model;
  if (!concordance) return null;
  const { national, counted } = concordance;
  const items = model.areas.flatMap((area) => area.items);
  if (national.length === 0 && counted.length === 0 && items.length === 0) return null;
  const nameOf = (code: string) =>
    printable(model.delegations?.find((each) => each.code === code)?.name ?? code);
  const codes = [...new Set(national.map(({ delegation }) => delegation))];
  return {
    title: m.exchange_concordance({}, { locale }),
    labels: {
      national: m.exchange_concordance_national({}, { locale }),
      regional: m.exchange_concordance_regional({}, { locale }),
      aside: m.exchange_concordance_aside({}, { locale }),
      number: m.exchange_concordance_number({}, { locale }),
      item: m.agenda_concordance_item({}, { locale }),
      agendaItem: m.agenda_add_item({}, { locale }),
      disposition: m.agenda_disposition({}, { locale }),
      sources: m.agenda_sources({}, { locale }),
      reason: m.agenda_reason({}, { locale }),
    },
    national: codes.map((code) => ({
      name: nameOf(code),
      rows: national
        .filter(({ delegation }) => delegation === code)
        .map((row) => ({ ref: row.ref, ...fateOf(row, locale) })),
    })),
    counted: counted.map(({ delegation, count }) =>
      m.agenda_concordance_counted({ name: nameOf(delegation), count }, { locale }),
    ),
    regional: items.map(({ ref, sources = [] }) => ({
      ref,
      sources: sources.map((source) => source.ref).join(" · ") || NONE,
    })),
    aside: national.flatMap(({ ref, text, setAside }) =>
      setAside
        ? [
            {
              ref,
              text: printable(text),
              disposition: dispositionName(setAside.disposition, locale),
              reason: printable(setAside.reason),
            },
          ]
        : [],
    ),
  };
}

function fateOf(
  { carried, setAside }: ExportNational,
  locale: Locale,
): { into: string[]; dispositions: string[] } {
  if (carried.length > 0) {
    return {
      into: carried.map(({ ref }) => ref),
      dispositions: carried.map(({ disposition }) => dispositionName(disposition, locale)),
    };
  }
  const why = setAside
    ? dispositionName(setAside.disposition, locale)
    : m.agenda_one_unplaced({}, { locale });
  return { into: [NONE], dispositions: [why] };
}
