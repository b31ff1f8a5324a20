import { Plus } from "lucide-react";
import { m } from "../../i18n/messages";
import { Button } from "../../ui/Button";
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
          <AreaEnd key={`end-${area.id}`} area={area} />,
        ])}
      </ol>
      {editable && (
        <div className="mt-8 border-t border-line pt-4 print:hidden">
          <Button
            size="sm"
            onClick={() => session.addAreaAfter(outline.areas.at(-1)?.id ?? null, "")}
          >
            <Plus size={16} aria-hidden />
            {m.plans_area_add()}
          </Button>
        </div>
      )}
    </>
  );
}

/** What follows the items of an area: that there are none, and how to add one. */
function AreaEnd({ area }: { area: OutlineArea }) {
  const { session, editable } = useDocumentEditor();
  const empty = area.items.length === 0;
  if (!editable && !empty) return null;
  return (
    <li>
      {empty && (
        <p className="py-2 pl-1 text-muted">
          {editable ? m.plans_area_empty_editable() : m.plans_area_empty()}
        </p>
      )}
      {editable && (
        <Button
          variant="quiet"
          size="sm"
          className="mt-2 print:hidden"
          onClick={() => session.addItemTo(area.id)}
        >
          <Plus size={16} aria-hidden />
          {m.plans_item_add()}
        </Button>
      )}
    </li>
  );
}
