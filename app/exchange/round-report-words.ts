/**
 * The report of a consultation round as it is read: every word of it in one language, with times by
 * the clocks of the round's zone. The page and the files show this and nothing else.
 */
import type { Role } from "../accounts/policy";
import { roleName } from "../accounts/role-name";
import type { AmendmentKind, AmendmentState } from "../amendments/rules";
import { segmentsOf, tokenOf } from "../comments/mentions";
import type { Locale } from "../context";
import { formatInZone } from "../i18n/format";
import { m } from "../i18n/messages";
import { audienceLine } from "../plans/round-wording";
import { type LineWords, redlineWords } from "./report-redline";
import type {
  ReportAmendment,
  ReportAuthor,
  ReportComment,
  ReportEntry,
  ReportSection,
  ReportThread,
  RoundReport,
} from "./round-report";

export interface AuthorWords {
  name: string;
  /** Code; null for the regional roles. */
  delegation: string | null;
  role: string;
}

export interface ThreadWords {
  type: "thread";
  number: number;
  /** The words that it is on; null for the whole. */
  on: string | null;
  internal: string | null;
  comments: { author: AuthorWords; at: string; edited: string | null; body: string }[];
  outcome: string;
}

export interface AmendmentWords {
  type: "amendment";
  number: number;
  kind: string;
  author: AuthorWords;
  at: string;
  place: string | null;
  proposed: LineWords[];
  accepted: { label: string; redline: LineWords[] } | null;
  justification: string | null;
  supported: string | null;
  outcome: string;
  reason: string | null;
  threads: ThreadWords[];
}

export interface SectionWords {
  /** Areas and what is no longer there; items stand within them. */
  level: 1 | 2;
  title: string;
  /** Label and words of the item now. */
  text: { label: string; words: string } | null;
  entries: (ThreadWords | AmendmentWords)[];
}

export interface ReportWords {
  locale: Locale;
  title: string;
  plan: string;
  /** When it was, for whom, and who may read the report. */
  lines: string[];
  warning: string | null;
  asked: { label: string; words: string } | null;
  counts: { title: string; rows: { label: string; value: string }[] };
  /** How to read a redline; null where there is none. */
  marks: string | null;
  empty: { title: string; text: string } | null;
  sections: SectionWords[];
}

export const KIND_NAMES = {
  text: m.report_kind_text,
  details: m.report_kind_details,
  new: m.report_kind_new,
  removal: m.report_kind_removal,
  move: m.report_kind_move,
} as const satisfies Record<AmendmentKind, unknown>;

/** Of one amendment. */
export const STATE_NAMES = {
  proposed: m.report_waiting,
  withdrawn: m.report_withdrawn,
  accepted: m.report_accepted,
  "accepted-modified": m.report_accepted_modified,
  rejected: m.report_rejected,
  superseded: m.report_superseded,
} as const satisfies Record<AmendmentState, unknown>;

/** Of several that are counted. */
const STATES_COUNTED = {
  proposed: m.report_state_proposed,
  withdrawn: m.report_state_withdrawn,
  accepted: m.report_state_accepted,
  "accepted-modified": m.report_state_accepted_modified,
  rejected: m.report_state_rejected,
  superseded: m.report_state_superseded,
} as const satisfies Record<AmendmentState, unknown>;

export function reportWords(report: RoundReport, locale: Locale): ReportWords {
  const { plan, round, sections } = report;
  const entries = sections.flatMap((section) => section.entries);
  const words = new Words(report, locale);
  return {
    locale,
    title: m.report_title({ number: round.number }, { locale }),
    plan: plan.title,
    lines: words.lines(),
    warning: allThreads(entries).some(({ internalTo }) => internalTo !== null)
      ? m.report_has_internal({}, { locale })
      : null,
    asked: round.note === "" ? null : { label: m.report_asked({}, { locale }), words: round.note },
    counts: { title: m.report_counts({}, { locale }), rows: words.counts() },
    marks: entries.some((entry) => entry.type === "amendment" && entry.proposed.length > 0)
      ? m.report_marks({}, { locale })
      : null,
    empty:
      entries.length === 0
        ? { title: m.report_empty({}, { locale }), text: m.report_empty_text({}, { locale }) }
        : null,
    sections: words.sections(),
  };
}

