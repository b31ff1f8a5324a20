import type { ReactNode } from "react";
import type { AgendaView, NationalItemView } from "./view";

/**
 * A national item in a list of a dialog: its number and enough of its words to know it by.
 * @param language of its plan.
 * @param box stands before the number.
 */
export function ItemWords({
  item,
  language,
  box,
}: {
  item: NationalItemView;
  language: string | undefined;
  box?: ReactNode;
}) {
  return (
    <li className="grid gap-x-3 sm:grid-cols-[auto_minmax(0,1fr)] sm:items-baseline">
      <span className="flex min-w-16 items-center gap-2 text-sm font-semibold tabular-nums">
        {box}
        {item.ref}
      </span>
      <p lang={language} className="line-clamp-3 font-serif">
        {item.text}
      </p>
    </li>
  );
}

/** The words of the national items that a step is about. */
export function WordsOfItems({
  items,
  plans,
}: {
  items: readonly NationalItemView[];
  plans: AgendaView["plans"];
}) {
  return (
    <ul className="grid gap-2 rounded border border-line bg-sunken px-3 py-2">
      {items.map((item) => (
        <ItemWords
          key={`${item.planId}/${item.itemId}`}
          item={item}
          language={plans.find(({ id }) => id === item.planId)?.language}
        />
      ))}
    </ul>
  );
}
