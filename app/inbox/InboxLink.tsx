import { NavLink } from "@remix-run/react";
import { Bell } from "lucide-react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { type Unread, useUnread } from "./useUnread";

/** More than this are many. */
const MANY = 99;

/** The way to the inbox, with how much is unread in it; says so when something new comes. */
export function InboxLink({ unread: known }: { unread: Unread }) {
  const announce = useAnnounce();
  const { count } = useUnread(known, (unread) => announce(m.inbox_news({ count: unread.count })));
  const label = count === 0 ? m.inbox_title() : m.inbox_link({ count });
  return (
    <NavLink
      to="/inbox"
      end
      aria-label={label}
      title={label}
      className={({ isActive }) =>
        `inline-flex h-8 min-w-8 items-center justify-center gap-1 rounded px-1.5 hover:bg-sunken hover:text-ink ${
          isActive ? "text-accent" : "text-muted"
        }`
      }
    >
      <Bell size={17} aria-hidden />
      {count > 0 && (
        <span
          aria-hidden
          className="min-w-5 rounded-full bg-accent px-1 text-center text-xs leading-5 font-bold text-accent-ink tabular-nums"
        >
          {count > MANY ? `${MANY}+` : count}
        </span>
      )}
    </NavLink>
  );
}
