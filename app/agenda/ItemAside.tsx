import { useContext } from "react";
import { m } from "../i18n/messages";
import { DragPartsContext } from "./DraggingContext";
import { PositionsOfItem } from "./PositionsOfItem";
import { SourceLinks } from "./SourceLinks";
import type { AgendaItemView, AgendaSource, PositionsView } from "./view";

/** What stands below an item of the agenda: where its words come from, and what is said of it. */
export function ItemAside({
  item,
  positions,
  language,
  pending,
  onRemove,
  onDrift,
  onGive,
}: {
  /** Undefined for a moment, while an item is new. */
  item: AgendaItemView | undefined;
  positions: PositionsView;
  language: string;
  pending: boolean;
  onRemove?(source: AgendaSource): void;
  onDrift(source: AgendaSource): void;
  onGive(itemId: string): void;
}) {
  const dragParts = useContext(DragPartsContext);
  return (
    <>
      {dragParts && item && (
        <dragParts.DropPlace
          target={{ on: "item", id: item.id }}
          label={m.drafting_drop_item({ ref: item.ref })}
        />
      )}
      <SourceLinks
        sources={item?.sources ?? []}
        pending={pending}
        onRemove={onRemove}
        onDrift={onDrift}
      />
      {item && (
        <PositionsOfItem item={item} positions={positions} language={language} onGive={onGive} />
      )}
    </>
  );
}

/** Beside the heading of an area: the place where dropped items become a new one. */
export function AreaAside({ id, number }: { id: string; number: number | undefined }) {
  const dragParts = useContext(DragPartsContext);
  if (!dragParts || number === undefined) return null;
  return (
    <dragParts.DropPlace target={{ on: "area", id }} label={m.drafting_drop_area({ number })} />
  );
}