/** All threads of entries, those on amendments too. */
export function allThreads(entries: readonly ReportEntry[]): ReportThread[] {
  return entries.flatMap((entry) => (entry.type === "thread" ? [entry] : entry.threads));
}

class Words {
  constructor(
    private readonly report: RoundReport,
    private readonly locale: Locale,
  ) {}

  /** By the clocks of the round's zone. */
  private at(moment: number): string {
    return new Intl.DateTimeFormat(this.locale, {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: this.report.round.timeZone,
    }).format(moment);
  }

  lines(): string[] {
    const { locale } = this;
    const { round, reader } = this.report;
    const { from, until, timeZone, phase } = round;
    const end = { date: formatInZone(locale, until, timeZone) };
    return [
      audienceLine(round.audience, locale),
      m.report_from({ date: formatInZone(locale, from, timeZone) }, { locale }),
      phase === "running"
        ? m.report_until_running(end, { locale })
        : m.report_until(end, { locale }),
      m.report_zone({ zone: timeZone.replaceAll("_", " ") }, { locale }),
      reader
        ? m.report_for_delegation({ name: `${reader.names[locale]} (${reader.code})` }, { locale })
        : m.report_for_regional({}, { locale }),
    ];
  }

  counts(): { label: string; value: string }[] {
    const { locale } = this;
    const { threads, resolved, comments, amendments, byState, byOrigin } = this.report.counts;
    const open = threads - resolved;
    const parts = byState
      .map(({ state, count }) => {
        const name = STATES_COUNTED[state]({}, { locale });
        return m.report_state_of({ name, count }, { locale });
      })
      .join(", ");
    const origins = byOrigin
      .map(({ delegation, role, count }) => {
        const name = delegation ?? (role ? roleName(role, locale) : "");
        return m.report_state_of({ name, count }, { locale });
      })
      .join(" · ");
    return [
      {
        label: m.report_count_threads({}, { locale }),
        value:
          threads === 0
            ? "0"
            : m.report_resolved_open({ total: threads, resolved, open }, { locale }),
      },
      { label: m.report_count_comments({}, { locale }), value: String(comments) },
      {
        label: m.report_count_amendments({}, { locale }),
        value: amendments === 0 ? "0" : `${amendments} (${parts})`,
      },
      ...(origins ? [{ label: m.report_count_from({}, { locale }), value: origins }] : []),
    ];
  }

  /** Items with a heading of their area before the first of them. */
  sections(): SectionWords[] {
    const { locale } = this;
    const found: SectionWords[] = [];
    let area: number | null = null;
    const areaHeading = (number: number, title: string): SectionWords => {
      area = number;
      return {
        level: 1,
        title: m.report_area({ number, title }, { locale }),
        text: null,
        entries: [],
      };
    };
    let gone = false;
    for (const section of this.report.sections) {
      const entries = section.entries.map((entry) => this.entry(entry));
      if (section.about === "document") {
        const title = m.report_on_document({}, { locale });
        found.push({ level: 1, title, text: null, entries });
      } else if (section.about === "area") {
        found.push({ ...areaHeading(section.number, section.title), entries });
      } else if (section.about === "item") {
        const { number, title } = section.area;
        if (number !== area) found.push(areaHeading(number, title));
        const text = { label: m.report_as_it_reads({}, { locale }), words: section.text };
        found.push({ level: 2, title: section.ref, text, entries });
      } else {
        if (!gone) {
          const title = m.report_gone({}, { locale });
          found.push({ level: 1, title, text: null, entries: [] });
          gone = true;
        }
        found.push({ level: 2, title: goneName(section, locale), text: null, entries });
      }
    }
    return found;
  }

  private entry(entry: ReportEntry): ThreadWords | AmendmentWords {
    return entry.type === "thread" ? this.thread(entry) : this.amendment(entry);
  }

