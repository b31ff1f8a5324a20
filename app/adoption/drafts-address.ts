/** The addresses of drafts and comparisons. */

/** A place in the order of issue, from 0; null for anything else. */
export function readPosition(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** The other side of a comparison: a draft, or the text as it stands. */
export function readCompared(text: string): number | "now" | null {
  return text === "now" ? text : readPosition(text);
}

/** Where the form `?from=0&with=1` leads; null where nothing of the kind is asked. */
export function comparisonAddress(search: URLSearchParams): string | null {
  const from = readPosition(search.get("from") ?? "");
  const other = readCompared(search.get("with") ?? "");
  return from === null || other === null ? null : `/agenda/drafts/${from}?with=${other}`;
}
