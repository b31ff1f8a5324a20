import { Undo2 } from "lucide-react";
import { m } from "../../i18n/messages";
import { Button } from "../../ui/Button";
import { plainText } from "../rich-text";
import { useDocumentEditor } from "./context";
import { useItemText, useOutline } from "./useDocument";

/** What was removed, with its words, so that anyone who may edit can bring it back. */
export function RemovedItems() {
  const { session, editable } = useDocumentEditor();
  const { removed } = useOutline(session.doc);
  if (!editable || removed.length === 0) return null;
  return (
    <details className="mt-8 text-sm print:hidden">
      <summary className="font-semibold text-muted">
        {m.plans_removed_items({ count: removed.length })}
      </summary>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {removed.map((item) => (
          <RemovedItem key={item.id} itemId={item.id} />
        ))}
      </ul>
    </details>
  );
}

function RemovedItem({ itemId }: { itemId: string }) {
  const { session, language } = useDocumentEditor();
  const text = useItemText(session.doc, itemId);
  const words = text ? plainText(text) : "";
  return (
    <li className="flex items-start justify-between gap-4 py-2">
      <span className="line-clamp-2 font-serif text-muted" lang={words ? language : undefined}>
        {words || m.plans_removed_item_blank()}
      </span>
      <Button size="sm" onClick={() => session.restore(itemId)}>
        <Undo2 size={15} aria-hidden />
        {m.plans_item_restore()}
      </Button>
    </li>
  );
}
