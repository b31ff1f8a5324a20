import { m } from "../i18n/messages";
import { carriesText } from "./disposition";
import { Objection } from "./Objection";
import type { Destination, NationalItemView } from "./view";
import { dispositionName } from "./wording";

/** Where a national item went, or that it is unplaced. */
export function ItemDestinations({
  item,
  onShowAgendaItem,
}: {
  item: NationalItemView;
  onShowAgendaItem(): void;
}) {
  if (item.status === "unplaced") {
    return (
      <span className="rounded bg-warning-soft px-1.5 text-sm text-warning">
        {m.agenda_one_unplaced()}
      </span>
    );
  }
  return (
    <ul className="contents text-sm">
      {item.destinations.map((where) => (
        <li key={where.agendaItem?.id ?? where.disposition} className="min-w-0 text-sm text-muted">
          <WhereItWent where={where} onShowAgendaItem={onShowAgendaItem} />
          <Objection where={where} itemRef={item.ref} />
        </li>
      ))}
    </ul>
  );
}

function WhereItWent({
  where,
  onShowAgendaItem,
}: {
  where: Destination;
  onShowAgendaItem(): void;
}) {
  const { agendaItem, disposition, reason, drifted } = where;
  if (!agendaItem || !carriesText(disposition)) {
    return (
      <>
        <span className="rounded bg-sunken px-1.5">
          {m.agenda_one_set_aside()} – {dispositionName(disposition)}
        </span>
        {drifted && (
          <span className="ml-2 rounded bg-warning-soft px-1.5 text-warning">
            {m.drift_since_aside()}
          </span>
        )}
        <span className="mt-1 block whitespace-pre-line">
          <span className="font-semibold">{m.agenda_reason()}</span> – {reason}
        </span>
      </>
    );
  }
  return (
    <>
      <span className="text-success">{dispositionName(disposition)}</span>{" "}
      <a
        href={`#item-${agendaItem.id}`}
        onClick={onShowAgendaItem}
        className="font-semibold text-accent underline underline-offset-2"
      >
        {m.agenda_went_to({ ref: agendaItem.ref })}
      </a>
      {drifted && (
        <span className="ml-2 rounded bg-warning-soft px-1.5 text-warning">
          {m.agenda_changed_since()}
        </span>
      )}
    </>
  );
}
