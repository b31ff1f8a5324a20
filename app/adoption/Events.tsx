import type { ReactNode } from "react";
import { formatInZone } from "../i18n/format";
import { m } from "../i18n/messages";
import { DelegationTag } from "../ui/DelegationTag";
import { useLocale } from "../ui/root-data";
import { Time } from "../ui/Time";
import type { AdoptionView, EventView } from "./view";
import { draftName, lapseText } from "./wording";

/** What has happened on the way to adoption, newest first. */
export function Events({ events }: Pick<AdoptionView, "events">) {
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="adoption-events">
      <h2 id="adoption-events" className="mb-2 text-xl font-semibold">
        {m.adoption_events()}
      </h2>
      <ol className="grid gap-2.5 border-l-2 border-line pl-4">
        {events.map((event, index) => (
          // Events have no id, and are only ever added, in front.
          <li key={events.length - index} data-event={event.kind}>
            <EventText event={event} />
            <p className="text-sm text-muted">
              <Time at={event.at} />
              {event.person && `, ${event.person}`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function EventText({ event }: { event: EventView }): ReactNode {
  const locale = useLocale();
  switch (event.kind) {
    case "draft":
      if (event.draft.kind === "adopted") {
        return <p className="font-semibold">{m.adoption_event_adopted()}</p>;
      }
      return (
        <p>
          {event.draft.kind === "chairs-text"
            ? m.adoption_event_forward({ draft: draftName(event.draft) })
            : m.adoption_event_issued({ draft: draftName(event.draft) })}
        </p>
      );
    case "taken-back":
      return <p>{m.adoption_event_taken_back()}</p>;
    case "silence":
      return (
        <p suppressHydrationWarning>
          {m.adoption_event_silence({
            deadline: formatInZone(locale, event.deadline, event.timeZone),
          })}
        </p>
      );
    case "broken":
      return (
        <>
          <p className="flex flex-wrap items-baseline gap-x-1.5">
            {m.adoption_event_broken()} <DelegationTag code={event.delegation ?? ""} />
          </p>
          <p className="max-w-prose border-l-4 border-warning bg-warning-soft px-2.5 py-1 whitespace-pre-line">
            {event.reason}
          </p>
        </>
      );
    case "lapsed":
      return (
        <>
          <p>{m.adoption_event_lapsed()}</p>
          <p className="max-w-prose border-l-4 border-warning bg-warning-soft px-2.5 py-1">
            {lapseText(event.lapse)}
          </p>
        </>
      );
    case "called-off":
      return <p>{m.adoption_event_called_off()}</p>;
  }
}
