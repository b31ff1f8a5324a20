/**
 * The neutral model of an export: what every format (PDF, JSON) is made from. Built from a
 * document's row and content; for the agenda also from where each item comes from.
 */
import { type AgendaState, isFinal, type PlanState } from "../accounts/policy";
import type { Disposition, ItemStatus } from "../agenda/disposition";
import type { Locale } from "../context";
import type { Details, DocumentContent } from "../plans/document";
import { itemRef } from "../plans/numbering";
import { plainText, type RichText } from "../plans/rich-text";

/** What became of a national item: a row of the table of concordance. */
export interface ExportNational {
  ref: string;
  itemId: string;
  /** Slug of its plan. */
  plan: string;
  delegation: string;
  text: string;
  status: ItemStatus;
  /** The agenda items it is carried to. */
  carried: { ref: string; itemId: string; disposition: Disposition }[];
  setAside: { disposition: Disposition; reason: string } | null;
}

/** The table of concordance, as far as it is the reader's to know. */
export interface ExportConcordance {
  national: ExportNational[];
  /** Items that are only counted, as their plan is internal to the delegation. */
  counted: { delegation: string; count: number }[];
}

/** A national item that an agenda item comes from. */
export interface ExportSource {
  /** Its number now; as it was when placed, if it has been removed since. */
  ref: string;
  itemId: string;
  /** Slug of its plan. */
  plan: string;
  disposition: Disposition;
  /** Whether its text is no longer the one that was placed. */
  drifted: boolean;
}

/** What a delegation says of an agenda item. */
export interface ExportPosition {
  delegation: string;
  position: string;
  /** Whether it was given on the text as it stands. */
  current: boolean;
}

export interface ExportItem {
  id: string;
  ref: string;
  text: RichText;
  details: Details;
  /** On the agenda only. */
  sources?: ExportSource[];
  /** On the agenda only. */
  positions?: ExportPosition[];
}

export interface ExportDocument {
  id: string;
  slug: string;
  kind: "plan" | "agenda";
  title: string;
  state: PlanState | AgendaState;
  language: Locale;
  /** When text or state last changed, in milliseconds since the epoch. */
  updatedAt: number;
  /** Of a plan, with its name in the document's language. */
  delegation?: { code: string; name: string };
  /** Of the agenda: all that take part, with their names in the document's language. */
  delegations?: { code: string; name: string }[];
  preamble: RichText;
  areas: { id: string; number: number; title: string; items: ExportItem[] }[];
  /** Of the agenda. */
  concordance?: ExportConcordance;
}

/** The row of the document, as far as an export shows it. */
export interface ExportRow {
  id: string;
  slug: string;
  kind: "plan" | "agenda";
  delegation: string | null;
  title: string;
  state: PlanState | AgendaState;
  language: Locale;
  updatedAt: number;
}

export interface ExportDelegation {
  code: string;
  nameEn: string;
  nameFr: string;
  nameEs: string;
}

/**
 * @param content the document as read from Yjs, the only source of the text.
 * @param delegations of the consultation.
 * @param sources for the agenda: by agenda item id, in the order in which to name them.
 * @param positions for the agenda: by agenda item id, in the order of the delegations.
 * @param concordance for the agenda.
 */
export function exportModel(
  row: ExportRow,
  content: DocumentContent,
  delegations: readonly ExportDelegation[],
  sources: ReadonlyMap<string, ExportSource[]> = new Map(),
  positions: ReadonlyMap<string, ExportPosition[]> = new Map(),
  concordance?: ExportConcordance,
): ExportDocument {
  const named = delegations.map((one) => ({ code: one.code, name: nameIn(one, row.language) }));
  const delegation = named.find(({ code }) => code === row.delegation);
  return {
    id: row.id,
    slug: row.slug,
    kind: row.kind,
    title: content.title || row.title,
    state: row.state,
    language: row.language,
    updatedAt: row.updatedAt,
    ...(delegation ? { delegation } : {}),
    ...(row.kind === "agenda" ? { delegations: named } : {}),
    ...(concordance ? { concordance } : {}),
    preamble: content.preamble,
    areas: content.areas.map((area) => ({
      id: area.id,
      number: area.number,
      title: area.title,
      items: area.items.map((item) => ({
        id: item.id,
        ref: itemRef(row.delegation, item.areaNumber, item.number),
        text: item.text,
        details: item.details,
        ...(row.kind === "agenda"
          ? { sources: sources.get(item.id) ?? [], positions: positions.get(item.id) ?? [] }
          : {}),
      })),
    })),
  };
}

function nameIn(delegation: ExportDelegation, language: Locale): string {
  const names = { en: delegation.nameEn, fr: delegation.nameFr, es: delegation.nameEs };
  return names[language];
}

/** Whether the text may still change, so that every page must say so. */
export function isDraft(model: Pick<ExportDocument, "kind" | "state">): boolean {
  return !isFinal(model.state);
}

/** The JSON export: the shape that others read, so nothing is added or renamed lightly. */
export interface JsonExport {
  id: string;
  slug: string;
  kind: "plan" | "agenda";
  title: string;
  state: string;
  language: Locale;
  areas: {
    id: string;
    title: string;
    items: ({ id: string; ref: string; text: string } & Details & {
        sources?: ExportSource[];
        positions?: ExportPosition[];
      })[];
  }[];
  /** Of the agenda; the words of national items are in the exports of their plans. */
  concordance?: {
    national: Omit<ExportNational, "text">[];
    counted: ExportConcordance["counted"];
  };
}

export function toJson(model: ExportDocument): JsonExport {
  return {
    id: model.id,
    slug: model.slug,
    kind: model.kind,
    title: model.title,
    state: model.state,
    language: model.language,
    areas: model.areas.map((area) => ({
      id: area.id,
      title: area.title,
      items: area.items.map((item) => ({
        id: item.id,
        ref: item.ref,
        text: plainText(item.text),
        lead: item.details.lead,
        partners: item.details.partners,
        due: item.details.due,
        indicator: item.details.indicator,
        ...(item.sources ? { sources: item.sources } : {}),
        ...(item.positions ? { positions: item.positions } : {}),
      })),
    })),
    ...(model.concordance
      ? {
          concordance: {
            national: model.concordance.national.map(({ text: _, ...row }) => row),
            counted: model.concordance.counted,
          },
        }
      : {}),
  };
}
