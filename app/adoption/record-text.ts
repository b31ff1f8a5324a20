/**
 * The adopted words as canonical plain text: what the fingerprint of an adoption is of. It is built
 * once, kept with the adoption, and can be read and hashed by anyone without this program.
 *
 * Its own words (labels, numbers) begin at the left edge or two blanks from it; every line that
 * people wrote stands four blanks in, or follows its label. So no text can pass for structure, and
 * two agendas that differ never give the same record.
 */
import type { Locale } from "../context";
import { DETAILS, type Detail, type Details } from "../documents/document";
import { m } from "../i18n/messages";

export interface RecordInput {
  title: string;
  language: Locale;
  delegations: { code: string; name: string }[];
  /** Words alone, as the texts of items. */
  preamble: string;
  areas: {
    number: number;
    title: string;
    items: { id: string; ref: string; text: string; details: Details }[];
  }[];
  reservations: { itemId: string; delegation: string; note: string }[];
}

const DETAIL_LABELS: Record<Detail, (inputs: object, options: { locale: Locale }) => string> = {
  lead: m.exchange_detail_lead,
  partners: m.exchange_detail_partners,
  due: m.exchange_detail_due,
  indicator: m.exchange_detail_indicator,
};

/** Whatever a program may break a line at. */
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/** The lines of what someone wrote, four blanks in. */
const written = (text: string): string[] => text.split(LINE_BREAK).map((line) => `    ${line}`);

/** A label with what someone wrote behind it; further lines of that stand four blanks in. */
function labelled(label: string, text: string): string[] {
  const [first = "", ...rest] = text.split(LINE_BREAK);
  return [`  ${label}: ${first}`, ...rest.map((line) => `    ${line}`)];
}

/**
 * UTF-8 in NFC, lines ended by LF, labels in the language of the document. The same input always
 * gives the same text; the order in which reservations are given does not matter.
 * @throws Error for a reservation on an item that is not in the text: it must not be lost.
 */
export function recordText(input: RecordInput): string {
  const locale = { locale: input.language };
  const items = input.areas.flatMap((area) => area.items);
  const lost = input.reservations.find(({ itemId }) => !items.some(({ id }) => id === itemId));
  if (lost) throw new Error(`a reservation is on an item that is not there: ${lost.itemId}`);

  const lines = [
    m.drafts_record_title({}, locale),
    ...written(input.title),
    "",
    m.drafts_record_delegations({}, locale),
    ...input.delegations.flatMap(({ code, name }) => labelled(code, name)),
  ];
  if (input.preamble !== "") {
    lines.push("", m.exchange_preamble({}, locale), ...written(input.preamble));
  }
  for (const area of input.areas) {
    lines.push("", m.exchange_untitled_area({ number: area.number }, locale));
    lines.push(...written(area.title));
    for (const { ref, text, details } of area.items) {
      lines.push("", ref, ...written(text));
      for (const detail of DETAILS) {
        if (details[detail] === "") continue;
        lines.push(...labelled(DETAIL_LABELS[detail]({}, locale), details[detail]));
      }
    }
  }
  lines.push("", ...reservationLines(input));
  return `${lines.join("\n")}\n`.normalize("NFC");
}

function reservationLines({ areas, delegations, reservations, language }: RecordInput): string[] {
  const locale = { locale: language };
  if (reservations.length === 0) return [m.exchange_no_reservations({}, locale)];
  const rank = (code: string) => {
    const index = delegations.findIndex((each) => each.code === code);
    return index < 0 ? delegations.length : index;
  };
  const lines: string[] = [m.exchange_reservations({}, locale)];
  for (const { id, ref } of areas.flatMap((area) => area.items)) {
    const held = reservations
      .filter(({ itemId }) => itemId === id)
      .sort(
        (a, b) =>
          rank(a.delegation) - rank(b.delegation) ||
          compare(a.delegation, b.delegation) ||
          compare(a.note, b.note),
      );
    if (held.length === 0) continue;
    lines.push("", ref);
    for (const { delegation, note } of held) lines.push(...labelled(delegation, note));
  }
  return lines;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
