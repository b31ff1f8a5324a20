/** The process that makes the files of consultation rounds' reports, but for typesetting. */
import type { Locale } from "../context";
import { serve } from "../processes/child.mjs";
import type { Paper } from "./export-options";
import type { RoundReport } from "./round-report";
import { roundReportCsv } from "./round-report-csv.server";
import { roundReportDocx } from "./round-report-docx.server";
import { roundReportPdf } from "./round-report-pdf";
import { reportWords } from "./round-report-words";

serve({
  docx: (report: RoundReport, locale: Locale, paper: Paper) =>
    roundReportDocx(reportWords(report, locale), paper),
  csv: (report: RoundReport, locale: Locale) => Buffer.from(roundReportCsv(report, locale)),
  /** What its PDF is typeset from, as JSON. */
  pdfData: (report: RoundReport, paper: Paper) => JSON.stringify(roundReportPdf(report, paper)),
});
