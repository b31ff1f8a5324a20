/** Annexes on national items: the table of concordance, and what was not carried, with reasons. */
import { dispositionName } from "../agenda/wording";
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import type { ExportDocument, ExportNational } from "./export-model";
import type { AnnexBlock, PdfAnnex } from "./pdf-annexes";
import { printable } from "./pdf-text";

/** In place of a number or a source that there is not. */
const NONE = "–";

const nameIn = (model: ExportDocument) => (code: string) =>
  printable(model.delegations?.find((each) => each.code === code)?.name ?? code);

const codesOf = (rows: readonly ExportNational[]) => [
  ...new Set(rows.map(({ delegation }) => delegation)),
];

/** Null for a plan, and while there is nothing to account for. */
export function concordanceAnnex(model: ExportDocument): PdfAnnex | null {
  const { concordance, language: locale } = model;
  if (!concordance) return null;
  const { national, counted } = concordance;
  const items = model.areas.flatMap((area) => area.items);
  if (national.length === 0 && counted.length === 0 && items.length === 0) return null;
  const nameOf = nameIn(model);
  const blocks: AnnexBlock[] = [];
  if (national.length + counted.length > 0) {
    blocks.push(heading(2, m.exchange_concordance_national({}, { locale })));
  }
  for (const code of codesOf(national)) {
    blocks.push(heading(3, nameOf(code)), {
      type: "table",
      columns: [1, 1, 2],
      header: [
        m.agenda_concordance_item({}, { locale }),
        m.agenda_add_item({}, { locale }),
        m.agenda_disposition({}, { locale }),
      ],
      rows: national
        .filter(({ delegation }) => delegation === code)
        .map((row) => [row.ref, ...fateOf(row, locale)]),
    });
  }
  for (const { delegation, count } of counted) {
    const name = nameOf(delegation);
    blocks.push({
      type: "note",
      text: m.agenda_concordance_counted({ name, count }, { locale }),
    });
  }
  if (items.length > 0) {
    blocks.push(heading(2, m.exchange_concordance_regional({}, { locale })), {
      type: "table",
      columns: [1, 3],
      header: [m.agenda_add_item({}, { locale }), m.agenda_sources({}, { locale })],
      rows: items.map(({ ref, sources = [] }) => [
        ref,
        sources.map((source) => source.ref).join(" · ") || NONE,
      ]),
    });
  }
  return { title: m.exchange_concordance({}, { locale }), blocks };
}

/** Items deferred or not carried; null where there are none that the reader may know. */
export function notCarriedAnnex(model: ExportDocument): PdfAnnex | null {
  const { concordance, language: locale } = model;
  const aside = (concordance?.national ?? []).filter(({ setAside }) => setAside !== null);
  if (aside.length === 0) return null;
  const nameOf = nameIn(model);
  return {
    title: m.exchange_concordance_aside({}, { locale }),
    blocks: codesOf(aside).flatMap((code): AnnexBlock[] => [
      heading(2, nameOf(code)),
      {
        type: "table",
        columns: [1, 3, 1.3, 3],
        header: [
          m.exchange_concordance_number({}, { locale }),
          m.agenda_concordance_item({}, { locale }),
          m.agenda_disposition({}, { locale }),
          m.agenda_reason({}, { locale }),
        ],
        rows: aside
          .filter(({ delegation }) => delegation === code)
          .map(({ ref, text, setAside }) => [
            ref,
            [printable(text), ...sinceAside(setAside, locale)],
            setAside ? dispositionName(setAside.disposition, locale) : "",
            reasonsOf(setAside, locale),
          ]),
      },
    ]),
  };
}

/** Said where the words no longer are those that were set aside: the reason was given for others. */
function sinceAside(setAside: ExportNational["setAside"], locale: Locale): string[] {
  return setAside?.drifted ? [`(${m.drift_since_aside({}, { locale })})`] : [];
}

/** The reason, and below it what the delegation says against it. */
function reasonsOf(setAside: ExportNational["setAside"], locale: Locale): string[] {
  if (!setAside) return [];
  const { reason, objection } = setAside;
  if (!objection) return [printable(reason)];
  const { delegation: code, reason: against } = objection;
  return [
    printable(reason),
    m.exchange_objection_of({ code, reason: printable(against) }, { locale }),
  ];
}

const heading = (level: 2 | 3, text: string): AnnexBlock => ({ type: "heading", level, text });

function fateOf({ carried, setAside }: ExportNational, locale: Locale): [string[], string[]] {
  if (carried.length > 0) {
    return [
      carried.map(({ ref }) => ref),
      carried.map(({ disposition }) => dispositionName(disposition, locale)),
    ];
  }
  const why = setAside
    ? dispositionName(setAside.disposition, locale)
    : m.agenda_one_unplaced({}, { locale });
  return [[NONE], [why, ...sinceAside(setAside, locale)]];
}
