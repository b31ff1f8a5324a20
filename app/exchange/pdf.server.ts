/**
 * PDFs of plans and of the agenda, and files of reports. Made once in server.ts and handed on as `context.pdf`: it owns
 * processes and a folder. A PDF is kept under the hash of all that it is made from, so the same
 * text is typeset once, and a change of text, template or compiler never meets an old file.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { LRUCache } from "lru-cache";
import { projectFile } from "#db/project-file";
import type { Logger } from "../context";
import { PROCESS_LIMITS } from "../limits";
import { type RunOptions, WorkStopped } from "../processes/process-pool.server";
import { SharedWork } from "../processes/shared-work";
import type { ExportDocument } from "./export-model";
import type { AgendaVersion, Paper } from "./export-options";
import { createPdfCache } from "./pdf-cache.server";
import { pdfData } from "./pdf-data";
import { createReportFiles } from "./report-files.server";
import type { RoundReport } from "./round-report";
import { createTypesetter } from "./typesetter.server";

export interface PdfOptions {
  paper: Paper;
  /** By default with brackets, and with who holds them. */
  version?: AgendaVersion;
  /** Public address of the workspace, `https://agenda.example`, where it is known. */
  origin?: string | null;
}

export type ReportFormat = "pdf" | "docx" | "csv";

export interface PdfService {
  /** Names the PDF: the same text on the same paper always has the same key. */
  key(model: ExportDocument, options: PdfOptions): string;
  /** Whether the PDF of that key is there, or being made for someone else: it costs nothing then. */
  has(key: string): Promise<boolean>;
  /**
   * The PDF, from the cache or typeset now. Rejects with `Refused("too-many")` when too many are
   * waiting, with `WorkStopped` when it takes too long or too much memory, with an Error when
   * typesetting fails.
   * @param asked by whom; the signal gives it up if no one else waits for the same.
   */
  render(model: ExportDocument, options: PdfOptions, asked?: RunOptions): Promise<Buffer>;
  /** The same two for the report of a consultation round, as a file of a format. */
  reportKey(report: RoundReport, format: ReportFormat, paper: Paper): string;
  renderReport(
    report: RoundReport,
    format: ReportFormat,
    paper: Paper,
    asked?: RunOptions,
  ): Promise<Buffer>;
  close(): Promise<void>;
}

declare module "@remix-run/node" {
  interface AppLoadContext {
    pdf: PdfService;
  }
}

export interface PdfSettings {
  /** Folder of finished PDFs, `<dataDir>/cache/pdf`; made as needed, may be emptied at any time. */
  cacheDir: string;
  log: Logger;
  /** How many finished PDFs to keep, and how many bytes of all together. */
  maxFiles?: number;
  maxBytes?: number;
  /** Milliseconds that one PDF may take, and megabytes that its process may hold. */
  timeLimit?: number;
  memoryMb?: number;
}

/** For whom a PDF is made where it is no person. */
const NO_ONE: RunOptions = { owner: "" };

const TEMPLATE = projectFile("app/exchange/pdf/document.typ");
/** What a report adds to it. */
const REPORT_TEMPLATE = projectFile("app/exchange/pdf/round-report.typ");
const COMPILER = "@myriaddreamin/typst-ts-node-compiler/package.json";

function compilerVersion(): string {
  const { version } = createRequire(import.meta.url)(COMPILER) as { version: string };
  return version;
}

const sha256 = (...parts: string[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
};

/** By which readers see that two copies hold the same text, whatever their state or paper. */
function fingerprint(model: ExportDocument): string {
  const text = JSON.stringify([
    model.title,
    model.preamble,
    model.areas.map((area) => [
      area.title,
      area.items.map((item) => [item.ref, item.text, item.details]),
    ]),
  ]);
  return (sha256(text).slice(0, 16).match(/.{4}/g) ?? []).join(" ");
}

interface Job {
  /** Names what comes of it. */
  key: string;
  template: string;
  /** What the template is filled with; made only where there is no PDF yet. */
  data(): string | Promise<string>;
}

export function createPdfService({
  cacheDir,
  log,
  maxFiles = PROCESS_LIMITS.cachedPdfs,
  maxBytes = PROCESS_LIMITS.cachedPdfMegabytes * 1024 * 1024,
  timeLimit,
  memoryMb,
}: PdfSettings): PdfService {
  const template = readFileSync(TEMPLATE, "utf8");
  const compiler = compilerVersion();
  const typesetter = createTypesetter({ timeLimit, memoryMb });
  const reports = createReportFiles({ timeLimit, memoryMb });
  const cache = createPdfCache(cacheDir, { files: maxFiles, bytes: maxBytes });
  const shared = new SharedWork<Buffer>();
  /** What was too much for its process would be so again, and cost as much. */
  const stopped = new LRUCache<string, WorkStopped>({
    max: 1_000,
    ttl: PROCESS_LIMITS.retryExportAfter,
  });

  const reportTemplate = `${template}\n${readFileSync(REPORT_TEMPLATE, "utf8")}`;

  const prepare = (model: ExportDocument, { paper, version, origin }: PdfOptions): Job => {
    const data = JSON.stringify(pdfData(model, paper, fingerprint(model), version, origin));
    return { data: () => data, template, key: sha256(data, template, paper, compiler) };
  };
  const reportKey = (report: RoundReport, format: ReportFormat, paper: Paper): string =>
    sha256(JSON.stringify(report), format, paper, reportTemplate, compiler);

  async function make({ key, data, template }: Job, asked: RunOptions): Promise<Buffer> {
    const cached = await cache.read(key);
    if (cached) return cached;
    const before = stopped.get(key);
    if (before) throw before;
    const started = performance.now();
    const pdf = await typesetter.typeset(template, await data(), asked).catch((error: unknown) => {
      if (error instanceof WorkStopped) stopped.set(key, error);
      throw error;
    });
    log.info(
      { key, bytes: pdf.length, milliseconds: Math.round(performance.now() - started) },
      "pdf typeset",
    );
    await cache.write(key, pdf).catch((error: unknown) => {
      // A full disk must not cost the reader the PDF.
      log.warn({ err: error }, "pdf not kept");
    });
    return pdf;
  }

  async function makeReport(
    report: RoundReport,
    format: ReportFormat,
    paper: Paper,
    asked: RunOptions,
  ): Promise<Buffer> {
    const locale = report.plan.language;
    if (format !== "pdf") return reports.file(format, report, locale, paper, asked);
    const key = reportKey(report, format, paper);
    const data = () => reports.pdfData(report, paper, asked);
    return make({ key, data, template: reportTemplate }, asked);
  }

  const render = (job: Job, { owner, signal }: RunOptions): Promise<Buffer> =>
    shared.join(job.key, signal, (ending) => make(job, { owner, signal: ending }));

  return {
    key: (model, options) => prepare(model, options).key,
    has: async (key) => shared.has(key) || cache.has(key),
    render: (model, options, asked = NO_ONE) => render(prepare(model, options), asked),
    reportKey,
    renderReport: (report, format, paper, { owner, signal } = NO_ONE) =>
      shared.join(reportKey(report, format, paper), signal, (ending) =>
        makeReport(report, format, paper, { owner, signal: ending }),
      ),
    close: async () => {
      await Promise.all([typesetter.close(), reports.close()]);
    },
  };
}
