/**
 * What the template `pdf/document.typ` is given: every word on the page, labels included, in the
 * language of the document (not of the reader: the same document is the same PDF for everyone).
 */
import { draftName } from "../adoption/draft-name";
import { positionName } from "../agenda/position-wording";
import type { Locale } from "../context";
import { alternativeLabel, withBracketsWritten } from "../documents/brackets";
import { DETAILS, type Detail } from "../documents/document";
import type { RichText } from "../documents/rich-text";
import { m } from "../i18n/messages";
import {
  type ExportDocument,
  type ExportItem,
  type ExportPosition,
  type ExportSource,
  isDraft,
} from "./export-model";
import type { AgendaVersion, Paper } from "./export-options";
import { inGroups } from "./issued-file";
import { adoptedOn, type PdfAnnex, pdfAnnexes } from "./pdf-annexes";
import { lineCount, longDate, type PdfBlock, pdfBlocks, printable } from "./pdf-text";

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
  /** Of an adopted text: its fingerprint in two lines, and how to check a copy. */
  fingerprint: { label: string; lines: string[]; check: string } | null;
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
  annexes: PdfAnnex[];
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
 * @param version *clean* leaves out positions and brackets; the words in brackets stand.
 * @param origin public address of the workspace, where it is known.
 */
export function pdfData(
  model: ExportDocument,
  paper: Paper,
  fingerprint: string,
  version: AgendaVersion = "negotiating",
  origin: string | null = null,
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
  const state = stateOf(model);
  const at = new Date(model.updatedAt);
  return {
    paper: paper === "letter" ? "us-letter" : "a4",
    lang: locale,
    region: REGIONS[locale],
    draft: isDraft(model),
    documentTitle: title,
    author: names.join(", ") || kind,
    keywords: [kind, state],
    date: dateParts(model.updatedAt),
    title,
    shortTitle: shortened(title),
    owner,
    state,
    versionLines: [
      ...(model.kind === "agenda" ? [VERSIONS[version]({}, { locale })] : []),
      ...(model.adoption
        ? [adoptedOn(model.adoption, locale)]
        : [
            m.exchange_text_of(
              { date: longDate(model.updatedAt, locale), time: clock(at) },
              { locale },
            ),
            m.exchange_fingerprint({ code: fingerprint }, { locale }),
          ]),
      ...(model.draft?.textStatus === "issued"
        ? [m.exchange_issued_text_only({}, { locale })]
        : []),
    ],
    fingerprint: fingerprintOf(model, origin),
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
    preamble: pdfBlocks(wordsIn(version, model.preamble, locale)),
    areas: model.areas.map((area) => ({
      title:
        printable(area.title).trim() ||
        m.exchange_untitled_area({ number: area.number }, { locale }),
      items: area.items.map((item) => pdfItem(item, model, version)),
    })),
    annexes: pdfAnnexes(model, version),
  };
}

/**
 * What a report has of a document: the page, the title page and the contents, and no areas of its own.
 * @param frame.at when the last thing that it tells of happened.
 */
export function frameData(frame: {
  locale: Locale;
  paper: Paper;
  at: number;
  title: string;
  shortTitle: string;
  owner: string;
  state: string;
  keywords: string[];
  lines: string[];
}): PdfData {
  const { locale, paper, at, title, shortTitle, owner, state, keywords, lines } = frame;
  return {
    paper: paper === "letter" ? "us-letter" : "a4",
    lang: locale,
    region: REGIONS[locale],
    draft: false,
    documentTitle: `${title} – ${state}`,
    author: owner,
    keywords,
    date: dateParts(at),
    title,
    shortTitle,
    owner,
    state,
    versionLines: lines,
    fingerprint: null,
    labels: {
      draft: "",
      draftNotice: "",
      page: m.exchange_page_of({ page: "{page}", total: "{total}" }, { locale }),
      contents: m.exchange_contents({}, { locale }),
      preamble: "",
      noItems: "",
      noItemsInArea: "",
    },
    preamble: [],
    areas: [],
    annexes: [],
  };
}

function dateParts(moment: number): PdfData["date"] {
  const at = new Date(moment);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}

const VERSIONS = {
  negotiating: m.exchange_version_negotiating,
  clean: m.exchange_version_clean,
} as const satisfies Record<AgendaVersion, unknown>;

/** Which text it is: the state, and of the agenda the draft that it is or follows. */
function stateOf({ state, draft, adoption, language: locale }: ExportDocument): string {
  const name = STATES[state]?.({}, { locale }) ?? state;
  if (!draft || adoption) return name;
  const { textStatus, issuedAt } = draft;
  const drafted = draftName(draft, locale);
  if (textStatus === "followed") return m.exchange_working_text({ draft: drafted }, { locale });
  return m.exchange_as_issued({ draft: drafted, date: longDate(issuedAt, locale) }, { locale });
}

function fingerprintOf(
  { adoption, language: locale }: ExportDocument,
  origin: string | null,
): PdfData["fingerprint"] {
  if (!adoption) return null;
  const groups = inGroups(adoption.fingerprint).split(" ");
  const half = groups.length / 2;
  return {
    label: m.exchange_fingerprint_adopted({}, { locale }),
    lines: [groups.slice(0, half).join(" "), groups.slice(half).join(" ")],
    check: origin
      ? m.exchange_check_at({ address: `${origin}/check` }, { locale })
      : m.exchange_check({ path: "/check" }, { locale }),
  };
}

/** The words as that version has them. */
function wordsIn(version: AgendaVersion, text: RichText, locale: Locale): RichText {
  if (version === "clean") return text;
  return withBracketsWritten(text, alternativeLabel, (codes) =>
    m.brackets_written_deletion({ codes }, { locale }),
  );
}

function pdfItem(
  item: ExportItem,
  { language: locale, adoption }: ExportDocument,
  version: AgendaVersion,
): PdfItem {
  const text = pdfBlocks(wordsIn(version, item.text, locale));
  const details = DETAILS.map((detail) => ({
    label: DETAIL_LABELS[detail]({}, { locale }),
    value: printable(item.details[detail]).trim(),
  })).filter(({ value }) => value !== "");
  // What was said of an adopted text is in the record of consent.
  if (version === "negotiating" && !adoption && item.positions?.length) {
    const label = m.positions_title({}, { locale });
    details.push({ label, value: positionsLine(item.positions, locale) });
  }
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

/** `CA Agreed · MX Reservation (to be confirmed)`. */
function positionsLine(positions: readonly ExportPosition[], locale: Locale): string {
  return positions
    .map(({ delegation, position, current }) => {
      const said = `${delegation} ${positionName(position, locale)}`;
      return current ? said : `${said} (${m.positions_to_confirm({}, { locale })})`;
    })
    .join(" · ");
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

function clock(at: Date): string {
  return at.toISOString().slice(11, 16);
}

/** `canada-national-action-plan-2026-11-24.pdf`, in the language of the document. */
export function exportFileName(
  model: Pick<ExportDocument, "kind" | "slug" | "language" | "updatedAt" | "draft">,
  extension: "pdf" | "json" | "txt",
): string {
  const { language: locale, draft } = model;
  const date = new Date(model.updatedAt).toISOString().slice(0, 10);
  const name =
    model.kind === "agenda"
      ? m.exchange_file_agenda({}, { locale })
      : `${model.slug}-${m.exchange_file_plan({}, { locale })}`;
  const issued = draft?.textStatus === "issued" ? `-${plainName(draftName(draft, locale))}` : "";
  return `${name}${issued}-${date}.${extension}`;
}

/** `rev-2` for `Rév. 2`. */
function plainName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
