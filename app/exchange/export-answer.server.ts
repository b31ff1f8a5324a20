/** What an export answers over HTTP: the file, "not modified", or a short plain refusal. */
import type { AppLoadContext } from "@remix-run/node";
import { isUnavailable } from "../accounts/unavailable.server";
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import { type RunOptions, WorkStopped } from "../processes/process-pool.server";
import { type RefusalCode, Refused } from "../refusal";
import { type ExportTarget, exportDocument } from "./export.server";
import { type ExportDocument, toJson } from "./export-model";
import { type ExportOptions, type ParsedOptions, parseExportOptions } from "./export-options";
import { readAdoptedRecord, registerIssued, sha256 } from "./issued-files.server";
import { exportFileName } from "./pdf-data";
import { readRoundReport } from "./round-report.server";

type Format = "pdf" | "json" | "txt" | "docx" | "csv";

const TYPES: Record<Format, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

type ExportContext = Pick<
  AppLoadContext,
  "app" | "person" | "locale" | "requestId" | "pdf" | "requestLimits" | "address"
>;

/** Answers a request for one format of one document. Never throws a refusal. */
export function answerExport(
  { request, context }: { request: Request; context: ExportContext },
  target: ExportTarget,
  format: "pdf" | "json",
): Promise<Response> {
  const { locale } = context;
  return orRefusal(request, context, target, async () => {
    const parsed = parseExportOptions(new URL(request.url).searchParams);
    // Who may not read it learns that first, whatever else is wrong with the address.
    const draft = parsed.ok ? parsed.options.draft : undefined;
    const operation = { ...context.app, actor: context.person };
    const model = await exportDocument(operation, target, draft);
    if (!parsed.ok) return refusal(400, badParameter(parsed, locale));
    return format === "json"
      ? await answerJson(request, model, parsed.options, context)
      : await answerPdf(request, model, parsed.options, context);
  });
}

/** Answers with the record of the adopted agenda: the bytes that its fingerprint is of. */
export function answerAdoptedRecord({
  request,
  context,
}: {
  request: Request;
  context: Omit<ExportContext, "pdf" | "requestLimits" | "address">;
}): Promise<Response> {
  return orRefusal(request, context, { kind: "agenda" }, async () => {
    const operation = { ...context.app, actor: context.person };
    const { agenda, adoption } = await readAdoptedRecord(operation);
    const { record: bytes, fingerprint } = adoption;
    await registerIssued(context.app, { agendaId: agenda.id, format: "txt", options: {}, bytes });
    const fileName = exportFileName({ ...agenda, updatedAt: adoption.adoptedAt }, "txt");
    const named = { fileName };
    return file(request, named, "txt", fingerprint, bytes);
  });
}

/** Answers with the report of a consultation round, as far as its reader may read it. */
export function answerRoundReport(
  { request, context }: { request: Request; context: ExportContext },
  { slug, number }: { slug: string; number: string },
  format: "pdf" | "docx" | "csv",
): Promise<Response> {
  const target = { kind: "round-report", slug, number };
  return orRefusal(request, context, target, async () => {
    const operation = { ...context.app, actor: context.person, requestId: context.requestId };
    const report = await readRoundReport(operation, slug, numberOf(number));
    const parsed = parseExportOptions(new URL(request.url).searchParams);
    if (!parsed.ok) return refusal(400, badParameter(parsed, context.locale));
    const { paper } = parsed.options;
    const { language: locale } = report.plan;
    const part = m.report_file({ number: report.round.number }, { locale });
    const date = new Date(report.asOf).toISOString().slice(0, 10);
    const named = { fileName: `${slug}-${part}-${date}.${format}` };
    const tag = context.pdf.reportKey(report, format, paper);
    if (isKnown(request, tag)) return file(request, named, format, tag, "");
    const wait = (await context.pdf.has(tag)) ? null : await context.requestLimits.export(context);
    if (wait !== null) return tooMany(context, wait);
    const body = await context.pdf.renderReport(report, format, paper, askedBy(request, context));
    return file(request, named, format, tag, body);
  });
}

/** The number of a round as an address has it; 0, which there is none of, for anything else. */
export const numberOf = (number: string): number =>
  /^[1-9]\d{0,5}$/.test(number) ? Number(number) : 0;

/** Whose file it is, and that it is given up when the connection on which it was asked for closes. */
const askedBy = (request: Request, { person }: ExportContext): RunOptions => ({
  owner: person?.id ?? "",
  signal: request.signal,
});

