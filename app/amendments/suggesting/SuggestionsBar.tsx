import { Eye, EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import { ReadersNote } from "../../documents/ReadersNote";
import { m } from "../../i18n/messages";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import type { AmendedDocument } from "../amended-document";
import { DecideAll } from "./DecideAll";
import type { ShownSuggestion } from "./shown";

/** Above the text: that one is suggesting; or which suggestions wait in it, and what to do with them. */
export function SuggestionsBar({
  document,
  views,
  on,
  visible,
  mayDecide,
  unsent,
  onVisible,
  onDecided,
}: {
  document: AmendedDocument;
  /** Those that wait. */
  views: readonly ShownSuggestion[];
  /** Whether one is suggesting. */
  on: boolean;
  visible: boolean;
  mayDecide: boolean;
  /** What is written and not sent, while one is not suggesting. */
  unsent: ReactNode;
  onVisible(visible: boolean): void;
  onDecided(decisionId: string): void;
}) {
  return (
    <div className="mx-auto grid max-w-[46rem] gap-2 not-empty:mb-4 print:hidden">
      {on ? (
        <Notice>
          <p className="text-sm">{m.suggesting_line()}</p>
          <ReadersNote />
        </Notice>
      ) : (
        unsent
      )}
      {!on && views.length > 0 && (
        <section
          aria-label={m.suggesting_in_text_label()}
          className="flex flex-wrap items-center gap-x-3 gap-y-1.5"
        >
          <span className="text-sm font-semibold">
            {m.suggesting_in_text({ count: views.length })}
          </span>
          <Button size="sm" variant="quiet" onClick={() => onVisible(!visible)}>
            {visible ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
            {visible ? m.suggesting_hide() : m.suggesting_show()}
          </Button>
          {mayDecide && views.length > 1 && (
            <DecideAll document={document} views={views} onDecided={onDecided} />
          )}
        </section>
      )}
    </div>
  );
}
