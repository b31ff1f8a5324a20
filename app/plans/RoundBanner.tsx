import { Link, useRevalidator } from "@remix-run/react";
import { CalendarClock, CalendarX2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { DocumentView, RoundView } from "../documents/view";
import { formatInZone, formatTimeLeft } from "../i18n/format";
import { m } from "../i18n/messages";
import { wallTime } from "../i18n/time-zones";
import { useAnnounce } from "../ui/announce";
import { Button, buttonClass } from "../ui/Button";
import { ConfirmDialog } from "../ui/Dialog";
import { Notice } from "../ui/Notice";
import { useLocale } from "../ui/root-data";
import { useOwnZone } from "../ui/zones";
import { RoundDialog } from "./RoundDialog";
import { audienceLine, refusalLine } from "./round-wording";
import { useRoundSteps } from "./useRoundSteps";
import { useTimeLeft } from "./useTimeLeft";

/** Above a plan that is or was open for comment until a date: until when, to whom, what is asked. */
export function RoundBanner({ view }: { view: DocumentView }) {
  const { round } = view;
  if (!round) return null;
  return <Banner view={view} round={round} />;
}

function Banner({ view, round }: { view: DocumentView; round: RoundView }) {
  const locale = useLocale();
  const { over, closesAt, timeZone, note } = round;
  useSaidWhenOver(over);
  const date = formatInZone(locale, closesAt, timeZone);
  const Icon = over ? CalendarX2 : CalendarClock;
  return (
    <section
      aria-label={m.rounds_name({ number: round.number })}
      className={`mx-auto mb-8 flex max-w-3xl gap-3 rounded-md border px-4 py-3 ${over ? "border-line-strong/60 bg-sunken" : "border-accent/40 bg-accent-soft"}`}
    >
      <Icon size={20} aria-hidden className="mt-0.5 shrink-0 text-accent" />
      <div className="grid min-w-0 grow gap-1.5">
        <p className="font-semibold">
          <time dateTime={new Date(closesAt).toISOString()} suppressHydrationWarning>
            {over ? m.rounds_closed_on({ date }) : m.rounds_open_until({ date })}
          </time>
        </p>
        <p className="flex flex-wrap gap-x-4 text-sm">
          <span>{audienceLine(round.audience)}</span>
          <OwnTime at={closesAt} timeZone={timeZone} />
          {!over && <Left closesAt={closesAt} />}
        </p>
        {over && <p className="text-sm text-muted">{m.rounds_over_text()}</p>}
        {note !== "" && (
          <div className="mt-1 text-sm">
            <p className="font-semibold">{m.rounds_asked()}</p>
            <p lang={view.language} className="break-words whitespace-pre-line">
              {note}
            </p>
          </div>
        )}
        <Actions view={view} round={round} />
      </div>
    </section>
  );
}

/** The reader's own time, where clocks show another there. */
function OwnTime({ at, timeZone }: { at: number; timeZone: string }) {
  const locale = useLocale();
  const own = useOwnZone();
  if (own === null || wallTime(at, own) === wallTime(at, timeZone)) return null;
  return <span>{m.rounds_own_zone({ time: formatInZone(locale, at, own) })}</span>;
}

/** Milliseconds after the end of a round within which pages ask whether it is over. */
const ASKED_WITHIN = 2_000;

/** How long it is until then. Whether it is over, the server says: it is asked when the time comes. */
function Left({ closesAt }: { closesAt: number }) {
  const locale = useLocale();
  const now = useTimeLeft(closesAt);
  const { revalidate } = useRevalidator();
  const come = now !== null && now >= closesAt;
  useEffect(() => {
    if (!come) return;
    // Every page that shows the round asks then: not all at one moment.
    const timer = setTimeout(revalidate, Math.random() * ASKED_WITHIN);
    return () => clearTimeout(timer);
  }, [come, revalidate]);
  if (now === null) return null;
  return (
    <span className="font-semibold">
      {come ? m.rounds_closing() : m.rounds_left({ left: formatTimeLeft(locale, closesAt, now) })}
    </span>
  );
}

/** Says it to people who do not see the page change. */
function useSaidWhenOver(over: boolean): void {
  const announce = useAnnounce();
  const before = useRef(over);
  useEffect(() => {
    if (over && !before.current) announce(m.rounds_done_end());
    before.current = over;
  }, [over, announce]);
}

/** The way to the report, and for conveners what can be done with the round. */
function Actions({ view, round }: { view: DocumentView; round: RoundView }) {
  const [asking, setAsking] = useState<"set" | "end" | null>(null);
  const steps = useRoundSteps(view.slug, () => setAsking(null));
  const mayChange = view.may["set-round"];
  const ask = (what: "set" | "end") => {
    steps.dismiss();
    setAsking(what);
  };
  if (!mayChange && !view.may["read-comments"]) return null;
  const { over } = round;
  const title = over ? m.rounds_again() : m.rounds_change_name();
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-2 print:hidden">
      {mayChange && (
        <Button size="sm" disabled={steps.pending} onClick={() => ask("set")}>
          {over ? m.rounds_again() : m.rounds_change()}
        </Button>
      )}
      {mayChange && !over && (
        <Button size="sm" disabled={steps.pending} onClick={() => ask("end")}>
          {m.rounds_end()}
        </Button>
      )}
      {view.may["read-comments"] && (
        <Link
          to={`/plans/${view.slug}/rounds/${round.number}`}
          className={buttonClass("quiet", "sm")}
        >
          {m.rounds_report_of({ number: round.number })}
        </Link>
      )}
      {asking !== "set" && steps.refused && (
        <div className="basis-full">
          <Notice tone="danger" role="alert">
            {refusalLine(steps.refused)}
          </Notice>
        </div>
      )}
      {asking === "set" && (
        <RoundDialog
          texts={{ title, submit: title }}
          round={over ? null : round}
          steps={steps}
          onClose={() => setAsking(null)}
        />
      )}
      <ConfirmDialog
        title={m.rounds_end_title()}
        isOpen={asking === "end"}
        onClose={() => setAsking(null)}
        confirmLabel={m.rounds_end()}
        onConfirm={() => steps.send({ intent: "end", roundId: round.id })}
      >
        {m.rounds_end_text()}
      </ConfirmDialog>
    </div>
  );
}
