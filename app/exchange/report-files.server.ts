/**
 * The process in which reports of consultation rounds become files. A report has all that was said
 * and proposed in a round: to make a Word file of two thousand entries takes seconds.
 */
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { projectFile } from "#db/project-file";
import type { Locale } from "../context";
import { PROCESS_LIMITS } from "../limits";
import { createProcessPool, type RunOptions } from "../processes/process-pool.server";
import type { Paper } from "./export-options";
import type { RoundReport } from "./round-report";

/** As built beside the server; where the server runs from its sources, from its source. */
function program(): { file: string; execArgv: string[] } {
  if (fileURLToPath(import.meta.url).startsWith(projectFile("build"))) {
    return { file: projectFile("build/process/report-process.server.js"), execArgv: [] };
  }
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return {
    file: projectFile("app/exchange/report-process.server.ts"),
    execArgv: ["--import", loader],
  };
}

/** Each rejects as `ProcessPool.run` does. */
export interface ReportFiles {
  file(
    format: "docx" | "csv",
    report: RoundReport,
    locale: Locale,
    paper: Paper,
    options: RunOptions,
  ): Promise<Buffer>;
  /** What the PDF of a report is typeset from, as JSON. */
  pdfData(report: RoundReport, paper: Paper, options: RunOptions): Promise<string>;
  close(): Promise<void>;
}

export function createReportFiles(limits: { timeLimit?: number; memoryMb?: number }): ReportFiles {
  const pool = createProcessPool({
    ...program(),
    timeLimit: limits.timeLimit ?? PROCESS_LIMITS.exportMilliseconds,
    memoryMb: limits.memoryMb ?? PROCESS_LIMITS.exportMegabytes,
    queue: {
      total: PROCESS_LIMITS.exportsWaiting,
      perOwner: PROCESS_LIMITS.exportsWaitingPerPerson,
    },
    idleAfter: PROCESS_LIMITS.idleMilliseconds,
  });
  return {
    async file(format, report, locale, paper, options) {
      const bytes = await pool.run<Uint8Array>(format, [report, locale, paper], options);
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    pdfData: (report, paper, options) => pool.run<string>("pdfData", [report, paper], options),
    close: () => pool.close(),
  };
}