async function orRefusal(
  request: Request,
  context: Omit<ExportContext, "pdf" | "requestLimits" | "address">,
  target: object,
  work: () => Promise<Response>,
): Promise<Response> {
  const { locale } = context;
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return refusal(...refusalOf(error.code, locale));
    const { log, store } = context.app;
    if (isUnavailable(error, store)) return refusal(...refusalOf("unavailable", locale));
    const facts = { err: error, requestId: context.requestId, target };
    // No one is there to read it.
    if (request.signal.aborted) return refusal(503, m.exchange_refused_failed({}, { locale }));
    if (error instanceof WorkStopped && error.reason !== "crash") {
      log.warn(facts, "export ended at its limit");
      return refusal(422, m.exchange_refused_too_much({}, { locale }));
    }
    log.error(facts, "export failed");
    return refusal(500, m.exchange_refused_failed({}, { locale }));
  }
}

async function answerJson(
  request: Request,
  model: ExportDocument,
  { version }: ExportOptions,
  context: ExportContext,
): Promise<Response> {
  const wait = await context.requestLimits.export(context);
  if (wait !== null) return tooMany(context, wait);
  const bytes = Buffer.from(`${JSON.stringify(toJson(model, version), null, 2)}\n`);
  await register(context, model, "json", { version }, bytes);
  const named = { fileName: exportFileName(model, "json") };
  return file(request, named, "json", sha256(bytes), bytes);
}

async function answerPdf(
  request: Request,
  model: ExportDocument,
  { paper, version }: ExportOptions,
  context: ExportContext,
): Promise<Response> {
  const options = { paper, version, origin: context.app.settings.origin };
  const tag = context.pdf.key(model, options);
  // Whoever has it was given it, and it was registered then.
  const named = { fileName: exportFileName(model, "pdf") };
  if (isKnown(request, tag)) return file(request, named, "pdf", tag, "");
  const wait = (await context.pdf.has(tag)) ? null : await context.requestLimits.export(context);
  if (wait !== null) return tooMany(context, wait);
  const pdf = await context.pdf.render(model, options, askedBy(request, context));
  await register(context, model, "pdf", { version, paper }, pdf);
  return file(request, named, "pdf", tag, pdf);
}

/** Before the adopted agenda leaves the workspace as a file, the file is kept by its bytes. */
async function register(
  { app }: ExportContext,
  model: ExportDocument,
  format: "pdf" | "json",
  options: Record<string, string>,
  bytes: Buffer,
): Promise<void> {
  if (!model.adoption) return;
  await registerIssued(app, { agendaId: model.id, format, options, bytes });
}

function file(
  request: Request,
  named: { fileName: string },
  format: Format,
  tag: string,
  body: string | Buffer,
): Response {
  const headers = new Headers({
    ETag: `"${tag}"`,
    // Asked again every time: the text may have changed, and so may the reader's right to it.
    "Cache-Control": "private, no-cache",
  });
  if (isKnown(request, tag)) return new Response(null, { status: 304, headers });
  headers.set("Content-Type", TYPES[format]);
  const name = encodeURIComponent(named.fileName);
  headers.set("Content-Disposition", `inline; filename*=UTF-8''${name}`);
  const bytes = Buffer.from(body);
  headers.set("Content-Length", String(bytes.length));
  return new Response(bytes, { headers });
}

/** Whether the browser holds this very version. */
function isKnown(request: Request, tag: string): boolean {
  const known = request.headers.get("If-None-Match");
  if (!known) return false;
  return known
    .split(",")
    .map((one) => one.trim().replace(/^W\//, ""))
    .some((one) => one === "*" || one === `"${tag}"`);
}

const BAD_PARAMETER = {
  paper: m.exchange_refused_paper,
  version: m.exchange_refused_version,
  draft: m.exchange_refused_draft,
} as const;

function badParameter(
  { parameter }: Extract<ParsedOptions, { ok: false }>,
  locale: Locale,
): string {
  return BAD_PARAMETER[parameter]({}, { locale });
}

function refusalOf(code: RefusalCode, locale: Locale): [number, string] {
  if (code === "signed-out") return [401, m.exchange_refused_signed_out({}, { locale })];
  if (code === "not-found") return [404, m.exchange_refused_unknown({}, { locale })];
  if (code === "unavailable") return [503, m.limits_unavailable({}, { locale })];
  if (code === "too-many") return [503, m.exchange_refused_busy({}, { locale })];
  return [403, m.exchange_refused_right({}, { locale })];
}

/** One person asks for more files in a minute than anyone needs. What is there already does not count. */
const tooMany = ({ locale }: Pick<ExportContext, "locale">, seconds: number): Response =>
  refusal(429, m.limits_exports_too_fast({}, { locale }), seconds);

/** @param seconds after which it may be tried again. */
function refusal(status: number, text: string, seconds = status === 503 ? 30 : null): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      ...(seconds !== null ? { "Retry-After": String(seconds) } : {}),
    },
  });
}
