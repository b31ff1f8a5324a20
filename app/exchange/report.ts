/**
 * Finds national agendas in Markdown.
 *
 * In a report an agenda is a heading that names a known delegation, then (after introductory
 * paragraphs, its preamble) headings numbered from 1, its areas, each with a list, its items.
 * The levels of the headings do not count: reports are too untidy for that. A heading that only
 * mentions a delegation, a numbered heading elsewhere and a list without one are no agenda.
 *
 * A plan file holds one plan. Its areas need no numbers; lines at the top may say whose it is:
 *
 *     ---
 *     delegation: CA
 *     language: en
 *     ---
 *     # Title of the plan
 *     Introductory paragraphs.
 *     ## Title of an area
 *     - An item
 *
 * Without these lines, its first heading names the delegation.
 */
import type { Locale } from "../context";
import {
  type Block,
  isBlank,
  type Paragraph,
  plainText,
  type RichText,
} from "../documents/rich-text";
import { readable } from "../forms";
import {
  bareTitle,
  delegationNamed,
  type KnownDelegation,
  type NamedDelegation,
  numberedHeading,
} from "./report-delegations";
import { splitFields } from "./report-fields";
import { type Heading, type Piece, piecesOf } from "./report-pieces";
import { isCut, joined, type Lines } from "./report-text";

export interface PlanText {
  /** Code of the delegation. */
  delegation: string;
  title: string;
  language: Locale;
  preamble: RichText;
  areas: { title: string; items: RichText[] }[];
}

/** A part of the text that went into no plan. */
export interface LeftOut extends Lines {
  /** `agenda` is one that another of the same delegation was preferred to. */
  kind: "section" | "agenda" | "text" | "footnote" | "page-mark";
  /** Its heading, or its first words. */
  title: string;
}

export interface Report {
  plans: PlanText[];
  leftOut: LeftOut[];
}

export interface ReportOptions {
  delegations: readonly KnownDelegation[];
  /** Language of the text where it does not say. */
  language?: Locale;
}

interface Area {
  title: string;
  items: Block[][];
}

interface Agenda {
  delegation: KnownDelegation;
  title: string | null;
  preamble: Block[];
  areas: Area[];
  /** Pieces it is made of. */
  used: Set<Piece>;
}

const doc = (content: Block[]): RichText => ({
  type: "doc",
  content: content.length > 0 ? content : [{ type: "paragraph" }],
});

/** A manual line break within a paragraph is a blank here, as every line end is; no line is added. */
const wordsOf = (markdown: string) => readable(markdown.replace(/[\v\f\u0085\u2028\u2029]/g, " "));

/**
 * Reads a consultation report or a plan file.
 * @throws UnreadableReport if a plan file names an unknown delegation or language.
 */
export function parseReport(markdown: string, options: ReportOptions): Report {
  const { fields, body } = splitFields(wordsOf(markdown), options.delegations);
  const pieces = piecesOf(body);
  const language = fields.language ?? options.language ?? "en";

  let chosen: Agenda[] = [];
  let passedOver: Agenda[] = [];
  const named = nameOfPlanFile(pieces, options.delegations);
  if (!fields.delegation) {
    ({ chosen, passedOver } = choose(agendasIn(pieces, options.delegations)));
  }
  const single = fields.delegation ?? named?.delegation;
  if (single && chosen.length === 0) {
    const plan = planIn(pieces, single, named?.bare ?? false);
    if (plan) chosen = [plan];
  }
  return {
    plans: chosen.map((agenda) => ({
      delegation: agenda.delegation.code,
      title: agenda.title ?? agenda.delegation.planTitles[language],
      language,
      preamble: doc(agenda.preamble),
      areas: agenda.areas.map(({ title, items }) => ({ title, items: items.map(doc) })),
    })),
    leftOut: leftOutOf(pieces, chosen, passedOver),
  };
}

/** Collects what belongs to one agenda, piece by piece. */
class Collector {
  readonly agenda: Agenda;
  /** Heading of an area that has no list yet. */
  private pending: { heading: Heading; title: string } | null = null;

  constructor(delegation: KnownDelegation, title: string | null, heading: Heading | null) {
    this.agenda = {
      delegation,
      title,
      preamble: [],
      areas: [],
      used: new Set(heading ? [heading] : []),
    };
  }

  startArea(heading: Heading, title: string): void {
    this.pending = { heading, title };
  }

  get inPreamble(): boolean {
    return this.agenda.areas.length === 0 && this.pending === null;
  }

  add(piece: Piece): void {
    if (piece.kind !== "list" && piece.kind !== "text") return;
    if (this.inPreamble) {
      append(this.agenda.preamble, piece.blocks);
    } else if (piece.kind === "list") {
      if (this.pending) {
        this.agenda.areas.push({ title: this.pending.title, items: [] });
        this.agenda.used.add(this.pending.heading);
        this.pending = null;
      }
      this.agenda.areas.at(-1)?.items.push(...piece.entries);
    } else if (!this.pending && this.continuesItem(piece.blocks)) {
      append(this.agenda.areas.at(-1)?.items.at(-1) ?? [], piece.blocks);
    } else return;
    this.agenda.used.add(piece);
  }

  /** Whether a page break has cut the last item, and this text is the rest of its sentence. */
  private continuesItem([first]: Block[]): boolean {
    const last = this.agenda.areas.at(-1)?.items.at(-1)?.at(-1);
    return first?.type === "paragraph" && last?.type === "paragraph" && isCut(last, first);
  }
}

