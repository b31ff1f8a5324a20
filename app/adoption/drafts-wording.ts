/** What a comparison says, in the reader's language. */
import { m } from "../i18n/messages";
import { type Comparison, ITEM_CLASSES, type ItemChange, type ItemClass } from "./compare-drafts";
import { draftName } from "./draft-name";
import type { ComparedName } from "./drafts-view";

export const comparedName = (name: ComparedName): string =>
  name === "now" ? m.drafts_now() : draftName(name);

const CLASSES = {
  added: m.drafts_is_added,
  removed: m.drafts_is_removed,
  changed: m.drafts_is_changed,
  details: m.drafts_is_details,
  moved: m.drafts_is_moved,
  unchanged: m.drafts_is_unchanged,
} as const satisfies Record<ItemClass, unknown>;

/** `Changed, moved`. */
export function classText({ is, moved }: ItemChange): string {
  if (!moved || is === "moved") return CLASSES[is]();
  return m.drafts_and_moved({ what: CLASSES[is]() });
}

/** `1.2`, or from where to where: `1.2 → 1.4`. */
export function numberText({ from, to }: Pick<ItemChange, "from" | "to">): string {
  return from !== null && to !== null && from !== to ? `${from} → ${to}` : (to ?? from ?? "");
}

const COUNTS = {
  added: m.drafts_count_added,
  removed: m.drafts_count_removed,
  changed: m.drafts_count_changed,
  details: m.drafts_count_details,
  moved: m.drafts_count_moved,
  unchanged: m.drafts_count_unchanged,
} as const satisfies Record<ItemClass, unknown>;

/** `2 items changed · 1 item added · …`; empty where nothing changed at all. */
export function summaryText({ title, preamble, counts, areasChanged }: Comparison): string {
  const changed = ITEM_CLASSES.filter((each) => each !== "unchanged" && counts[each] > 0);
  const parts = [
    ...(title ? [m.drafts_title_changed()] : []),
    ...(preamble ? [m.drafts_preamble_changed()] : []),
    ...(areasChanged > 0 ? [m.drafts_count_areas({ count: areasChanged })] : []),
    ...changed.map((each) => COUNTS[each]({ count: counts[each] })),
  ];
  if (parts.length === 0) return "";
  const rest = counts.unchanged > 0 ? [COUNTS.unchanged({ count: counts.unchanged })] : [];
  return [...parts, ...rest].join(" · ");
}
