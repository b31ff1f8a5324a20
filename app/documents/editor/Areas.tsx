import { Plus } from "lucide-react";
import { m } from "../../i18n/messages";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import type { OutlineArea } from "../document";
import { itemRef } from "../numbering";
import { AreaHeading } from "./AreaHeading";
import { useDocumentEditor } from "./context";
import { ItemRow } from "./ItemRow";
import { useOutline } from "./useDocument";

/**
 * The areas with their items, as one list in which headings are entries too: an item that is
 * moved to another area stays the same element, and whoever is typing in it goes on typing. In
 * lists of their own it would be another element there, without the focus.
 */
export function Areas() {
  const { session, editable, code } = useDocumentEditor();
  const outline = useOutline(session.doc);
  // Where no area has an item, the first one says how to begin.
  const blank = outline.areas.every(({ items }) => items.length === 0);
  return (
    <>
      <ol>
        {outline.areas.flatMap((area) => [
          <AreaHeading key={`area-${area.id}`} area={area} areas={outline.areas} />,
          ...area.items.map((item) => (
            <ItemRow
              key={`item-${item.id}`}
              item={item}
              itemRef={itemRef(code, item.areaNumber, item.number)}
              areas={outline.areas}
            />
          )),
          <AreaEnd key={`end-${area.id}`} area={area} start={blank && area.number === 1} />,
        ])}
      </ol>
      {outline.areas.length === 0 ? (
        <NoAreas />
      ) : (
        editable && (
          <div className="mt-8 border-t border-line pt-4 print:hidden">
            <AddArea after={outline.areas.at(-1)?.id ?? null} />
          </div>
        )
      )}
    </>
  );
}

function AddArea({ after }: { after: string | null }) {
  const { session } = useDocumentEditor();
  return (
    <Button size="sm" onClick={() => session.addAreaAfter(after, "")}>
      <Plus size={16} aria-hidden />
      {m.plans_area_add()}
    </Button>
  );
}

/** A document without anything but its title: what to do. */
function NoAreas() {
  const { editable } = useDocumentEditor();
  if (!editable) return <p className="text-muted">{m.plans_no_areas_title()}</p>;
  return (
    <div className="mt-8 print:hidden">
      <Empty title={m.plans_no_areas_title()} action={<AddArea after={null} />}>
        {m.plans_no_areas_text()}
      </Empty>
    </div>
  );
}

/** What follows the items of an area: that there are none, and how to add one. */
function AreaEnd({ area, start }: { area: OutlineArea; start: boolean }) {
  const { session, editable, code } = useDocumentEditor();
  const empty = area.items.length === 0;
  if (!editable && !empty) return null;
  const add = () => session.addItemTo(area.id);
  if (editable && start) {
    return (
      <li className="mt-4 print:hidden">
        <Empty
          title={m.plans_empty_title()}
          action={
            <Button variant="primary" size="sm" onClick={add}>
              <Plus size={16} aria-hidden />
              {m.plans_empty_first()}
            </Button>
          }
        >
          {code === null ? m.agenda_empty_text() : m.plans_empty_text()}
        </Empty>
      </li>
    );
  }
  return (
    <li>
      {empty && (
        <p className="py-2 pl-1 text-muted">
          {editable ? m.plans_area_empty_editable() : m.plans_area_empty()}
        </p>
      )}
      {editable && (
        <Button variant="quiet" size="sm" className="mt-2 print:hidden" onClick={add}>
          <Plus size={16} aria-hidden />
          {m.plans_item_add()}
        </Button>
      )}
    </li>
  );
}
