/** The adopted words as plain text: what the fingerprint of the adoption is of. */

export interface RecordInput {
  title: string;
  language: "en" | "fr" | "es";
  delegations: { code: string; name: string }[];
  preamble: string;
  areas: {
    number: number;
    title: string;
    items: {
      id: string;
      ref: string;
      text: string;
      details: { lead: string; partners: string; due: string; indicator: string };
    }[];
  }[];
  reservations: { itemId: string; delegation: string; note: string }[];
}

/** The same input gives the same text, to the letter. */
export function recordText(input: RecordInput): string {
  const nameOf = new Map(input.delegations.map(({ code, name }) => [code, name]));
  const lines = [input.title, "", input.preamble, ""];
  for (const area of input.areas) {
    lines.push(`${area.number}. ${area.title}`, "");
    for (const item of area.items) {
      lines.push(`${item.ref} ${item.text}`);
      const { lead, partners, due, indicator } = item.details;
      lines.push(...[lead, partners, due, indicator].filter(Boolean));
      for (const { itemId, delegation, note } of input.reservations) {
        if (itemId === item.id) lines.push(`[${nameOf.get(delegation) ?? delegation}: ${note}]`);
      }
      lines.push("");
    }
  }
  return `${lines.join("\n").trimEnd()}\n`;
}
