import { useEffect, useState } from "react";
import { formatInZone, formatTimeLeft } from "../i18n/format";
import { m } from "../i18n/messages";
import { wallTime } from "../i18n/time-zones";
import { useLocale } from "../ui/root-data";
import { useOwnZone } from "../ui/zones";

/**
 * A deadline in the zone it was set in; where clocks show another time there, in the reader's own
 * too, and how long it is until then.
 */
export function Deadline({ at, timeZone }: { at: number; timeZone: string }) {
  const locale = useLocale();
  const own = useOwnZone();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const differs = own !== null && wallTime(at, own) !== wallTime(at, timeZone);
  return (
    <div>
      <time
        dateTime={new Date(at).toISOString()}
        className="font-semibold"
        suppressHydrationWarning
      >
        {formatInZone(locale, at, timeZone)}
      </time>
      {differs && (
        <p className="text-sm">
          {m.adoption_deadline_own({ time: formatInZone(locale, at, own) })}
        </p>
      )}
      {now !== null && (
        <p className="text-sm text-muted">
          {now < at
            ? m.adoption_deadline_left({ left: formatTimeLeft(locale, at, now) })
            : m.adoption_deadline_passed()}
        </p>
      )}
    </div>
  );
}
