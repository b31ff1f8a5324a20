/** The report of a consultation round as a Word file, with real headings, lists of facts and a footer. */
import type { IRunOptions, Paragraph as WordParagraph } from "docx";
import { m } from "../i18n/messages";
import type { Paper } from "./export-options";
import { printable } from "./pdf-text";
import type { LineWords } from "./report-redline";
import type {
  AmendmentWords,
  AuthorWords,
  ReportWords,
  SectionWords,
  ThreadWords,
} from "./round-report-words";

const LANGUAGES = { en: "en-US", fr: "fr-CA", es: "es-MX" } as const;
const MUTED = "566070";
const OUT = "A1232A";
const IN = "1B6537";
/** In twentieths of a point. */
const SHEETS = { a4: { width: 11906, height: 16838 }, letter: { width: 12240, height: 15840 } };

export async function roundReportDocx(report: ReportWords, paper: Paper): Promise<Buffer> {
  // Read when one is first asked for, not by every start.
  const docx = await import("docx");
  const { Document, Footer, HeadingLevel, Packer, PageNumber, Paragraph, TextRun } = docx;
  const { Table, TableCell, TableRow, WidthType, BorderStyle } = docx;

  /** Plain words; a new line is one in the paragraph too. */
  const runs = (text: string, look: IRunOptions = {}) =>
    text.split("\n").map((line, i) => {
      const words = printable(line);
      return new TextRun({ ...look, text: words, ...(i > 0 ? { break: 1 } : {}) });
    });
  const small = (text: string, after = 80) =>
    new Paragraph({ children: runs(text, { color: MUTED, size: 19 }), spacing: { after } });
  const plain = (text: string) => new Paragraph({ children: runs(text), spacing: { after: 120 } });
  const byline = ({ name, delegation, role }: AuthorWords, rest: string[]) =>
    new Paragraph({
      keepNext: true,
      spacing: { before: 160, after: 40 },
      children: [
        new TextRun({ text: printable(name), bold: true }),
        new TextRun({
          text: ` (${[delegation, role].filter(Boolean).join(", ")}) · ${rest.join(" · ")}`,
          color: MUTED,
          size: 19,
        }),
      ],
    });
  const outcome = (text: string) =>
    new Paragraph({
      children: [new TextRun({ text: printable(text), bold: true, size: 19 })],
      spacing: { after: 80 },
    });

  const redlined = (lines: readonly LineWords[]) =>
    lines.map(
      ({ depth, pieces }) =>
        new Paragraph({
          spacing: { after: 80 },
          ...(depth > 0 ? { indent: { left: 360 * depth } } : {}),
          children: pieces.map(
            ({ kind, text, marks }) =>
              new TextRun({
                text: printable(text),
                bold: marks.some(({ type }) => type === "bold"),
                italics: marks.some(({ type }) => type === "italic"),
                ...(kind === "removed" ? { strike: true, color: OUT } : {}),
                ...(kind === "added" ? { underline: {}, color: IN } : {}),
                ...(kind === "formatted" ? { underline: { type: "dotted" } } : {}),
                ...(kind === "form" ? { color: MUTED, size: 19 } : {}),
              }),
          ),
        }),
    );

  const threadOf = (thread: ThreadWords): WordParagraph[] => [
    ...(thread.internal ? [outcome(thread.internal)] : []),
    ...(thread.on ? [small(thread.on)] : []),
    ...thread.comments.flatMap(({ author, at, edited, body }) => [
      byline(author, edited ? [at, edited] : [at]),
      plain(body),
    ]),
    outcome(thread.outcome),
  ];
  const amendmentOf = (one: AmendmentWords): WordParagraph[] => [
    byline(one.author, [one.kind, one.at]),
    ...(one.place ? [small(one.place)] : []),
    ...redlined(one.proposed),
    ...(one.accepted ? [small(one.accepted.label), ...redlined(one.accepted.redline)] : []),
    ...(one.justification ? [plain(one.justification)] : []),
    ...(one.supported ? [small(one.supported)] : []),
    outcome(one.outcome),
    ...(one.reason ? [plain(one.reason)] : []),
    ...one.threads.flatMap(threadOf),
  ];
  const entryOf = (entry: ThreadWords | AmendmentWords) => [
    new Paragraph({
      heading: HeadingLevel.HEADING_3,
      children: [new TextRun({ text: String(entry.number) })],
    }),
    ...(entry.type === "thread" ? threadOf(entry) : amendmentOf(entry)),
  ];
  const sectionOf = ({ level, title, text, entries }: SectionWords) => [
    new Paragraph({
      heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
      children: runs(title),
    }),
    ...(text ? [small(`${text.label} ${text.words}`)] : []),
    ...entries.flatMap(entryOf),
  ];

  const line = { style: BorderStyle.SINGLE, size: 4, color: "C9D0D8" };
  const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
  const cell = (text: string, share: number, bold = false) =>
    new TableCell({
      width: { size: share, type: WidthType.PERCENTAGE },
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children: [new Paragraph({ children: runs(text, { bold }) })],
    });
  const counts = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: line,
      bottom: line,
      left: none,
      right: none,
      insideHorizontal: line,
      insideVertical: none,
    },
    rows: report.counts.rows.map(
      ({ label, value }) => new TableRow({ children: [cell(label, 40, true), cell(value, 60)] }),
    ),
  });

  const { locale } = report;
  // The words around the two numbers, in the order in which the language has them.
  const page = m
    .exchange_page_of({ page: "{page}", total: "{total}" }, { locale })
    .split(/(\{page\}|\{total\})/)
    .map((part) => {
      if (part === "{page}") return PageNumber.CURRENT;
      return part === "{total}" ? PageNumber.TOTAL_PAGES : part;
    });
  const heading = (size: number, before: number) => ({
    run: { font: "Georgia", size, bold: true, color: "1B2430" },
    paragraph: { spacing: { before, after: 120 }, keepNext: true },
  });
  const file = new Document({
    title: `${report.title} – ${report.plan}`,
    creator: "Concerted",
    description: report.lines.join(" "),
    styles: {
      default: {
        document: {
          run: { font: "Georgia", size: 22, language: { value: LANGUAGES[locale] } },
          paragraph: { spacing: { line: 276 } },
        },
        title: heading(44, 0),
        heading1: heading(30, 480),
        heading2: heading(25, 360),
        heading3: {
          run: { font: "Georgia", size: 20, bold: true, color: "1D4F63" },
          paragraph: { spacing: { before: 240, after: 40 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        properties: { page: { size: SHEETS[paper] } },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: "right",
                children: [new TextRun({ children: page, size: 17, color: MUTED })],
              }),
            ],
          }),
        },
        children: [
          small(report.plan),
          new Paragraph({ heading: HeadingLevel.TITLE, children: runs(report.title) }),
          ...report.lines.map((text) => small(text, 40)),
          ...(report.warning ? [outcome(report.warning)] : []),
          ...(report.asked ? [outcome(report.asked.label), plain(report.asked.words)] : []),
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(report.counts.title) }),
          counts,
          ...(report.marks
            ? [
                new Paragraph({
                  spacing: { before: 160 },
                  children: runs(report.marks, { color: MUTED, size: 19 }),
                }),
              ]
            : []),
          ...(report.empty ? [plain(report.empty.title)] : []),
          ...report.sections.flatMap(sectionOf),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}
