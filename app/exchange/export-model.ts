/**
 * The neutral model of an export: what every format (PDF, JSON) is made from. Built from a
 * document's row and content; for the agenda also from where each item comes from.
 */
import { type AgendaState, isFinal, type PlanState } from "../accounts/policy";
import type { NamedDraft } from "../adoption/draft-name";
import type { Disposition, ItemStatus } from "../agenda/disposition";
import type { Position } from "../agenda/positions";
import type { Locale } from "../context";
import { type Bracket, bracketsOf } from "../documents/brackets";
import type { Details, DocumentContent } from "../documents/document";
import { itemRef } from "../documents/numbering";
import { plainText, type RichText } from "../documents/rich-text";
import type { AgendaVersion } from "./export-options";

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
  setAside: {
    disposition: Disposition;
    reason: string;
    /** Whether its text is no longer the one that was set aside. */
    drifted: boolean;
    /** The one that stands, as far as it is the reader's to know; none in an adopted text. */
    objection: { delegation: string; reason: string } | null;
  } | null;
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
  position: Position;
  /** Whether it was given on the text as it stands. */
  current: boolean;
  /** Text of a reservation, reason of an objection. */
  note: string;
}

/** A reservation or an objection, with the item it is on. */
export interface ExportNote {
  itemId: string;
  ref: string;
  delegation: string;
  note: string;
  /** Whether it was made on the words as they stand. */
  current: boolean;
}

/** A draft of the agenda as it was issued. */
export interface ExportDraft extends NamedDraft {
  position: number;
  issuedAt: number;
  /**
   * `issued`: the text is that of the draft and nothing else. `same`: it is the text of the day, which
   * still reads like the draft. `followed`: it has been worked on since the draft was issued.
   */
  textStatus: "issued" | "same" | "followed";
}

/** To what a delegation consented when the agenda was adopted. */
export interface ExportConsent {
  itemId: string;
  delegation: string;
  consent: Exclude<Position, "objection"> | "silent";
  note: string;
  current: boolean;
}

export interface ExportAdoption {
  at: number;
  /** SHA-256 of the record, in hex. */
  fingerprint: string;
  bySilence: boolean;
  consents: ExportConsent[];
}

