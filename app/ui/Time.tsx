import { useEffect, useState } from "react";
import { formatDate, formatDateTime, formatRelative } from "../i18n/format";
import { useLocale } from "./root-data";

/**
 * A moment as the reader's language writes it. The server writes it in UTC; once on the page it
 * is written in the reader's own time zone.
 */
export function Time({
  at,
  style = "datetime",
}: {
  at: number;
  style?: "date" | "datetime" | "relative";
}) {
  const locale = useLocale();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    if (style !== "relative") return;
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, [style]);
  const iso = new Date(at).toISOString();
  const text =
    now === null
      ? formatDate(locale, at)
      : style === "relative"
        ? formatRelative(locale, at, now)
        : style === "date"
          ? formatDate(locale, at)
          : formatDateTime(locale, at);
  return (
    <time
      dateTime={iso}
      title={now === null ? iso : formatDateTime(locale, at)}
      suppressHydrationWarning
    >
      {text}
    </time>
  );
}
