/** What may be asked of an export in its address. */

export const PAPERS = ["a4", "letter"] as const;
export type Paper = (typeof PAPERS)[number];

/** With positions, brackets and who holds them, or without. */
export const AGENDA_VERSIONS = ["negotiating", "clean"] as const;
export type AgendaVersion = (typeof AGENDA_VERSIONS)[number];

export interface ExportOptions {
  paper: Paper;
  version: AgendaVersion;
  /** A draft of the agenda as it was issued, by its place in the order of issue; else the text of the day. */
  draft?: number;
}

export type ParsedOptions =
  | { ok: true; options: ExportOptions }
  | { ok: false; parameter: "paper" | "version" | "draft" };

/**
 * Reads `?paper=a4|letter&version=negotiating|clean&draft=0`. Left out, they are `a4`, `negotiating`
 * and no draft; any other value is refused. Parameters not known here are ignored.
 */
export function parseExportOptions(search: URLSearchParams): ParsedOptions {
  const paper = oneOf(PAPERS, search.get("paper") ?? "a4");
  if (!paper) return { ok: false, parameter: "paper" };
  const version = oneOf(AGENDA_VERSIONS, search.get("version") ?? "negotiating");
  if (!version) return { ok: false, parameter: "version" };
  const draft = search.get("draft");
  if (draft === null) return { ok: true, options: { paper, version } };
  if (!/^\d{1,6}$/.test(draft)) return { ok: false, parameter: "draft" };
  return { ok: true, options: { paper, version, draft: Number(draft) } };
}

function oneOf<T extends string>(values: readonly T[], value: string): T | undefined {
  return values.find((known) => known === value);
}
