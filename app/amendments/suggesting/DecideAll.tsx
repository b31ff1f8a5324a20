import { Check, X } from "lucide-react";
import { useState } from "react";
import { m } from "../../i18n/messages";
import { useAnnounce } from "../../ui/announce";
import { Button } from "../../ui/Button";
import type { AmendedDocument } from "../amended-document";
import { ProblemNotice } from "../ProblemNotice";
import { RejectDialog } from "../RejectDialog";
import { useAmend } from "../useAmend";
import { seenAtOf } from "../view";
import { useSuggestions } from "./context";
import { acceptable, type ShownSuggestion } from "./shown";

/** Accepting or rejecting several suggestions in one step: of an item, or of the whole plan. */
export function DecideAll({
  document,
  views,
  itemRef,
  onDecided,
}: {
  document: AmendedDocument;
  views: readonly ShownSuggestion[];
  /** Number of the item, where they are of one. */
  itemRef?: string;
  onDecided(decisionId: string): void;
}) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(document.id);
  const [rejecting, setRejecting] = useState<readonly ShownSuggestion[] | null>(null);
  const plain = acceptable(views);
  const left = views.length - plain.length;

  async function accept() {
    const amendmentIds = plain.map(({ id }) => id);
    const done = await send({ intent: "accept", amendmentIds, seenAt: seenAtOf(plain) });
    if (!done) return;
    announce(m.amendments_said_accepted({ count: amendmentIds.length }));
    onDecided(done.decisionId ?? "");
  }
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        {plain.length > 0 && (
          <Button
            size="sm"
            variant={itemRef ? "quiet" : "secondary"}
            disabled={pending}
            onClick={accept}
          >
            <Check size={16} aria-hidden />
            {itemRef
              ? m.suggesting_accept_item({ count: plain.length, ref: itemRef })
              : m.suggesting_accept_all({ count: plain.length })}
          </Button>
        )}
        <Button
          size="sm"
          variant={itemRef ? "quiet" : "danger"}
          onClick={() => setRejecting(views)}
        >
          <X size={16} aria-hidden />
          {itemRef
            ? m.suggesting_reject_item({ count: views.length, ref: itemRef })
            : m.suggesting_reject_all({ count: views.length })}
        </Button>
        {left > 0 && (
          <span className="text-sm text-muted">{m.suggesting_left({ count: left })}</span>
        )}
      </div>
      <ProblemNotice problem={problem} />
      {rejecting && (
        <RejectDialog
          document={document}
          amendments={rejecting}
          onClose={() => setRejecting(null)}
          onDone={onDecided}
        />
      )}
    </div>
  );
}

/** Below an item with several suggestions, for whoever decides. */
export function SuggestionsOfItem({ itemId }: { itemId: string }) {
  const here = useSuggestions();
  const views = here?.byItem.get(itemId) ?? [];
  if (!here?.mayDecide || views.length < 2) return null;
  return (
    <div className="mt-1 font-sans">
      <DecideAll
        document={here.document}
        views={views}
        itemRef={views[0]?.ref ?? ""}
        onDecided={here.onDecided}
      />
    </div>
  );
}
