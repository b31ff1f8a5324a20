import { m } from "../../i18n/messages";
import { type Detail, type Details, givenDetails } from "../document";

/** The name of each detail in the reader's language. */
export const DETAIL_LABELS: Record<Detail, () => string> = {
  lead: m.plans_detail_lead,
  partners: m.plans_detail_partners,
  due: m.plans_detail_due,
  indicator: m.plans_detail_indicator,
};

/** What to write in each. */
export const DETAIL_HINTS: Record<Detail, () => string> = {
  lead: m.plans_detail_lead_hint,
  partners: m.plans_detail_partners_hint,
  due: m.plans_detail_due_hint,
  indicator: m.plans_detail_indicator_hint,
};

/** The details of an item below its text, as far as there are any. */
export function ItemDetailsLine({ details, lang }: { details: Details; lang: string }) {
  const given = givenDetails(details);
  if (given.length === 0) return null;
  return (
    <dl className="mt-1.5 flex flex-wrap gap-x-5 gap-y-0.5 text-sm text-muted">
      {given.map((detail) => (
        <div key={detail} className="flex gap-1.5">
          <dt className="font-semibold">{DETAIL_LABELS[detail]()}</dt>
          <dd lang={lang}>{details[detail]}</dd>
        </div>
      ))}
    </dl>
  );
}
