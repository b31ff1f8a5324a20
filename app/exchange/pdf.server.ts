/**
 * PDFs of plans and of the agenda. Made once in server.ts and handed on as `context.pdf`: it owns
 * a thread and a folder. A PDF is kept under the hash of all that it is made from, so the same
 * text is typeset once, and a change of text, template or compiler never meets an old file.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { projectFile } from "#db/project-file";
import type { Logger } from "../context";
import type { ExportDocument } from "./export-model";
import type { AgendaVersion, Paper } from "./export-options";
import { pdfData } from "./pdf-data";
import { createTypesetter } from "./pdf-worker.server";
import type { RoundReport } from "./round-report";
import { roundReportPdf } from "./round-report-pdf";

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
   * waiting, with an Error when typesetting fails or takes too long.
   */
  render(model: ExportDocument, options: PdfOptions): Promise<Buffer>;
  /** The same two for the report of a consultation round. */
  reportKey(report: RoundReport, paper: Paper): string;
  renderReport(report: RoundReport, paper: Paper): Promise<Buffer>;
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
  /** How many finished PDFs to keep. */
  keep?: number;
  /** Milliseconds that one PDF may take. */
  timeLimit?: number;
}

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
  keep = 200,
  timeLimit = 60_000,
}: PdfSettings): PdfService {
  const template = readFileSync(TEMPLATE, "utf8");
  const compiler = compilerVersion();
  const typesetter = createTypesetter({ template, timeLimit });
  const underWay = new Map<string, Promise<Buffer>>();

  const reportTemplate = `${template}\n${readFileSync(REPORT_TEMPLATE, "utf8")}`;

  const prepare = (model: ExportDocument, { paper, version, origin }: PdfOptions): Job => {
    const data = JSON.stringify(pdfData(model, paper, fingerprint(model), version, origin));
    return { data, template, key: sha256(data, template, paper, compiler) };
  };
  const prepareReport = (report: RoundReport, paper: Paper): Job => {
    const data = JSON.stringify(roundReportPdf(report, paper));
    return { data, template: reportTemplate, key: sha256(data, reportTemplate, paper, compiler) };
  };

  async function make({ key, data, template }: Job): Promise<Buffer> {
    const file = join(cacheDir, `${key}.pdf`);
    const kept = await readKept(file);
    if (kept) return kept;
    const started = performance.now();
    const pdf = await typesetter.typeset(data, template);
    log.info(
      { key, bytes: pdf.length, milliseconds: Math.round(performance.now() - started) },
      "pdf typeset",
    );
    try {
      await keepFile(file, pdf);
      await dropOldest(cacheDir, keep);
    } catch (error) {
      // A full disk must not cost the reader the PDF.
      log.warn({ err: error }, "pdf not kept");
    }
    return pdf;
  }

  function render(job: Job): Promise<Buffer> {
    const known = underWay.get(job.key);
    if (known) return known;
    const made = make(job).finally(() => underWay.delete(job.key));
    underWay.set(job.key, made);
    return made;
  }

  return {
    key: (model, options) => prepare(model, options).key,
    has: async (key) => underWay.has(key) || existsSync(join(cacheDir, `${key}.pdf`)),
    render: (model, options) => render(prepare(model, options)),
    reportKey: (report, paper) => prepareReport(report, paper).key,
    renderReport: (report, paper) => render(prepareReport(report, paper)),
    close: () => typesetter.close(),
  };
}

async function readKept(file: string): Promise<Buffer | null> {
  try {
    const pdf = await readFile(file);
    if (pdf.subarray(0, 5).toString("latin1") !== "%PDF-") return null;
    const now = new Date();
    // Read lately, it is dropped later.
    await utimes(file, now, now).catch(() => undefined);
    return pdf;
  } catch {
    return null;
  }
}

/** Written aside and renamed, so that no one ever reads half a file. */
async function keepFile(file: string, pdf: Buffer): Promise<void> {
  await mkdir(join(file, ".."), { recursive: true });
  const aside = `${file}.${process.pid}.part`;
  await writeFile(aside, pdf);
  await rename(aside, file);
}

async function dropOldest(folder: string, keep: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".pdf"));
  if (names.length <= keep) return;
  const files = await Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      at: (await stat(join(folder, name))).mtimeMs,
    })),
  );
  files.sort((a, b) => b.at - a.at);
  await Promise.all(files.slice(keep).map(({ path }) => rm(path, { force: true })));
}
