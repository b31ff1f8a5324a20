/** The report of a consultation round as a table: a row for each comment and each amendment. */
import { stringify } from "csv-stringify/sync";
import { roleName } from "../accounts/role-name";
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import { wallTime } from "../i18n/time-zones";
import { type LineWords, redlineWords } from "./report-redline";
import type { ReportAmendment, ReportSection, ReportThread, RoundReport } from "./round-report";
import { commentWords, goneName, KIND_NAMES, placeWords, STATE_NAMES } from "./round-report-words";

interface Row {
  item: string;
  area: string;
  number: number;
  kind: string;
  author: string;
  delegation: string;
  role: string;
  at: string;
  quote: string;
  words: string;
  change: string;
  support: string;
  outcome: string;
  by: string;
  on: string;
  reason: string;
  internal: string;
}

/**
 * As UTF-8 with a byte order mark, by which spreadsheets know it. A cell that a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
export function roundReportCsv(report: RoundReport, locale: Locale): string {
  const zone = report.round.timeZone.replaceAll("_", " ");
  const columns: Record<keyof Row, string> = {
    number: m.report_col_number({}, { locale }),
    area: m.report_col_area({}, { locale }),
    item: m.report_col_item({}, { locale }),
    kind: m.report_col_kind({}, { locale }),
    author: m.report_col_author({}, { locale }),
    delegation: m.report_col_delegation({}, { locale }),
    role: m.report_col_role({}, { locale }),
    at: m.report_col_at({ zone }, { locale }),
    quote: m.report_col_quote({}, { locale }),
    words: m.report_col_words({}, { locale }),
    change: m.report_col_change({}, { locale }),
    support: m.report_col_support({}, { locale }),
    outcome: m.report_col_outcome({}, { locale }),
    by: m.report_col_by({}, { locale }),
    on: m.report_col_on({ zone }, { locale }),
    reason: m.report_col_reason({}, { locale }),
    internal: m.report_col_internal({}, { locale }),
  };
  return stringify(rowsOf(report, locale), {
    bom: true,
    header: true,
    columns: Object.entries(columns).map(([key, header]) => ({ key, header })),
    record_delimiter: "windows",
    escape_formulas: true,
    // A line end within a cell is another than that of a row, and would not be quoted by itself.
    quoted: true,
  });
}

function rowsOf({ sections, round }: RoundReport, locale: Locale): Row[] {
  const at = (moment: number) => wallTime(moment, round.timeZone).replace("T", " ");
  return sections.flatMap((section) => {
    const place = placeOf(section, locale);
    return section.entries.flatMap((entry) =>
      entry.type === "thread"
        ? threadRows(entry, place, at, locale)
        : [
            amendmentRow(entry, place, at, locale),
            ...entry.threads.flatMap((thread) => threadRows(thread, place, at, locale)),
          ],
    );
  });
}

type Place = Pick<Row, "item" | "area">;
type At = (moment: number) => string;

function placeOf(section: ReportSection, locale: Locale): Place {
  if (section.about === "document") {
    return { area: "", item: m.report_on_document({}, { locale }) };
  }
  if (section.about === "gone") return { area: "", item: goneName(section, locale) };
  const { number, title } = section.about === "area" ? section : section.area;
  const area = `${number}. ${title}`;
  return { area, item: section.about === "item" ? section.ref : "" };
}

function threadRows(thread: ReportThread, place: Place, at: At, locale: Locale): Row[] {
  const { number, quote, internalTo, comments, resolved } = thread;
  return comments.map(({ author, at: said, ...comment }) => ({
    ...place,
    number,
    kind: m.report_kind_comment({}, { locale }),
    author: author.name,
    delegation: author.delegation ?? "",
    role: roleName(author.role, locale),
    at: at(said),
    quote,
    words: commentWords(comment, locale),
    change: "",
    support: "",
    outcome: resolved
      ? m.report_outcome_resolved({}, { locale })
      : m.report_outcome_open({}, { locale }),
    by: resolved?.by?.name ?? "",
    on: resolved ? at(resolved.at) : "",
    reason: "",
    internal: internalTo ?? "",
  }));
}

function amendmentRow(one: ReportAmendment, place: Place, at: At, locale: Locale): Row {
  const { author, supporters, decided } = one;
  const where = placeWords(one, locale);
  return {
    ...place,
    number: one.number,
    kind: KIND_NAMES[one.kind]({}, { locale }),
    author: author.name,
    delegation: author.delegation ?? "",
    role: roleName(author.role, locale),
    at: at(one.at),
    quote: "",
    words: one.justification,
    change: [
      ...(where ? [where] : []),
      ...(one.proposed.length > 0 ? [marked(redlineWords(one.proposed, locale))] : []),
      ...(one.accepted
        ? [`${m.report_as_accepted({}, { locale })}\n${marked(redlineWords(one.accepted, locale))}`]
        : []),
    ].join("\n"),
    support: supporters.map(({ name }) => name).join(", "),
    outcome: STATE_NAMES[one.state]({}, { locale }),
    by: decided?.by?.name ?? "",
    on: decided ? at(decided.at) : "",
    reason: decided?.reason ?? "",
    internal: "",
  };
}

/** A redline without looks: `[-out-]`, `[+in+]`; a line for each paragraph. */
function marked(lines: readonly LineWords[]): string {
  const signs = { removed: "-", added: "+" } as const;
  return lines
    .map(({ depth, pieces }) => {
      const words = pieces.map(({ kind, text }) => {
        const sign = kind === "removed" || kind === "added" ? signs[kind] : null;
        return sign ? `[${sign}${text}${sign}]` : text;
      });
      return `${"  ".repeat(Math.max(0, depth - 1))}${words.join("")}`;
    })
    .join("\n");
}
