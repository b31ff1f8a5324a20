import type { KeyboardEvent } from "react";
import { useEffect, useId, useRef, useState } from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { DelegationTag } from "../ui/DelegationTag";
import { type Offer, offersMatching, type Query, queryAt } from "./mention-offers";
import { tokenOf } from "./mentions";
import type { Mentions } from "./useMentions";

/** The state of a box in which a name is being written: what is offered, and which one is meant. */
export function useMentionList(
  mentions: Mentions,
  text: string,
  onChosen: (text: string, caret: number) => void,
) {
  const announce = useAnnounce();
  const id = useId();
  const [query, setQuery] = useState<Query | null>(null);
  const [index, setIndex] = useState(0);
  const closedAt = useRef<number | null>(null);
  const { offers, load } = mentions;
  const shown = query && offers ? offersMatching(offers, query) : [];
  const open = shown.length > 0;
  const current = Math.min(index, shown.length - 1);

  const count = shown.length;
  useEffect(() => {
    if (count > 0) announce(m.comments_mention_found({ count }));
  }, [count, announce]);

  const look = (written: string, caret: number) => {
    const next = queryAt(written, caret);
    setIndex(0);
    if (!next) closedAt.current = null;
    const closed = next !== null && closedAt.current === next.at;
    setQuery(closed ? null : next);
    if (next && !closed) void load();
  };
  const choose = (offer: Offer) => {
    if (!query) return;
    const end = query.at + 1 + query.words.length;
    const before = `${text.slice(0, query.at)}@${offer.label} `;
    setQuery(null);
    onChosen(before + text.slice(end).replace(/^ /, ""), before.length);
  };
  /** @returns whether the key was one for the list. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!open || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const offer = shown[current];
    if (step) setIndex((current + step + count) % count);
    else if (event.key === "Escape") {
      closedAt.current = query?.at ?? null;
      setQuery(null);
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && offer) {
      choose(offer);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const optionId = (at: number) => `${id}-${at}`;
  return {
    look,
    onKey,
    close: () => setQuery(null),
    /** What the box says of the list to a screen reader. */
    box: {
      "aria-autocomplete": "list" as const,
      "aria-haspopup": "listbox" as const,
      "aria-controls": open ? id : undefined,
      "aria-activedescendant": open ? optionId(current) : undefined,
    },
    list: open ? (
      <MentionList id={id} offers={shown} current={current} optionId={optionId} onChoose={choose} />
    ) : null,
  };
}

interface MentionListProps {
  id: string;
  offers: readonly Offer[];
  current: number;
  optionId(at: number): string;
  onChoose(offer: Offer): void;
}

/** The names on offer. The focus stays in the box, whose keys lead through them. */
function MentionList({ id, offers, current, optionId, onChoose }: MentionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const option = list.current?.children[current];
    option?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={m.comments_mention_list()}
      className="max-h-56 overflow-y-auto rounded-md border border-line bg-raised py-1 shadow-lg"
    >
      {offers.map((offer, at) => (
        // The keys are the box's.
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div
          key={tokenOf(offer.mention)}
          id={optionId(at)}
          role="option"
          tabIndex={-1}
          aria-selected={at === current}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(offer)}
          className="flex cursor-pointer items-center gap-2 px-3 py-1.5 aria-selected:bg-accent-soft"
        >
          <span className="min-w-0 [overflow-wrap:anywhere]">{offer.label}</span>
          <span className="ml-auto flex shrink-0 items-center gap-2 text-sm text-muted">
            {KINDS[offer.mention.kind]()}
            {offer.delegation && <DelegationTag code={offer.delegation} nameless />}
          </span>
        </div>
      ))}
    </div>
  );
}

const KINDS = {
  person: () => "",
  delegation: () => m.comments_mention_delegation(),
  role: () => m.comments_mention_role(),
};
