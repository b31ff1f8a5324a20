import { MessageSquarePlus, MoreVertical } from "lucide-react";
import { m } from "../../i18n/messages";
import { IconButton } from "../../ui/Button";
import { Menu, type MenuEntry } from "../../ui/Menu";
import type { OutlineArea, OutlineItem } from "../document";
import { readAreaTitle } from "../document";
import { useDocumentEditor } from "./context";
import type { EditorSession } from "./session";

interface ItemMenuProps {
  item: OutlineItem;
  itemRef: string;
  areas: readonly OutlineArea[];
}

/** What can be done to an item, for the mouse and for those who do not know the keys. */
export function ItemMenu({ item, itemRef, areas }: ItemMenuProps) {
  const { session, editable, commentable, onDetails, onComment, renderMarker, entriesOf } =
    useDocumentEditor();
  return (
    <>
      {renderMarker?.(item.id)}
      {commentable && (
        <IconButton
          label={m.plans_item_comment({ ref: itemRef })}
          icon={<MessageSquarePlus size={17} />}
          onClick={() => onComment(item.id)}
        />
      )}
      <Menu
        label={m.plans_item_menu({ ref: itemRef })}
        trigger={
          <IconButton
            label={m.plans_item_menu({ ref: itemRef })}
            icon={<MoreVertical size={17} />}
          />
        }
        items={() => [
          { id: "details", label: m.plans_item_details(), onAction: () => onDetails(item.id) },
          ...(entriesOf?.({ id: item.id, ref: itemRef }, session.doc) ?? []),
          ...(editable ? changesOf(session, item, areas) : []),
        ]}
      />
    </>
  );
}

function changesOf(
  session: EditorSession,
  item: OutlineItem,
  areas: readonly OutlineArea[],
): MenuEntry[] {
  const own = areas.find((area) => area.items.some(({ id }) => id === item.id));
  const first = areas[0]?.items[0]?.id === item.id && own?.id === areas[0]?.id;
  const last = own?.id === areas.at(-1)?.id && own?.items.at(-1)?.id === item.id;
  return [
    {
      id: "add",
      label: m.plans_item_add_below(),
      onAction: () => session.addItemAfter(item.id),
    },
    {
      id: "up",
      label: m.plans_item_move_up(),
      disabled: first,
      onAction: () => session.move(item.id, -1),
    },
    {
      id: "down",
      label: m.plans_item_move_down(),
      disabled: last,
      onAction: () => session.move(item.id, 1),
    },
    ...areas
      .filter((area) => area.id !== own?.id)
      .map((area) => ({
        id: `to-${area.id}`,
        label: m.plans_item_move_to({
          area: `${area.number}. ${readAreaTitle(session.doc, area.id)}`,
        }),
        onAction: () => session.moveTo(item.id, area.id, area.items.length),
      })),
    {
      id: "select",
      label: m.plans_item_select(),
      onAction: () => session.blocks.select(item.id),
    },
    {
      id: "remove",
      label: m.plans_item_remove(),
      danger: true,
      onAction: () => session.remove(item.id),
    },
  ];
}
