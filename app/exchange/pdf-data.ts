/**
 * What the template `pdf/document.typ` is given: every word on the page, labels included, in the
 * language of the document (not of the reader: the same document is the same PDF for everyone).
 */
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import { alternativeLabel, withBracketsWritten } from "../plans/brackets";
import { DETAILS, type Detail } from "../plans/document";
import { type ExportDocument, type ExportItem, type ExportSource, isDraft } from "./export-model";
import type { AgendaVersion, Paper } from "./export-options";
import { type PdfAnnex, pdfAnnex } from "./pdf-concordance";
import { lineCount, type PdfBlock, pdfBlocks, printable } from "./pdf-text";

export interface PdfItem {
  ref: string;
  text: PdfBlock[];
  details: { label: string; value: string }[];
  note: string | null;
  /** Whether it stays on one page. */
  short: boolean;
}

export interface PdfData {
  paper: "a4" | "us-letter";
  lang: Locale;
  region: string;
  draft: boolean;
  /** In the file's metadata. */
  documentTitle: string;
  author: string;
  keywords: string[];
  /** Of the text, not of the export: the same text gives the same bytes. In UTC. */
  date: {
    year: number;
    month: number;
    day: number;
    hour: number;
    minute: number;
    second: number;
  };
  title: string;
  shortTitle: string;
  owner: string;
  state: string;
  versionLines: string[];
  labels: {
    draft: string;
    draftNotice: string;
    /** With `{page}` and `{total}` in it. */
    page: string;
    contents: string;
    preamble: string;
    noItems: string;
    noItemsInArea: string;
  };
  preamble: PdfBlock[];
  areas: { title: string; items: PdfItem[] }[];
  annex: PdfAnnex | null;
}

/** Decides, within a language, on quotation marks. */
const REGIONS: Record<Locale, string> = { en: "US", fr: "CA", es: "MX" };

const STATES: Record<string, (inputs: object, options: { locale: Locale }) => string> = {
  draft: m.exchange_state_draft,
  open: m.exchange_state_open,
  approved: m.exchange_state_approved,
  submitted: m.exchange_state_submitted,
  "zero-draft": m.exchange_state_zero_draft,
  "revised-draft": m.exchange_state_revised_draft,
  "chairs-text": m.exchange_state_chairs_text,
  adopted: m.exchange_state_adopted,
};

const DETAIL_LABELS: Record<Detail, (inputs: object, options: { locale: Locale }) => string> = {
  lead: m.exchange_detail_lead,
  partners: m.exchange_detail_partners,
  due: m.exchange_detail_due,
  indicator: m.exchange_detail_indicator,
};

const LONGEST_SHORT_ITEM = 16;
const LONGEST_SHORT_TITLE = 72;

/**
 * @param fingerprint short code by which two copies can be seen to hold the same text.
 * @param version *clean* leaves brackets out, and the words in them stand.
 */
export function pdfData(
  model: ExportDocument,
  paper: Paper,
  fingerprint: string,
  version: AgendaVersion = "negotiating",
): PdfData {
  const locale = model.language;
  const kind =
    model.kind === "agenda"
      ? m.exchange_kind_agenda({}, { locale })
      : m.exchange_kind_plan({}, { locale });
  const title = printable(model.title).trim() || kind;
  const names = (model.delegation ? [model.delegation] : (model.delegations ?? [])).map((one) =>
    printable(one.name),
  );
  const owner = names.length > 0 ? names.join(" · ") : kind;
  const state = STATES[model.state]?.({}, { locale }) ?? model.state;
  const at = new Date(model.updatedAt);
  return {
    paper: paper === "letter" ? "us-letter" : "a4",
    lang: locale,
    region: REGIONS[locale],
    draft: isDraft(model),
    documentTitle: title,
    author: names.join(", ") || kind,
    keywords: [kind, state],
    date: {
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
      hour: at.getUTCHours(),
      minute: at.getUTCMinutes(),
      second: at.getUTCSeconds(),
    },
    title,
    shortTitle: shortened(title),
    owner,
    state,
    versionLines: [
      m.exchange_text_of({ date: longDate(at, locale), time: clock(at) }, { locale }),
      m.exchange_fingerprint({ code: fingerprint }, { locale }),
    ],
    labels: {
      draft: m.exchange_mark_draft({}, { locale }),
      draftNotice:
        model.kind === "agenda"
          ? m.exchange_draft_agenda({}, { locale })
          : m.exchange_draft_plan({}, { locale }),
      page: m.exchange_page_of({ page: "{page}", total: "{total}" }, { locale }),
      contents: m.exchange_contents({}, { locale }),
      preamble: m.exchange_preamble({}, { locale }),
      noItems: m.exchange_no_items({}, { locale }),
      noItemsInArea: m.exchange_no_items_in_area({}, { locale }),
    },
    preamble: pdfBlocks(model.preamble),
    areas: model.areas.map((area) => ({
      title:
        printable(area.title).trim() ||
        m.exchange_untitled_area({ number: area.number }, { locale }),
      items: area.items.map((item) => pdfItem(item, locale, version)),
    })),
    annex: pdfAnnex(model),
  };
}

function pdfItem(item: ExportItem, locale: Locale, version: AgendaVersion): PdfItem {
  const text = pdfBlocks(
    version === "clean" ? item.text : withBracketsWritten(item.text, alternativeLabel),
  );
  const details = DETAILS.map((detail) => ({
    label: DETAIL_LABELS[detail]({}, { locale }),
    value: printable(item.details[detail]).trim(),
  })).filter(({ value }) => value !== "");
  const lines =
    lineCount(text) + details.reduce((sum, { value }) => sum + Math.ceil(value.length / 80), 0);
  return {
    ref: item.ref,
    text: text.length > 0 ? text : [{ type: "paragraph", runs: [] }],
    details,
    note: sourcesNote(item.sources ?? [], locale),
    short: lines <= LONGEST_SHORT_ITEM,
  };
}

function sourcesNote(sources: readonly ExportSource[], locale: Locale): string | null {
  if (sources.length === 0) return null;
  const refs = sources.map(({ ref, drifted }) =>
    drifted ? m.exchange_source_drifted({ ref }, { locale }) : ref,
  );
  return m.exchange_sources({ refs: refs.join(" · ") }, { locale });
}

function shortened(title: string): string {
  const characters = Array.from(title);
  if (characters.length <= LONGEST_SHORT_TITLE) return title;
  return `${characters
    .slice(0, LONGEST_SHORT_TITLE - 1)
    .join("")
    .trimEnd()}…`;
}

function longDate(at: Date, locale: Locale): string {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(at);
  return locale === "fr" ? date.replace(/^1 /, "1er ") : date;
}

function clock(at: Date): string {
  return at.toISOString().slice(11, 16);
}

/** `canada-national-action-plan-2026-11-24.pdf`, in the language of the document. */
export function exportFileName(
  model: Pick<ExportDocument, "kind" | "slug" | "language" | "updatedAt">,
  extension: "pdf" | "json",
): string {
  const locale = model.language;
  const date = new Date(model.updatedAt).toISOString().slice(0, 10);
  const name =
    model.kind === "agenda"
      ? m.exchange_file_agenda({}, { locale })
      : `${model.slug}-${m.exchange_file_plan({}, { locale })}`;
  return `${name}-${date}.${extension}`;
}
