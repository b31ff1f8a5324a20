import { createContext, memo, useContext } from "react";
import { m } from "../i18n/messages";
import { RenderWhenIdle } from "../ui/RenderWhenIdle";
import { DragPartsContext } from "./DraggingContext";
import { type ItemPositions, PositionsOfItem } from "./PositionsOfItem";
import { SourceLinks } from "./SourceLinks";
import type { AgendaItemView, AgendaSource } from "./view";

/** What stands below the items of the agenda, for all of them. */
export interface Asides {
  items: ReadonlyMap<string, AgendaItemView>;
  /** Items whose sources and positions are drawn at once; the others' once the page is alive. */
  first: ReadonlySet<string>;
  positionsOn(itemId: string): ItemPositions;
  /** Of the agenda's words. */
  language: string;
  /** Takes a source off an item; left out for readers. */
  onRemove?(source: AgendaSource, agendaItemId: string): void;
  onDrift(source: AgendaSource, agendaItemId: string): void;
  onGive(agendaItemId: string): void;
}

export const AsidesContext = createContext<Asides | null>(null);

/** Class of what holds the place of what stands below an item, until that is drawn. */
export const ASIDE_SPACE = "min-h-26";

/** What stands below an item of the agenda: looked up here, and drawn again only if it is another. */
export function AsideOf({ itemId }: { itemId: string }) {
  const asides = useContext(AsidesContext);
  if (!asides) return null;
  const aside = (
    <ItemAside
      itemId={itemId}
      item={asides.items.get(itemId)}
      {...asides.positionsOn(itemId)}
      language={asides.language}
      onRemove={asides.onRemove}
      onDrift={asides.onDrift}
      onGive={asides.onGive}
    />
  );
  return asides.first.has(itemId) ? (
    aside
  ) : (
    <RenderWhenIdle className={ASIDE_SPACE}>{aside}</RenderWhenIdle>
  );
}

const NONE: readonly AgendaSource[] = [];

/** Where the words of an item come from, and what is said of it. */
const ItemAside = memo(function ItemAside({
  itemId,
  item,
  here,
  own,
  codes,
  language,
  onRemove,
  onDrift,
  onGive,
}: ItemPositions &
  Pick<Asides, "language" | "onRemove" | "onDrift" | "onGive"> & {
    itemId: string;
    /** Undefined for a moment, while an item is new. */
    item: AgendaItemView | undefined;
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
        sources={item?.sources ?? NONE}
        onRemove={onRemove && ((source) => onRemove(source, itemId))}
        onDrift={(source) => onDrift(source, itemId)}
      />
      {item && (
        <PositionsOfItem
          item={item}
          here={here}
          own={own}
          codes={codes}
          language={language}
          onGive={onGive}
        />
      )}
    </>
  );
});

/** Beside the heading of an area: the place where dropped items become a new one. */
export function AreaAside({ id, number }: { id: string; number: number | undefined }) {
  const dragParts = useContext(DragPartsContext);
  if (!dragParts || number === undefined) return null;
  return (
    <dragParts.DropPlace target={{ on: "area", id }} label={m.drafting_drop_area({ number })} />
  );
}
