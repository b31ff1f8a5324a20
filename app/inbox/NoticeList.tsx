import { Link } from "@remix-run/react";
import { Check, Circle, Lock } from "lucide-react";
import type { Role } from "../accounts/policy";
import { roleName } from "../accounts/role-name";
import { segmentsOf } from "../comments/mentions";
import { formatDayInZone, formatTimeInZone } from "../i18n/format";
import { m } from "../i18n/messages";
import { IconButton } from "../ui/Button";
import { DelegationTag } from "../ui/DelegationTag";
import { useLocale } from "../ui/root-data";
import { byDay, type NoticeView } from "./view";
import { noticeText } from "./wording";

interface Marking {
  /** The reader's time zone. */
  zone: string;
  /** Asks for a notice to be marked as the other than it is. */
  onMark(id: string): void;
}

/** Words with the roles in them as they are called. */
const withRoles = (words: string): string =>
  segmentsOf(words)
    .map((segment) =>
      "text" in segment ? segment.text : `@${roleName(segment.mention.value as Role)}`,
    )
    .join("");

/** Notices by day and document. */
export function NoticeList({ notices, ...marking }: Marking & { notices: readonly NoticeView[] }) {
  const locale = useLocale();
  return (
    <div className="grid gap-5">
      {byDay(notices, marking.zone).map((day) => (
        <section key={day.date} className="grid gap-3">
          <h3 className="text-sm font-semibold text-muted" suppressHydrationWarning>
            {formatDayInZone(locale, day.at, marking.zone)}
          </h3>
          {day.groups.map(({ document, notices: of }) => (
            <section
              key={document.id}
              className="rounded-lg border border-line bg-raised px-4 py-3"
            >
              <h4 className="flex flex-wrap items-baseline gap-x-2 text-sm">
                {document.delegation ? (
                  <DelegationTag code={document.delegation} />
                ) : (
                  <span className="font-semibold">{m.ui_nav_agenda()}</span>
                )}
                <span lang={document.language} className="min-w-0 text-muted">
                  {document.title}
                </span>
              </h4>
              <ul className="mt-1 divide-y divide-line">
                {of.map((notice) => (
                  <Row key={notice.id} notice={notice} {...marking} />
                ))}
              </ul>
            </section>
          ))}
        </section>
      ))}
    </div>
  );
}

function Row({ notice, zone, onMark }: Marking & { notice: NoticeView }) {
  const locale = useLocale();
  const { actor, ref, read, words, internalTo } = notice;
  const what = noticeText(notice, locale);
  return (
    <li className="flex items-start gap-2 py-2">
      <span className="mt-1.5 flex w-3 shrink-0 justify-center text-accent">
        {!read && <Circle size={9} fill="currentColor" aria-hidden />}
      </span>
      <div className="relative min-w-0 grow">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link
            to={notice.path}
            className={`min-w-0 break-words underline-offset-2 after:absolute after:inset-0 hover:underline ${read ? "" : "font-semibold"}`}
          >
            {what}
            {ref !== "" && (
              <>
                {" · "}
                <span className="whitespace-nowrap">{ref}</span>
              </>
            )}
          </Link>
          {actor?.delegation && <DelegationTag code={actor.delegation} nameless />}
          <time
            dateTime={new Date(notice.at).toISOString()}
            className="text-sm text-muted"
            suppressHydrationWarning
          >
            {formatTimeInZone(locale, notice.at, zone)}
          </time>
        </p>
        {words !== "" && <p className="break-words text-muted">{withRoles(words)}</p>}
        {internalTo && (
          <p className="flex items-center gap-1 text-sm text-muted">
            <Lock size={13} aria-hidden />
            {m.inbox_internal({ delegation: internalTo })}
          </p>
        )}
      </div>
      <IconButton
        label={read ? m.inbox_mark_unread_of({ what }) : m.inbox_mark_read_of({ what })}
        title={read ? m.inbox_mark_unread() : m.inbox_mark_read()}
        icon={read ? <Circle size={15} aria-hidden /> : <Check size={17} aria-hidden />}
        onClick={() => onMark(notice.id)}
      />
    </li>
  );
}
