import { useSyncExternalStore } from "react";
import { m } from "../../i18n/messages";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { TextChange } from "../RedlineView";
import type { SuggestionStore } from "./suggestion-store";

/** What someone has written while suggesting and the server does not have, once they no longer suggest. */
export function Unsent({
  store,
  language,
  onResume,
}: {
  store: SuggestionStore;
  /** Of the words. */
  language: string;
  /** Null for whoever may not suggest any more: the words are there to be copied. */
  onResume: (() => void) | null;
}) {
  useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  // What is on its way will be there in a moment.
  const left = store.unsent.filter(
    (itemId) => onResume === null || store.stateOf(itemId) !== "writing",
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
          const copy = store.get(itemId)?.copy;
          return (
            copy && <TextChange key={itemId} before={copy.now} after={copy.text} lang={language} />
          );
        })
      )}
    </Notice>
  );
}
