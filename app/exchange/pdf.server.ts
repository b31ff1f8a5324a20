/**
 * PDFs of plans and of the agenda. Made once in server.ts and handed on as `context.pdf`: it owns
 * a process and a folder. A PDF is kept under the hash of all that it is made from, so the same
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
import type { RoundReport } from "./round-report";
import { roundReportPdf } from "./round-report-pdf";
import { createTypesetter } from "./typesetter.server";

export interface PdfOptions {
  paper: Paper;
  /** By default with brackets, and with who holds them. */
  version?: AgendaVersion;
  /** Public address of the workspace, `https://agenda.example`, where it is known. */
  origin?: string | null;
}

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
  /** The same two for the report of a consultation round. */
  reportKey(report: RoundReport, paper: Paper): string;
  renderReport(report: RoundReport, paper: Paper, asked?: RunOptions): Promise<Buffer>;
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
  keep?: number;
  keepBytes?: number;
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
  data: string;
}

export function createPdfService({
  cacheDir,
  log,
  keep = PROCESS_LIMITS.cachedPdfs,
  keepBytes = PROCESS_LIMITS.cachedPdfMegabytes * 1024 * 1024,
  timeLimit,
  memoryMb,
}: PdfSettings): PdfService {
  const template = readFileSync(TEMPLATE, "utf8");
  const compiler = compilerVersion();
  const typesetter = createTypesetter({ timeLimit, memoryMb });
  const cache = createPdfCache(cacheDir, { files: keep, bytes: keepBytes });
  const shared = new SharedWork<Buffer>();
  /** What was too much for its process would be so again, and cost as much. */
  const stopped = new LRUCache<string, WorkStopped>({
    max: 1_000,
    ttl: PROCESS_LIMITS.retryExportAfter,
  });

  const reportTemplate = `${template}\n${readFileSync(REPORT_TEMPLATE, "utf8")}`;

  const prepare = (model: ExportDocument, { paper, version, origin }: PdfOptions): Job => {
    const data = JSON.stringify(pdfData(model, paper, fingerprint(model), version, origin));
    return { data, template, key: sha256(data, template, paper, compiler) };
  };
  const prepareReport = (report: RoundReport, paper: Paper): Job => {
    const data = JSON.stringify(roundReportPdf(report, paper));
    return { data, template: reportTemplate, key: sha256(data, reportTemplate, paper, compiler) };
  };

  async function make({ key, data, template }: Job, asked: RunOptions): Promise<Buffer> {
    const cached = await cache.read(key);
    if (cached) return cached;
    const before = stopped.get(key);
    if (before) throw before;
    const started = performance.now();
    const pdf = await typesetter.typeset(template, data, asked).catch((error: unknown) => {
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

  const render = (job: Job, { owner, signal }: RunOptions): Promise<Buffer> =>
    shared.join(job.key, signal, (ending) => make(job, { owner, signal: ending }));

  return {
    key: (model, options) => prepare(model, options).key,
    has: async (key) => shared.has(key) || cache.has(key),
    render: (model, options, asked = NO_ONE) => render(prepare(model, options), asked),
    reportKey: (report, paper) => prepareReport(report, paper).key,
    renderReport: (report, paper, asked = NO_ONE) => render(prepareReport(report, paper), asked),
    close: () => typesetter.close(),
  };
}
