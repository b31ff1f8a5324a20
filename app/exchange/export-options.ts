/** What may be asked of an export in its address. */

export const PAPERS = ["a4", "letter"] as const;
export type Paper = (typeof PAPERS)[number];

/** With brackets and attributions, or without. Both give the same text while there are none. */
export const AGENDA_VERSIONS = ["negotiating", "clean"] as const;
export type AgendaVersion = (typeof AGENDA_VERSIONS)[number];

export interface ExportOptions {
  paper: Paper;
  version: AgendaVersion;
}

export type ParsedOptions =
  | { ok: true; options: ExportOptions }
  | { ok: false; parameter: "paper" | "version" };

/**
 * Reads `?paper=a4|letter&version=negotiating|clean`. Left out, they are `a4` and `negotiating`;
 * any other value is refused. Parameters not known here are ignored.
 */
export function parseExportOptions(search: URLSearchParams): ParsedOptions {
  const paper = oneOf(PAPERS, search.get("paper") ?? "a4");
  if (!paper) return { ok: false, parameter: "paper" };
  const version = oneOf(AGENDA_VERSIONS, search.get("version") ?? "negotiating");
  if (!version) return { ok: false, parameter: "version" };
  return { ok: true, options: { paper, version } };
}

function oneOf<T extends string>(values: readonly T[], value: string): T | undefined {
  return values.find((known) => known === value);
}
