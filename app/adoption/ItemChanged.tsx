import { Difference } from "../agenda/Difference";
import { DETAIL_LABELS } from "../documents/editor/ItemDetailsLine";
import { m } from "../i18n/messages";
import type { ItemChange } from "./compare-drafts";
import { classText, numberText } from "./drafts-wording";

/** Where a change stands on the page, by the id of its item or area. */
export const changeId = (id: string) => `change-${id}`;

/** One item that is not as it was: what happened to it, and its words with what changed in them. */
export function ItemChanged({ item, language }: { item: ItemChange; language: string }) {
  const { text, details } = item;
  const empty = text.before.trim() === "" && text.after.trim() === "";
  return (
    <li
      id={changeId(item.id)}
      tabIndex={-1}
      data-change={item.is}
      className="grid scroll-mt-4 gap-1.5 rounded-md border border-line bg-raised px-4 py-3"
    >
      <h3 className="flex flex-wrap items-baseline gap-x-3 text-sm font-semibold">
        <span className="text-accent">{numberText(item)}</span>
        <span>{classText(item)}</span>
      </h3>
      {empty ? (
        <p className="text-muted">{m.positions_no_words()}</p>
      ) : (
        <Difference {...text} lang={language} />
      )}
      {details.length > 0 && (
        <dl className="mt-1 grid gap-1 text-sm">
          {details.map(({ detail, before, after }) => (
            <div key={detail} className="flex flex-wrap gap-x-2">
              <dt className="font-semibold text-muted">{DETAIL_LABELS[detail]()}</dt>
              <dd className="min-w-0">
                <Difference before={before} after={after} lang={language} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** The items of an area that are as they were, folded. */
export function UnchangedItems({
  items,
  language,
}: {
  items: readonly ItemChange[];
  language: string;
}) {
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded text-sm text-muted">
        {m.drafts_count_unchanged({ count: items.length })}
      </summary>
      <ol className="mt-2 grid gap-2">
        {items.map((item) => (
          <li key={item.id} className="flex gap-3">
            <span className="shrink-0 text-sm font-semibold text-muted">{numberText(item)}</span>
            <p lang={language} className="min-w-0 font-serif whitespace-pre-line">
              {item.text.after}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
