import { useSyncExternalStore } from "react";
import { m } from "../../i18n/messages";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { TextChange } from "../RedlineView";
import type { SuggestingDesk } from "./desk";

/** What someone has written while suggesting and the server does not have, once they no longer suggest. */
export function Unsent({
  desk,
  language,
  onResume,
}: {
  desk: SuggestingDesk;
  /** Of the words. */
  language: string;
  /** Null for whoever may not suggest any more: the words are there to be copied. */
  onResume: (() => void) | null;
}) {
  useSyncExternalStore(desk.subscribe, desk.getVersion, desk.getVersion);
  // What is on its way will be there in a moment.
  const left = desk.unsent.filter(
    (itemId) => onResume === null || desk.stateOf(itemId) !== "writing",
  );
  if (left.length === 0) return null;
  return (
    <Notice tone="warning">
      <p className="mb-1.5 text-sm">{m.suggesting_unsent({ count: left.length })}</p>
      {onResume ? (
        <Button size="sm" onClick={onResume}>
          {m.suggesting_resume()}
        </Button>
      ) : (
        left.map((itemId) => {
          const copy = desk.get(itemId)?.copy;
          return (
            copy && <TextChange key={itemId} before={copy.now} after={copy.text} lang={language} />
          );
        })
      )}
    </Notice>
  );
}
