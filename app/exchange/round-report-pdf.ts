/** What the template `pdf/round-report.typ` is given: the report's words, ready for the page. */
import { m } from "../i18n/messages";
import type { Paper } from "./export-options";
import { frameData, type PdfData } from "./pdf-data";
import { printable } from "./pdf-text";
import type { LineWords } from "./report-redline";
import type { RoundReport } from "./round-report";
import { type ReportWords, reportWords } from "./round-report-words";

interface PdfLine {
  /** In how many lists it stands; 0 for a paragraph. */
  depth: number;
  runs: { kind: string; text: string; bold: boolean; italic: boolean }[];
}

type Printed<T> = T extends LineWords
  ? PdfLine
  : T extends string | number | null
    ? T
    : { [Key in keyof T]: Printed<T[Key]> };

export type RoundReportPdf = PdfData & { report: Printed<Omit<ReportWords, "locale">> };

/** In the language of the plan, as its other files are. */
export function roundReportPdf(report: RoundReport, paper: Paper): RoundReportPdf {
  const { plan, round, asOf } = report;
  const locale = plan.language;
  const { locale: _, ...words } = reportWords(report, locale);
  const title = printable(words.title);
  return {
    ...frameData({
      locale,
      paper,
      at: asOf,
      title,
      shortTitle: `${title} · ${printable(plan.delegation.name)}`,
      owner: printable(plan.delegation.name),
      state: printable(plan.title),
      keywords: [m.report_title({ number: round.number }, { locale })],
      lines: words.lines.map(printable),
    }),
    report: printed(words) as RoundReportPdf["report"],
  };
}

function isLine(value: object): value is LineWords {
  return "pieces" in value && "depth" in value;
}

/** The same with every string in it fit to be printed; line ends stay. */
function printed(value: unknown): unknown {
  if (typeof value === "string") return value.split("\n").map(printable).join("\n");
  if (Array.isArray(value)) return value.map(printed);
  if (typeof value !== "object" || value === null) return value;
  if (isLine(value)) {
    return {
      depth: value.depth,
      runs: value.pieces.map(({ kind, text, marks }) => ({
        kind,
        text: printable(text),
        bold: marks.some(({ type }) => type === "bold"),
        italic: marks.some(({ type }) => type === "italic"),
      })),
    } satisfies PdfLine;
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, printed(one)]));
}
