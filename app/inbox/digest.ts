/**
 * A digest: who did what and where, with links. It quotes nothing, neither a plan nor a comment: a
 * mail lies on machines that ask no one for rights, long after these have changed.
 */
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import type { NoticeView } from "./view";
import { noticeText } from "./wording";

export interface Digest {
  subject: string;
  text: string;
  html: string;
}

export interface DigestInput {
  name: string;
  locale: Locale;
  /** Not read and not mailed, oldest first; at least one. */
  notices: readonly NoticeView[];
  /** Public origin of the workspace. */
  origin: string;
  /** Name of a delegation in the language of the mail, by its code. */
  delegationName(code: string): string;
}

interface Part {
  title: string;
  lines: { text: string; link: string }[];
}

export function digestOf(input: DigestInput): Digest {
  const { name, locale, notices, origin } = input;
  const options = { locale };
  const hello = m.inbox_mail_hello({ name }, options);
  const parts = partsOf(input);
  const ends = [
    { text: m.inbox_mail_open_inbox({}, options), link: `${origin}/inbox` },
    { text: m.inbox_mail_change({}, options), link: `${origin}/inbox/choices` },
  ];
  return {
    subject: m.inbox_mail_subject({ count: notices.length }, options),
    text: plain(hello, parts, ends),
    html: html(locale, hello, parts, ends),
  };
}

function partsOf({ notices, locale, origin, delegationName }: DigestInput): Part[] {
  const parts = new Map<string, Part>();
  for (const notice of notices) {
    const { id, delegation } = notice.document;
    const title =
      delegation === null
        ? m.ui_nav_agenda({}, { locale })
        : m.inbox_mail_plan({ delegation: delegationName(delegation) }, { locale });
    const part = parts.get(id) ?? { title, lines: [] };
    parts.set(id, part);
    const from = notice.actor?.delegation ? ` (${notice.actor.delegation})` : "";
    const where = notice.ref === "" ? "" : ` · ${notice.ref}`;
    part.lines.push({
      text: `${noticeText(notice, locale)}${from}${where}`,
      link: `${origin}${notice.path}`,
    });
  }
  return [...parts.values()];
}

type Line = Part["lines"][number];

function plain(hello: string, parts: readonly Part[], ends: readonly Line[]): string {
  const blocks = [
    hello,
    ...parts.map(({ title, lines }) =>
      [title, ...lines.map(({ text, link }) => `- ${text}\n  ${link}`)].join("\n"),
    ),
    ends.map(({ text, link }) => `${text}\n${link}`).join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

function html(
  locale: Locale,
  hello: string,
  parts: readonly Part[],
  ends: readonly Line[],
): string {
  const anchor = ({ text, link }: Line) => `<a href="${escaped(link)}">${escaped(text)}</a>`;
  const sections = parts.map(
    ({ title, lines }) =>
      `<h2>${escaped(title)}</h2><ul>${lines.map((line) => `<li>${anchor(line)}</li>`).join("")}</ul>`,
  );
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"></head><body>`,
    `<p>${escaped(hello)}</p>`,
    ...sections,
    ...ends.map((end) => `<p>${anchor(end)}</p>`),
    "</body></html>",
  ].join("\n");
}
