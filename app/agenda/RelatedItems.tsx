import { createContext, useContext, useEffect } from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { DelegationTag } from "../ui/DelegationTag";
import { Notice } from "../ui/Notice";
import { keyOf } from "./disposition";
import { ItemDestinations } from "./ItemDestinations";
import type { Related } from "./related";
import { useRelated } from "./useRelated";
import type { NationalItemView, NationalPlanView } from "./view";

/** What the lists of related items show and do: the same items as the list they stand in. */
export const RelatedList = createContext<{
  items: ReadonlyMap<string, NationalItemView>;
  plans: ReadonlyMap<string, NationalPlanView>;
  selected: ReadonlySet<string>;
  onSelect(key: string, selected: boolean): void;
  onShowItem(key: string): void;
  onShowAgendaItem(): void;
}>({
  items: new Map(),
  plans: new Map(),
  selected: new Set(),
  onSelect: () => undefined,
  onShowItem: () => undefined,
  onShowAgendaItem: () => undefined,
});

/** The items of other delegations that belong with one, to read and to select. */
export function RelatedItems({ id, item }: { id: string; item: NationalItemView }) {
  const { items } = useContext(RelatedList);
  const announce = useAnnounce();
  const { planId, itemId, ref } = item;
  const query = new URLSearchParams({ plan: planId, item: itemId });
  const asked = useRelated<{ related: Related[] }>(`/agenda/related?${query}`, items);
  // What the page does not list (any more) cannot be selected either.
  const found =
    asked.state === "there" ? asked.answer.related.filter((each) => items.has(keyOf(each))) : null;
  const count = found?.length;
  useEffect(() => {
    if (count !== undefined) announce(m.related_found({ count, ref }));
  }, [count, ref, announce]);

  return (
    <section id={id} aria-label={m.related_of({ ref })} className="mt-1.5">
      {asked.state === "waiting" && <p className="text-sm text-muted">{m.related_waiting()}</p>}
      {asked.state === "failed" && (
        <Notice tone="warning" role="alert">
          {asked.code === "unreachable" ? m.related_unreachable() : m.related_refused()}
        </Notice>
      )}
      {found?.length === 0 && <p className="text-sm text-muted">{m.related_none()}</p>}
      {found && found.length > 0 && (
        <ul className="grid gap-1.5 border-l-2 border-line pl-3">
          {found.map((each) => (
            <RelatedItem key={keyOf(each)} related={each} of={ref} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RelatedItem({ related, of }: { related: Related; of: string }) {
  const { items, plans, selected, onSelect, onShowItem, onShowAgendaItem } =
    useContext(RelatedList);
  const key = keyOf(related);
  const item = items.get(key);
  const plan = plans.get(related.planId);
  if (!item) return null;
  return (
    <li data-related-item={item.ref} className="flex gap-2.5 py-1">
      {plan?.mayMerge && (
        <input
          type="checkbox"
          aria-label={m.related_select({ ref: item.ref, of })}
          checked={selected.has(key)}
          onChange={(event) => onSelect(key, event.target.checked)}
          className="mt-1 size-4.5 shrink-0 accent-accent"
        />
      )}
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <button
            type="button"
            aria-label={m.related_show({ ref: item.ref })}
            onClick={() => onShowItem(key)}
            className="text-sm font-semibold text-accent tabular-nums underline underline-offset-2"
          >
            {item.ref}
          </button>
          <DelegationTag code={item.delegation} />
          <ItemDestinations item={item} onShowAgendaItem={onShowAgendaItem} />
        </div>
        <p lang={plan?.language} className="line-clamp-3 font-serif">
          {item.text}
        </p>
        <SharedNames concepts={related.concepts} words={related.words} language={plan?.language} />
      </div>
    </li>
  );
}

/** What two items have in common: concepts, or else words in the language they are written in. */
export function SharedNames({
  concepts,
  words,
  language,
}: {
  concepts: readonly string[];
  words: readonly string[];
  language: string | undefined;
}) {
  const names = concepts.length > 0 ? concepts : words;
  return (
    <ul
      aria-label={concepts.length > 0 ? m.related_concepts() : m.related_words()}
      className="mt-1 flex flex-wrap gap-1"
    >
      {names.map((name) => (
        <li
          key={name}
          lang={concepts.length > 0 ? undefined : language}
          className={`rounded border border-line px-1.5 text-sm text-muted ${concepts.length > 0 ? "bg-sunken" : "italic"}`}
        >
          {name}
        </li>
      ))}
    </ul>
  );
}
