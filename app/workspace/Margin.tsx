import { ChevronDown } from "lucide-react";
import {
  type FocusEvent,
  type KeyboardEvent,
  memo,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import type { Actor } from "../accounts/policy";
import { AmendmentList } from "../amendments/AmendmentList";
import { CardFolding } from "../amendments/AroundCard";
import type { InPlan } from "../amendments/InPlan";
import type { AmendmentView } from "../amendments/view";
import { Composer } from "../comments/Composer";
import { FilterBar, NoThreads } from "../comments/FilterBar";
import { matches } from "../comments/filters";
import type { ThreadPlace } from "../comments/places";
import { ThreadCard } from "../comments/ThreadCard";
import type { CommentPermissions, ThreadView } from "../comments/threads";
import { useNews } from "../comments/useNews";
import { useSelection } from "../comments/useSelection";
import type { DocumentView } from "../documents/view";
import { m } from "../i18n/messages";
import { useProgressiveCount } from "../ui/useProgressiveCount";
import {
  DRAFT,
  entriesOf,
  entryWith,
  fits,
  folded,
  type KeyStop,
  spotOfDraft,
  stopsOf,
} from "./margin-entries";
import type { useDocumentComments } from "./useDocumentComments";
import { type Card, useMarginLayout } from "./useMarginLayout";
import type { FocusRequest } from "./useSidePanel";

/** Cards beside more than a screen of text. */
const FIRST = 16;

export interface MarginProps {
  view: DocumentView;
  /** The text that the cards stand beside. */
  text: RefObject<HTMLElement>;
  threads: readonly ThreadView[];
  comments: ReturnType<typeof useDocumentComments>;
  /** Null where there are none, or they are not this person's to read. */
  amendments: InPlan | null;
  permissions: CommentPermissions;
  me: Actor;
  /** That the keyboard come here. */
  request: FocusRequest | null;
  onBeginOnDocument(): void;
  /** The new thread's id, or null when what was being written was given up. */
  onDraftDone(threadId: string | null): void;
}

/** Threads and amendments as cards beside the text, each level with what it is about. */
export function Margin(props: MarginProps) {
  const { view, text, threads, comments, amendments, permissions, me, request } = props;
  const { places, draft, activeThreadId: activeId, activate, deactivate } = comments;
  const [selection, select] = useSelection();
  const [staying, setStaying] = useState<ReadonlySet<string>>(NONE);
  const [at, setAt] = useState<string | null>(null);
  const [keyed, setKeyed] = useState<{ card: string; element: Element } | null>(null);
  const region = useRef<HTMLUListElement>(null);
  useNews(threads, places, me.id);

  const reading = useMemo(() => ({ me, delegation: view.delegation }), [me, view.delegation]);
  const all = amendments?.found.amendments;
  const activeAmendment = amendmentOf(threads, activeId);
  const whole = useMemo(() => {
    const shows = (thread: ThreadView) =>
      thread.id === activeId || matches(selection, thread, reading);
    const talkedOf = new Set(
      threads
        .filter((each) => each.about === "amendment" && shows(each))
        .map((each) => each.itemId),
    );
    return entriesOf({
      threads,
      amendments: all ?? [],
      places,
      showsThread: shows,
      showsAmendment: (each) =>
        each.id === activeAmendment || fits(selection, each, me.id) || talkedOf.has(each.id),
      staying,
    });
  }, [threads, all, places, selection, reading, activeId, activeAmendment, me.id, staying]);
  const active = draft ? DRAFT : entryWith(whole, activeId, threads);
  const short = useMemo(
    () => folded(whole, active ? including(staying, active) : staying),
    [whole, active, staying],
  );
  const growing = useProgressiveCount(short.length, FIRST);
  const stops = useMemo(() => stopsOf(short), [short]);
  const reached = [active, stops.find(({ id }) => id === at)?.cardId];
  const drawn = Math.max(growing, short.findLastIndex(({ id }) => reached.includes(id)) + 1);
  const entries = useMemo(() => short.slice(0, drawn), [short, drawn]);
  const cards = useMemo(
    (): Card[] => [
      ...(draft ? [{ id: DRAFT, spot: spotOfDraft(draft), loose: true }] : []),
      ...entries.map(({ id, spot }) => ({ id, spot })),
    ],
    [entries, draft],
  );
  const pivot = keyed && cards.some(({ id }) => id === keyed.card) ? keyed.card : active;
  const reveal = useMarginLayout(region, text, cards, pivot, comments.onMarks);
  const stop = [at, activeAmendment].find((id) => stops.some((each) => each.id === id));
  const stopId = stop ?? stops[0]?.id ?? null;

  useEffect(() => {
    const found = request?.to.map((id) => document.getElementById(id)).find(Boolean);
    const card = found?.closest<HTMLElement>("[data-card]");
    if (!found || !card) return;
    found.focus({ preventScroll: true });
    reveal(card.dataset.card ?? "", found);
  }, [request, reveal]);
  useEffect(() => {
    if (keyed) reveal(keyed.card, keyed.element);
  }, [keyed, reveal]);

  const latest = useRef({ activeAmendment, activate, deactivate });
  latest.current = { activeAmendment, activate, deactivate };
  const toggle = useCallback((id: string) => {
    const { activeAmendment, activate, deactivate } = latest.current;
    if (id === activeAmendment) deactivate();
    else activate(id);
  }, []);
  const foldingOf = useCallback(
    (id: string) => ({
      open: id === activeAmendment,
      onToggle: () => toggle(id),
      stop: id === stopId,
    }),
    [activeAmendment, stopId, toggle],
  );
  const onFocus = ({ target }: FocusEvent) => {
    const card = target.closest<HTMLElement>("[data-card]")?.dataset.card;
    if (!card) return;
    // One that was clicked must not move away below the pointer.
    setKeyed(target.matches(":focus-visible") ? { card, element: target } : null);
    const found = stops.find(({ elementId }) => target.closest(`[id="${elementId}"]`));
    if (found) setAt(found.id);
    const entry = entries.find(({ id }) => id === card);
    if (entry?.kind === "amendments") setStaying((was) => including(was, card));
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setKeyed(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const here = stops.findIndex(({ elementId }) => target.closest(`[id="${elementId}"]`));
    const stopHere = stops[here];
    if (!stopHere || !(target.matches("[data-card-head]") || target.id === stopHere.elementId))
      return;
    if (event.key === "Enter" && target.id === stopHere.elementId) toggle(stopHere.id);
    else {
      const next = stopAfter(stops, here, event.key);
      if (!next) return;
      // Of a long list it may not be drawn yet.
      flushSync(() => setAt(next.id));
      focusHead(next);
    }
    event.preventDefault();
  };

  return (
    <section aria-label={m.comments_title()}>
      <div data-margin-head className="margin-head">
        <FilterBar
          threads={threads}
          reading={reading}
          selection={selection}
          onSelect={select}
          onBegin={
            permissions.comment && draft?.about !== "document" ? props.onBeginOnDocument : null
          }
        />
      </div>
      {cards.length === 0 && (
        <NoThreads
          selection={selection}
          none={threads.length === 0}
          mayComment={permissions.comment}
          onSelect={select}
        />
      )}
      {stops.length > 1 && <p className="sr-only">{m.comments_cards_hint()}</p>}
      {/* The keys are those of the cards in it. */}
      <ul
        ref={region}
        className="margin-cards"
        onFocus={onFocus}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      >
        {draft && (
          <li data-card={DRAFT} data-pivot={pivot === DRAFT}>
            <Composer
              documentId={view.id}
              language={view.language}
              draft={draft}
              me={me}
              mayComment={permissions.comment}
              mayBeInternal={permissions.internal}
              onDone={props.onDraftDone}
            />
          </li>
        )}
        <CardFolding.Provider value={foldingOf}>
          {entries.map((entry) => (
            <li key={entry.id} data-card={entry.id} data-pivot={entry.id === pivot}>
              {entry.kind === "thread" ? (
                <ThreadInMargin
                  documentId={view.id}
                  language={view.language}
                  thread={entry.thread}
                  place={places.get(entry.id)}
                  me={me}
                  open={entry.id === active}
                  stop={entry.id === stopId}
                  onToggle={toggle}
                  onActivate={activate}
                />
              ) : (
                amendments && (
                  <AmendmentsInMargin
                    amendments={amendments}
                    shown={entry.amendments}
                    more={entry.more}
                    itemRef={entry.ref}
                  />
                )
              )}
            </li>
          ))}
        </CardFolding.Provider>
      </ul>
    </section>
  );
}

const NONE: ReadonlySet<string> = new Set();

const including = (set: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  set.has(id) ? set : new Set([...set, id]);

/** The amendment that a thread is about; any other id as it is. */
const amendmentOf = (threads: readonly ThreadView[], id: string | null): string | null => {
  const thread = threads.find((each) => each.id === id);
  return thread?.about === "amendment" ? thread.itemId : id;
};

/** The stop that a key leads to; null for a key that leads to none. */
function stopAfter(stops: readonly KeyStop[], from: number, key: string): KeyStop | null {
  const last = stops.length - 1;
  const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: last }[key];
  return to === undefined ? null : (stops[Math.max(0, Math.min(last, to))] ?? null);
}

function focusHead({ elementId }: KeyStop): void {
  const card = document.getElementById(elementId);
  card?.querySelector<HTMLElement>("[data-card-head]")?.focus({ preventScroll: true });
}

/** What is proposed for one item. */
const AmendmentsInMargin = memo(
  function AmendmentsInMargin({
    amendments: { document, found, me },
    shown,
    more,
    itemRef,
  }: {
    amendments: InPlan;
    shown: readonly AmendmentView[];
    /** How many more there are, folded. */
    more: number;
    itemRef: string;
  }) {
    return (
      <>
        <AmendmentList
          document={document}
          shown={shown}
          all={found.amendments}
          me={me}
          mayDecide={found.permissions.decide}
        />
        {more > 0 && (
          // For the pointer: with the keyboard one is in the card before one could be here, and a
          // card in which one is shows all.
          <button
            type="button"
            tabIndex={-1}
            className="mt-1 inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 text-sm font-semibold text-accent hover:bg-accent-soft"
            onMouseDown={(event) => event.preventDefault()}
            onClick={({ currentTarget }) =>
              currentTarget
                .closest("[data-card]")
                ?.querySelector<HTMLElement>("[data-card-head]")
                ?.focus({ preventScroll: true })
            }
          >
            <ChevronDown size={16} aria-hidden />
            {m.amendments_more({ count: more, ref: itemRef })}
          </button>
        )}
      </>
    );
  },
  (before, after) =>
    before.amendments === after.amendments &&
    before.more === after.more &&
    before.itemRef === after.itemRef &&
    before.shown.length === after.shown.length &&
    before.shown.every((each, at) => each === after.shown[at]),
);

/** A thread's card, drawn anew only if something of it is other: there may be hundreds. */
const ThreadInMargin = memo(function ThreadInMargin({
  documentId,
  language,
  thread,
  place,
  me,
  open,
  stop,
  onToggle,
  onActivate,
}: {
  documentId: string;
  language: string;
  thread: ThreadView;
  place: ThreadPlace | undefined;
  me: Actor;
  open: boolean;
  stop: boolean;
  onToggle(id: string): void;
  onActivate(id: string): void;
}) {
  const { id } = thread;
  return (
    <ThreadCard
      documentId={documentId}
      language={language}
      thread={thread}
      place={place}
      me={me}
      active={open}
      onActivate={() => onActivate(id)}
      folding={{ open, onToggle: () => onToggle(id), stop }}
    />
  );
});
