import { Undo2 } from "lucide-react";
import { useState } from "react";
import { m } from "../../i18n/messages";
import { Button } from "../../ui/Button";
import { plainText } from "../rich-text";
import type { RemovalView } from "../view";
import { useDocumentEditor } from "./context";
import { RemovalLine } from "./RemovalLine";
import { useItemText, useOutline } from "./useDocument";
import { useRemovals } from "./useRemovals";

/**
 * What was removed: with its number, its words, who removed it and when, so that anyone who may edit
 * can bring it back.
 */
export function RemovedItems() {
  const { session, editable, documentId } = useDocumentEditor();
  const { removed } = useOutline(session.doc);
  const [open, setOpen] = useState(false);
  const removals = useRemovals(documentId, editable && open ? removed.map(({ id }) => id) : []);
  if (!editable || removed.length === 0) return null;
  return (
    <details
      className="mt-8 text-sm print:hidden"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="font-semibold text-muted">
        {m.plans_removed_items({ count: removed.length })}
      </summary>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {removed.map((item) => (
          <RemovedItem key={item.id} itemId={item.id} removal={removals.get(item.id)} />
        ))}
      </ul>
    </details>
  );
}

function RemovedItem({ itemId, removal }: { itemId: string; removal: RemovalView | undefined }) {
  const { session, language } = useDocumentEditor();
  const text = useItemText(session.doc, itemId);
  const words = text ? plainText(text) : "";
  return (
    <li className="flex items-start justify-between gap-4 py-2">
      <div className="min-w-0">
        <RemovalLine removal={removal} />
        <span
          className="block whitespace-pre-wrap break-words font-serif text-muted"
          lang={words ? language : undefined}
        >
          {words || m.plans_removed_item_blank()}
        </span>
      </div>
      <Button size="sm" onClick={() => session.restore(itemId)}>
        <Undo2 size={15} aria-hidden />
        {m.plans_item_restore()}
      </Button>
    </li>
  );
}