  private thread(thread: ReportThread): ThreadWords {
    const { locale } = this;
    const { number, quote, internalTo, comments, resolved } = thread;
    return {
      type: "thread",
      number,
      on: quote === "" ? null : m.report_on_words({ quote }, { locale }),
      internal: internalTo === null ? null : m.report_internal({ code: internalTo }, { locale }),
      comments: comments.map((comment) => {
        const { author, at, editedAt } = comment;
        return {
          author: authorWords(author, locale),
          at: this.at(at),
          edited:
            editedAt === null ? null : m.report_edited({ date: this.at(editedAt) }, { locale }),
          body: commentWords(comment, locale),
        };
      }),
      outcome: this.resolution(resolved),
    };
  }

  private resolution(resolved: ReportThread["resolved"]): string {
    const { locale } = this;
    if (!resolved) return m.report_not_resolved({}, { locale });
    const date = this.at(resolved.at);
    return resolved.by
      ? m.report_resolved_by({ name: named(resolved.by), date }, { locale })
      : m.report_resolved({ date }, { locale });
  }

  private amendment(one: ReportAmendment): AmendmentWords {
    const { locale } = this;
    const { justification, supporters, decided } = one;
    const reason = decided?.reason ?? "";
    return {
      type: "amendment",
      number: one.number,
      kind: KIND_NAMES[one.kind]({}, { locale }),
      author: authorWords(one.author, locale),
      at: this.at(one.at),
      place: placeWords(one, locale),
      proposed: redlineWords(one.proposed, locale),
      accepted: one.accepted && {
        label: m.report_as_accepted({}, { locale }),
        redline: redlineWords(one.accepted, locale),
      },
      justification:
        justification === "" ? null : m.report_why({ words: justification }, { locale }),
      supported:
        supporters.length === 0
          ? null
          : m.report_supported({ names: supporters.map(named).join(", ") }, { locale }),
      outcome: this.outcome(one),
      reason: reason === "" ? null : m.report_reason({ words: reason }, { locale }),
      threads: one.threads.map((thread) => this.thread(thread)),
    };
  }

  private outcome({ state, decided }: ReportAmendment): string {
    const { locale } = this;
    const name = STATE_NAMES[state]({}, { locale });
    if (!decided) return name;
    const date = this.at(decided.at);
    return decided.by
      ? m.report_fate_by({ state: name, name: named(decided.by), date }, { locale })
      : m.report_fate({ state: name, date }, { locale });
  }
}

const named = ({ name, delegation }: Pick<ReportAuthor, "name" | "delegation">): string =>
  delegation ? `${name} (${delegation})` : name;

/** What a comment says, with the names in it; of who is not known any more nothing, as on the page. */
export function commentWords(
  { body, named: known }: Pick<ReportComment, "body" | "named">,
  locale: Locale,
): string {
  return segmentsOf(body)
    .map((segment) => {
      if ("text" in segment) return segment.text;
      const { mention } = segment;
      if (mention.kind === "role") return `@${roleName(mention.value as Role, locale)}`;
      const found = known.find(({ token }) => token === tokenOf(mention));
      return found ? `@${named({ name: found.names[locale], delegation: found.delegation })}` : "";
    })
    .join("");
}

export function authorWords(author: ReportAuthor, locale: Locale): AuthorWords {
  const { name, delegation, role } = author;
  return { name, delegation, role: roleName(role as Role, locale) };
}

export function goneName(
  section: Extract<ReportSection, { about: "gone" }>,
  locale: Locale,
): string {
  return section.ref === ""
    ? m.report_gone_item({}, { locale })
    : m.report_gone_item_ref({ ref: section.ref }, { locale });
}

/** Where something new, or moved, is to stand. */
export function placeWords(
  { place }: Pick<ReportAmendment, "place">,
  locale: Locale,
): string | null {
  if (!place) return null;
  if (!place.area) return m.report_place_gone({}, { locale });
  const { number } = place.area;
  if (place.afterGone) return m.report_place_end({ number }, { locale });
  return place.afterRef === null
    ? m.report_place_first({ number }, { locale })
    : m.report_place_after({ number, ref: place.afterRef }, { locale });
}
