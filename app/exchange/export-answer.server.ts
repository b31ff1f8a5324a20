/** What an export answers over HTTP: the file, "not modified", or a short plain refusal. */
import { createHash } from "node:crypto";
import type { AppLoadContext } from "@remix-run/node";
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import { type RefusalCode, Refused } from "../refusal";
import { type ExportTarget, exportDocument } from "./export.server";
import { type ExportDocument, toJson } from "./export-model";
import { type ParsedOptions, parseExportOptions } from "./export-options";
import { exportFileName } from "./pdf-data";

type Format = "pdf" | "json";

const TYPES: Record<Format, string> = {
  pdf: "application/pdf",
  json: "application/json; charset=utf-8",
};

type ExportContext = Pick<AppLoadContext, "app" | "person" | "locale" | "requestId" | "pdf">;

/** Answers a request for one format of one document. Never throws a refusal. */
export async function answerExport(
  { request, context }: { request: Request; context: ExportContext },
  target: ExportTarget,
  format: Format,
): Promise<Response> {
  const { locale } = context;
  try {
    const model = await exportDocument({ ...context.app, actor: context.person }, target);
    const parsed = parseExportOptions(new URL(request.url).searchParams);
    if (!parsed.ok) return refusal(400, badParameter(parsed, locale));
    return format === "json"
      ? answerJson(request, model)
      : await answerPdf(request, model, parsed.options, context);
  } catch (error) {
    if (error instanceof Refused) return refusal(...refusalOf(error.code, locale));
    context.app.log.error({ err: error, requestId: context.requestId, target }, "export failed");
    return refusal(500, m.exchange_refused_failed({}, { locale }));
  }
}

function answerJson(request: Request, model: ExportDocument): Response {
  const body = `${JSON.stringify(toJson(model), null, 2)}\n`;
  const tag = createHash("sha256").update(body).digest("hex");
  return file(request, model, "json", tag, () => body);
}

async function answerPdf(
  request: Request,
  model: ExportDocument,
  options: Extract<ParsedOptions, { ok: true }>["options"],
  context: ExportContext,
): Promise<Response> {
  const tag = context.pdf.key(model, options);
  if (isKnown(request, tag)) return file(request, model, "pdf", tag, () => "");
  const pdf = await context.pdf.render(model, options);
  return file(request, model, "pdf", tag, () => pdf);
}

function file(
  request: Request,
  model: ExportDocument,
  format: Format,
  tag: string,
  body: () => string | Buffer,
): Response {
  const headers = new Headers({
    ETag: `"${tag}"`,
    // Asked again every time: the text may have changed, and so may the reader's right to it.
    "Cache-Control": "private, no-cache",
  });
  if (isKnown(request, tag)) return new Response(null, { status: 304, headers });
  headers.set("Content-Type", TYPES[format]);
  const name = encodeURIComponent(exportFileName(model, format));
  headers.set("Content-Disposition", `inline; filename*=UTF-8''${name}`);
  const bytes = Buffer.from(body());
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

function badParameter(
  { parameter }: Extract<ParsedOptions, { ok: false }>,
  locale: Locale,
): string {
  return parameter === "paper"
    ? m.exchange_refused_paper({}, { locale })
    : m.exchange_refused_version({}, { locale });
}

function refusalOf(code: RefusalCode, locale: Locale): [number, string] {
  if (code === "signed-out") return [401, m.exchange_refused_signed_out({}, { locale })];
  if (code === "not-found") return [404, m.exchange_refused_unknown({}, { locale })];
  if (code === "too-many") return [503, m.exchange_refused_busy({}, { locale })];
  return [403, m.exchange_refused_right({}, { locale })];
}

function refusal(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      ...(status === 503 ? { "Retry-After": "30" } : {}),
    },
  });
}
