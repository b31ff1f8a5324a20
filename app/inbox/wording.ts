/** What a notice says, on the page and in a mail. */
import type { AmendmentState } from "../amendments/rules";
import type { Locale } from "../context";
import { formatInZone } from "../i18n/format";
import { m } from "../i18n/messages";
import type { NoticeKind } from "../notifications/rules";
import type { NoticeView } from "./view";

const KINDS: Record<NoticeKind, { name(): string; text(): string }> = {
  mention: { name: m.inbox_kind_mention, text: m.inbox_kind_mention_text },
  reply: { name: m.inbox_kind_reply, text: m.inbox_kind_reply_text },
  thread: { name: m.inbox_kind_thread, text: m.inbox_kind_thread_text },
  amendment: { name: m.inbox_kind_amendment, text: m.inbox_kind_amendment_text },
  decision: { name: m.inbox_kind_decision, text: m.inbox_kind_decision_text },
  deadline: { name: m.inbox_kind_deadline, text: m.inbox_kind_deadline_text },
};

export const kindName = (kind: NoticeKind): string => KINDS[kind].name();
export const kindText = (kind: NoticeKind): string => KINDS[kind].text();

type Outcome = (inputs: object, options: { locale: Locale }) => string;
const OUTCOMES: Partial<Record<AmendmentState, Outcome>> = {
  accepted: m.inbox_outcome_accepted,
  "accepted-modified": m.inbox_outcome_modified,
  rejected: m.inbox_outcome_rejected,
  superseded: m.inbox_outcome_superseded,
};

/** Who did what, as a sentence without its full stop. */
export function noticeText(notice: NoticeView, locale: Locale): string {
  const options = { locale };
  const name = notice.actor?.name ?? m.inbox_someone({}, options);
  switch (notice.kind) {
    case "mention":
      return m.inbox_said_mention({ name }, options);
    case "reply":
      return m.inbox_said_reply({ name }, options);
    case "thread":
      return m.inbox_said_thread({ name }, options);
    case "amendment":
      return m.inbox_said_amendment({ name }, options);
    case "decision":
      return decisionText(name, notice.decision, options);
    case "deadline":
      return deadlineText(notice.deadline, options);
  }
}

function decisionText(
  name: string,
  decision: NoticeView["decision"],
  options: { locale: Locale },
): string {
  const outcome = (decision && OUTCOMES[decision.state]?.({}, options)) ?? "";
  return decision?.own
    ? m.inbox_said_decision_own({ name, outcome }, options)
    : m.inbox_said_decision_supported({ name, outcome }, options);
}

function deadlineText(deadline: NoticeView["deadline"], options: { locale: Locale }): string {
  if (!deadline) return "";
  const time = formatInZone(options.locale, deadline.at, deadline.timeZone);
  return deadline.of === "round"
    ? m.inbox_said_round({ time }, options)
    : m.inbox_said_silence({ time }, options);
}
