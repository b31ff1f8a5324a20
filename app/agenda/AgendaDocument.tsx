import type { ReactNode } from "react";
import { m } from "../i18n/messages";
import { Empty } from "../ui/Empty";
import type { AgendaView } from "./view";

/** The agenda as plain text: areas, numbered items, and beside each what `renderItemAside` adds. */
export function AgendaDocument({
  view,
  renderItemAside,
}: {
  view: Pick<AgendaView, "areas" | "agenda">;
  renderItemAside(itemId: string): ReactNode;
}) {
  if (view.areas.length === 0) return <Empty title={m.agenda_document_empty()} />;
  return (
    <div className="grid gap-7">
      {view.areas.map((area) => (
        <section key={area.id} aria-labelledby={`area-${area.id}`}>
          <h3
            id={`area-${area.id}`}
            lang={view.agenda.language}
            className="mb-3 font-serif text-lg font-semibold"
          >
            {area.number}. {area.title}
          </h3>
          {area.items.length === 0 && <p className="text-muted">{m.agenda_area_empty()}</p>}
          <ol className="grid gap-5">
            {area.items.map((item) => (
              <li
                key={item.id}
                id={`item-${item.id}`}
                className="grid grid-cols-[2.75rem_minmax(0,1fr)] rounded-md target:bg-highlight"
              >
                <span className="font-semibold tabular-nums">{item.ref}</span>
                <div className="min-w-0">
                  <p lang={view.agenda.language} className="font-serif whitespace-pre-line">
                    {item.text}
                  </p>
                  <div className="mt-1">{renderItemAside(item.id)}</div>
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