export interface ExportItem {
  id: string;
  ref: string;
  text: RichText;
  details: Details;
  /** On the agenda only, and not on a draft as it was issued. */
  sources?: ExportSource[];
  /** As `sources`. */
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
  /** Of the agenda, but not of a draft as it was issued. */
  concordance?: ExportConcordance;
  /** Of the agenda: the draft it is, or the last one issued before; null before the first. */
  draft?: ExportDraft | null;
  /** Of the agenda; null until it is adopted. */
  adoption?: ExportAdoption | null;
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

/** What the agenda has beside its text. Sources and positions are by agenda item id. */
export interface AgendaParts {
  /** In the order in which to name them. */
  sources?: ReadonlyMap<string, ExportSource[]>;
  /** In the order of the delegations. */
  positions?: ReadonlyMap<string, ExportPosition[]>;
  concordance?: ExportConcordance;
  draft?: ExportDraft | null;
  adoption?: ExportAdoption | null;
}

/**
 * @param content the document as read from Yjs, the only source of the text.
 * @param delegations of the consultation.
 * @param parts for the agenda.
 */
export function exportModel(
  row: ExportRow,
  content: DocumentContent,
  delegations: readonly ExportDelegation[],
  { sources, positions, concordance, draft = null, adoption = null }: AgendaParts = {},
): ExportDocument {
  const named = delegations.map((one) => ({ code: one.code, name: nameIn(one, row.language) }));
  const delegation = named.find(({ code }) => code === row.delegation);
  const isAgenda = row.kind === "agenda";
  const ofToday = isAgenda && draft?.textStatus !== "issued";
  return {
    id: row.id,
    slug: row.slug,
    kind: row.kind,
    title: content.title || row.title,
    state: row.state,
    language: row.language,
    updatedAt: row.updatedAt,
    ...(delegation ? { delegation } : {}),
    ...(isAgenda ? { delegations: named, draft, adoption } : {}),
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
        ...(ofToday
          ? { sources: sources?.get(item.id) ?? [], positions: positions?.get(item.id) ?? [] }
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

/** Notes that delegations made with a position, in the order of the items. */
export function notesOf(
  { areas, delegations = [] }: Pick<ExportDocument, "areas" | "delegations">,
  said: Extract<Position, "reservation" | "objection">,
): ExportNote[] {
  return areas.flatMap(({ items }) =>
    items.flatMap(({ id, ref, positions = [] }) =>
      delegations.flatMap(({ code }) =>
        positions
          .filter((each) => each.delegation === code && each.position === said)
          .map(({ delegation, note, current }) => ({ itemId: id, ref, delegation, note, current })),
      ),
    ),
  );
}

/** The reservations: those that were adopted with the text, before that those that are held. */
export function reservationsOf(
  model: Pick<ExportDocument, "areas" | "delegations" | "adoption">,
): ExportNote[] {
  const { adoption, areas, delegations = [] } = model;
  if (!adoption) return notesOf(model, "reservation");
  const held = adoption.consents.filter(({ consent }) => consent === "reservation");
  return areas.flatMap(({ items }) =>
    items.flatMap(({ id, ref }) =>
      delegations.flatMap(({ code }) =>
        held
          .filter(({ itemId, delegation }) => itemId === id && delegation === code)
          .map(({ delegation, note, current }) => ({ itemId: id, ref, delegation, note, current })),
      ),
    ),
  );
}

type JsonBracket = Pick<Bracket, "kind" | "delegations" | "text">;

/** The JSON export: the shape that others read, so nothing is added or renamed lightly. */
export interface JsonExport {
  id: string;
  slug: string;
  kind: "plan" | "agenda";
  title: string;
  state: string;
  language: Locale;
  /** Of the preamble, if it has any. */
  preambleBrackets?: JsonBracket[];
  areas: {
    id: string;
    title: string;
    items: ({ id: string; ref: string; text: string } & Details & {
        sources?: ExportSource[];
        positions?: (Omit<ExportPosition, "note"> & { note?: string })[];
        /** Of a text that has any. */
        brackets?: JsonBracket[];
      })[];
  }[];
  /** Of the agenda; the words of national items are in the exports of their plans. */
  concordance?: {
    national: Omit<ExportNational, "text">[];
    counted: ExportConcordance["counted"];
  };
  /** Of the agenda; times are in ISO 8601. */
  draft?: (Omit<ExportDraft, "issuedAt"> & { issuedAt: string }) | null;
  adoption?: { at: string; fingerprint: string; bySilence: boolean } | null;
  reservations?: ExportNote[];
}

const jsonBrackets = (text: RichText): JsonBracket[] =>
  bracketsOf(text).map(({ kind, delegations, text }) => ({ kind, delegations, text }));

const withoutNotes = (positions: readonly ExportPosition[]) =>
  positions.map(({ delegation, position, current }) => ({ delegation, position, current }));

/** @param version *clean* leaves out brackets, and of positions what they say beside themselves. */
export function toJson(model: ExportDocument, version: AgendaVersion = "negotiating"): JsonExport {
  const clean = version === "clean";
  const bracketsIn = (text: RichText) => (clean ? [] : jsonBrackets(text));
  const preambleBrackets = bracketsIn(model.preamble);
  return {
    id: model.id,
    slug: model.slug,
    kind: model.kind,
    title: model.title,
    state: model.state,
    language: model.language,
    ...(preambleBrackets.length > 0 ? { preambleBrackets } : {}),
    areas: model.areas.map((area) => ({
      id: area.id,
      title: area.title,
      items: area.items.map((item) => {
        const brackets = bracketsIn(item.text);
        return {
          id: item.id,
          ref: item.ref,
          text: plainText(item.text),
          lead: item.details.lead,
          partners: item.details.partners,
          due: item.details.due,
          indicator: item.details.indicator,
          ...(item.sources ? { sources: item.sources } : {}),
          ...(item.positions
            ? { positions: clean ? withoutNotes(item.positions) : item.positions }
            : {}),
          ...(brackets.length > 0 ? { brackets } : {}),
        };
      }),
    })),
    ...(model.concordance
      ? {
          concordance: {
            national: model.concordance.national.map(({ text: _, ...row }) => row),
            counted: model.concordance.counted,
          },
        }
      : {}),
    ...(model.kind === "agenda" ? ofTheAgenda(model) : {}),
  };
}

function ofTheAgenda(
  model: ExportDocument,
): Pick<JsonExport, "draft" | "adoption" | "reservations"> {
  const { draft, adoption } = model;
  const iso = (at: number) => new Date(at).toISOString();
  return {
    draft: draft ? { ...draft, issuedAt: iso(draft.issuedAt) } : null,
    adoption: adoption
      ? {
          at: iso(adoption.at),
          fingerprint: adoption.fingerprint,
          bySilence: adoption.bySilence,
        }
      : null,
    reservations: reservationsOf(model),
  };
}
