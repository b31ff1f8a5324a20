import { useEffect, useMemo, useRef, useState } from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { DelegationTag } from "../ui/DelegationTag";
import { AgreeRestDialog } from "./AgreeRestDialog";
import { openText } from "./position-wording";
import type { AgendaView } from "./view";

/** After the dialog has given the focus back to a button that may be gone. */
const AFTER_DIALOG_MS = 50;

/**
 * What is still to be said of the agenda: to a convener, of the own delegation, with a way to the
 * next item; to the secretariat, of each.
 */
export function PositionsSummary({
  view,
  onGoTo,
}: {
  view: AgendaView;
  onGoTo(itemId: string): void;
}) {
  const { own, delegations, agreements } = view.positions;
  const waiting = useWaiting(view);
  const last = useRef<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [agreeing, setAgreeing] = useState(false);
  useSayWhatChanged(view, waiting.toConfirm);
  const total = Object.values(agreements).reduce((sum, count) => sum + count, 0);
  const ownTally = delegations.find(({ delegation }) => delegation === own);
  if (total === 0 || (!ownTally && !view.may.merge)) return null;

  function goToNext() {
    const queue = [...waiting.toConfirm, ...waiting.missing];
    // Another time goes on from there, so that an item can be passed over.
    const next = queue[(queue.indexOf(last.current ?? "") + 1) % queue.length];
    if (next === undefined) return;
    last.current = next;
    onGoTo(next);
  }

  return (
    <section
      aria-labelledby="positions-summary"
      className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-1.5 rounded-md border border-line bg-raised px-4 py-2 text-sm print:hidden"
    >
      <h2 id="positions-summary" ref={heading} tabIndex={-1} className="text-base font-semibold">
        {ownTally ? m.positions_title() : m.positions_summary()}
      </h2>
      {ownTally ? (
        <>
          <p>
            <span className="font-semibold">{m.positions_summary_own()}</span>{" "}
            {openText(ownTally).join(", ") || m.positions_all_current()}
          </p>
          {ownTally.toConfirm + ownTally.missing > 0 && (
            <>
              <Button size="sm" onClick={goToNext}>
                {m.positions_next()}
              </Button>
              <Button size="sm" onClick={() => setAgreeing(true)}>
                {m.positions_rest_open()}
              </Button>
            </>
          )}
        </>
      ) : (
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {delegations.map((tally) => (
            <li key={tally.delegation} className="flex flex-wrap items-baseline gap-x-1.5">
              <DelegationTag code={tally.delegation} nameless />
              {openText(tally).join(", ") || m.positions_all_current()}
            </li>
          ))}
        </ul>
      )}
      <p className="text-muted sm:ml-auto">
        {m.positions_agreed_by_all({ count: agreements.agreed, total })}
      </p>
      {agreeing && (
        <AgreeRestDialog
          view={view}
          onClose={() => {
            setAgreeing(false);
            setTimeout(() => heading.current?.focus(), AFTER_DIALOG_MS);
          }}
        />
      )}
    </section>
  );
}

/** The items on which the reader's delegation has something to say, in the agenda's order. */
function useWaiting({ areas, positions }: AgendaView) {
  return useMemo(() => {
    const { own, items } = positions;
    const ids = areas.flatMap((area) => area.items.map(({ id }) => id));
    const said = (id: string) => items[id]?.positions.find(({ delegation }) => delegation === own);
    return {
      toConfirm: own === null ? [] : ids.filter((id) => said(id)?.current === false),
      missing: own === null ? [] : ids.filter((id) => items[id] && !said(id)),
    };
  }, [areas, positions]);
}

/** Tells a convener who has the page open that words the delegation had spoken on are others now. */
function useSayWhatChanged({ areas }: AgendaView, toConfirm: readonly string[]): void {
  const announce = useAnnounce();
  const before = useRef(toConfirm);
  useEffect(() => {
    const fresh = new Set(toConfirm.filter((id) => !before.current.includes(id)));
    before.current = toConfirm;
    if (fresh.size === 0) return;
    const refs = areas
      .flatMap((area) => area.items)
      .filter(({ id }) => fresh.has(id))
      .map(({ ref }) => ref);
    announce(m.positions_words_changed_in({ refs: refs.join(", ") }));
  }, [toConfirm, areas, announce]);
}
