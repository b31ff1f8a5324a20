/** Recognising a copy: what is asked, and what is known of a file that was issued. */

/** A file that was given out as the adopted agenda. */
export interface RecognisedFile {
  title: string;
  language: string;
  adoptedAt: number;
  format: "pdf" | "json" | "txt";
  /** As in the address of the export; null where there is none to choose. */
  version: string | null;
  paper: string | null;
}

/**
 * A fingerprint as people paste it: in groups, in capitals, with the name of the file behind it as
 * `sha256sum` prints it. Null if there are not just 64 hexadecimal digits.
 */
export function parseFingerprint(text: string): string | null {
  const groups = text
    .trim()
    .toLowerCase()
    .replace(/^sha-?256\s*[:=]?\s*/, "");
  const digits = /^(?:[0-9a-f][\s:]*){64}/.exec(groups)?.[0] ?? "";
  const rest = groups.slice(digits.length);
  const hash = digits.replace(/[^0-9a-f]/g, "");
  // A blank divides the digits from the name of a file; a digit more is a slip.
  const named = /\s$/.test(digits) && !/^[0-9a-f\s:]+$/.test(rest);
  return hash.length === 64 && (rest === "" || named) ? hash : null;
}

/** The fingerprint as it is printed, in groups of four. */
export function inGroups(fingerprint: string): string {
  return (fingerprint.match(/.{1,4}/g) ?? []).join(" ");
}

/** What the page that checks a copy is given. */
export interface CheckView {
  /** The fingerprint as it was asked for; empty where nothing was. */
  asked: string;
  /** The same, made regular; null where it is none. */
  hash: string | null;
  file: RecognisedFile | null;
}