function append(blocks: Block[], more: readonly Block[]): void {
  for (const block of more) {
    const last = blocks.at(-1);
    if (block.type === "paragraph" && last?.type === "paragraph" && isCut(last, block)) {
      blocks.splice(-1, 1, joined(last, block) satisfies Paragraph);
    } else blocks.push(block);
  }
}

/**
 * All agendas of a report. Within one, a heading that is no area stops the collecting; the next
 * area goes on with it, unless that heading stood as high as the delegation's: then it is over.
 */
function agendasIn(pieces: readonly Piece[], delegations: readonly KnownDelegation[]): Agenda[] {
  const found: Agenda[] = [];
  let open: { collector: Collector; depth: number; number: number; paused: boolean } | null = null;
  for (const piece of pieces) {
    if (piece.kind !== "heading") {
      if (open && !open.paused) open.collector.add(piece);
      continue;
    }
    const named = delegationNamed(piece.text, delegations);
    const numbered = numberedHeading(piece.text);
    if (named) {
      const title = named.bare ? null : bareTitle(piece.text);
      const collector = new Collector(named.delegation, title, piece);
      found.push(collector.agenda);
      open = { collector, depth: piece.depth, number: 0, paused: false };
    } else if (open && numbered?.number === open.number + 1) {
      open.collector.startArea(piece, numbered.title);
      open.number = numbered.number;
      open.paused = false;
    } else if (open && (open.collector.inPreamble || piece.depth <= open.depth)) {
      open = null;
    } else if (open) open.paused = true;
  }
  return found.filter((agenda) => agenda.areas.length > 0);
}

/** One agenda for each delegation: the one with most areas; of equals the last, as reports end with them. */
function choose(found: readonly Agenda[]): { chosen: Agenda[]; passedOver: Agenda[] } {
  const best = new Map<string, Agenda>();
  for (const agenda of found) {
    const { code } = agenda.delegation;
    if (agenda.areas.length >= (best.get(code)?.areas.length ?? 0)) best.set(code, agenda);
  }
  const isBest = (agenda: Agenda) => best.get(agenda.delegation.code) === agenda;
  return {
    chosen: found.filter(isBest),
    passedOver: found.filter((agenda) => !isBest(agenda)),
  };
}

/** The delegation that the first heading of a file names, if it stands above all others. */
function nameOfPlanFile(
  pieces: readonly Piece[],
  delegations: readonly KnownDelegation[],
): NamedDelegation | null {
  const title = titleOf(pieces);
  return title ? delegationNamed(title.text, delegations) : null;
}

const isHeading = (piece: Piece): piece is Heading => piece.kind === "heading";

/** The first heading, where no other stands as high. */
function titleOf(pieces: readonly Piece[]): Heading | null {
  const [first, ...others] = pieces.filter(isHeading);
  return first && others.every(({ depth }) => depth > first.depth) ? first : null;
}

/** The plan of a plan file; its highest headings below the title are the areas. */
function planIn(
  pieces: readonly Piece[],
  delegation: KnownDelegation,
  bare: boolean,
): Agenda | null {
  const title = titleOf(pieces);
  const others = pieces.filter(isHeading).filter((heading) => heading !== title);
  const depth = Math.min(...others.map((heading) => heading.depth));
  const collector = new Collector(delegation, title && !bare ? bareTitle(title.text) : null, title);
  for (const piece of pieces) {
    if (piece === title) continue;
    if (piece.kind !== "heading") collector.add(piece);
    else if (piece.depth === depth) {
      const numbered = numberedHeading(piece.text);
      collector.startArea(piece, numbered?.title ?? bareTitle(piece.text));
    }
  }
  return collector.agenda.areas.length > 0 ? collector.agenda : null;
}

const EXCERPT = 80;

/** What no plan has taken: a heading with all that follows it is one section. */
function leftOutOf(
  pieces: readonly Piece[],
  chosen: readonly Agenda[],
  passedOver: readonly Agenda[],
): LeftOut[] {
  const leftOut: LeftOut[] = [];
  let section: LeftOut | null = null;
  for (const piece of pieces) {
    if (chosen.some((agenda) => agenda.used.has(piece))) {
      section = null;
      if (piece.kind === "list" || piece.kind === "text") {
        leftOut.push(...piece.dropped.map((part) => entry(part.kind, part, part.text)));
      }
    } else if (piece.kind === "heading") {
      const ofAgenda = passedOver.some((agenda) => agenda.used.has(piece));
      section = entry(ofAgenda ? "agenda" : "section", piece, piece.text);
      leftOut.push(section);
    } else if (section) {
      section.lastLine = piece.lastLine;
    } else if (piece.kind === "list" || piece.kind === "text") {
      const text = doc(piece.blocks);
      if (!isBlank(text)) leftOut.push(entry("text", piece, plainText(text)));
    } else leftOut.push(entry(piece.kind, piece, piece.text));
  }
  return leftOut;
}

function entry(kind: LeftOut["kind"], lines: Lines, title: string): LeftOut {
  const words = title.replace(/\s+/gu, " ");
  return {
    kind,
    line: lines.line,
    lastLine: lines.lastLine,
    title: words.length > EXCERPT ? `${words.slice(0, EXCERPT - 1).trimEnd()}…` : words,
  };
}
