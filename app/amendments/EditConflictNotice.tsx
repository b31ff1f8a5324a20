import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import type { EditConflict } from "./edit-conflict";
import { RedlineView } from "./RedlineView";

/**
 * Others changed the same words while someone wrote: what stands now, what theirs would change in it,
 * and the way on.
 */
export function EditConflictNotice({
  found: { now, change },
  lang,
  goOn,
  onGoOn,
}: {
  found: EditConflict;
  /** Of the words. */
  lang: string;
  /** What the button says. */
  goOn: string;
  onGoOn(): void;
}) {
  return (
    <Notice tone="warning" role="alert">
      {now.length > 0 && (
        <div className="mb-3">
          <p className="mb-1.5 text-sm font-semibold">{m.amendments_moved_now()}</p>
          <RedlineView paragraphs={now} lang={lang} />
        </div>
      )}
      <p className="mb-1.5 text-sm">{m.amendments_modify_moved()}</p>
      <RedlineView paragraphs={change} lang={lang} />
      <Button size="sm" className="mt-2" onClick={onGoOn}>
        {goOn}
      </Button>
    </Notice>
  );
}
