import { ChevronRight, Search } from "lucide-react";
import { useMemo, useState } from "react";
import { comparing } from "../i18n/format";
import { m } from "../i18n/messages";
import { Field, SelectField } from "../ui/Field";
import { useLocale } from "../ui/root-data";
import { ITEM_STATUSES } from "./disposition";
import { FILTER_DISPOSITIONS, filterItems, type ItemFilter, oneOf } from "./national-list";
import type { NationalItemView } from "./view";
import { outcomeName, statusName } from "./wording";

const STATUSES = ["all", ...ITEM_STATUSES] as const;

/** Values of the choice of leads: all, none named, or one of them by its place in the list. */
const ALL_LEADS = "all";
const NO_LEAD = "none";

/** Which of the national items are shown: by words, status, place, disposition and lead. */
export function ItemFilters({
  items,
  filter,
  areaCount,
  delegations,
  onChange,
}: {
  items: readonly NationalItemView[];
  filter: ItemFilter;
  areaCount: number;
  delegations: readonly { code: string; name: string }[];
  onChange(filter: ItemFilter): void;
}) {
  const locale = useLocale();
  const leads = useMemo(
    () =>
      [...new Set(items.map((item) => item.lead.trim()))].filter(Boolean).sort(comparing(locale)),
    [items, locale],
  );
  const [open, setOpen] = useState(false);
  const chosen =
    filter.delegation !== null ||
    filter.area !== null ||
    filter.disposition !== null ||
    filter.lead !== null;
  /** What is chosen stays in sight, also when it is given up again. */
  function choose(next: ItemFilter) {
    setOpen(true);
    onChange(next);
  }
  const areas = Array.from({ length: areaCount }, (_, index) => index + 1);
  return (
    <search className="grid gap-3">
      <div className="relative">
        <Field
          label={
            <span className="inline-flex items-center gap-1.5">
              <Search size={15} aria-hidden />
              {m.agenda_search()}
            </span>
          }
          type="search"
          name="query"
          autoComplete="off"
          placeholder={m.agenda_search_hint()}
          value={filter.query}
          onChange={(event) => onChange({ ...filter, query: event.target.value })}
        />
      </div>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">{m.agenda_status()}</legend>
        {STATUSES.map((status) => (
          <button
            key={status}
            type="button"
            aria-pressed={filter.status === status}
            onClick={() => onChange({ ...filter, status })}
            className="min-h-8 rounded-full border border-line-strong/60 px-3 text-sm hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:font-semibold aria-pressed:text-accent-ink"
          >
            {statusName(status)}{" "}
            <span className="tabular-nums">
              {filterItems(items, { ...filter, status, query: "" }).length}
            </span>
          </button>
        ))}
      </fieldset>
      <details
        open={open || chosen}
        onToggle={(event) => setOpen(event.currentTarget.open)}
        className="group"
      >
        <summary className="flex w-fit items-center gap-1.5 text-sm font-semibold text-accent hover:underline">
          <ChevronRight
            size={15}
            aria-hidden
            className="transition-transform group-open:rotate-90"
          />
          {m.agenda_more_filters()}
        </summary>
        <div className="mt-2 grid gap-3 @xs:grid-cols-2">
          <SelectField
            label={m.agenda_delegation()}
            name="delegation"
            value={filter.delegation ?? ""}
            onChange={(event) => choose({ ...filter, delegation: event.target.value || null })}
            options={[
              { value: "", label: m.agenda_delegation_all() },
              ...delegations.map(({ code, name }) => ({ value: code, label: `${code} – ${name}` })),
            ]}
          />
          <SelectField
            label={m.agenda_area()}
            name="area"
            value={filter.area ?? ""}
            onChange={(event) =>
              choose({ ...filter, area: event.target.value ? Number(event.target.value) : null })
            }
            options={[
              { value: "", label: m.agenda_area_all() },
              ...areas.map((number) => ({
                value: String(number),
                label: m.agenda_area_number({ number }),
              })),
            ]}
          />
          <SelectField
            label={m.agenda_disposition()}
            name="disposition"
            value={filter.disposition ?? ""}
            onChange={(event) =>
              choose({ ...filter, disposition: oneOf(FILTER_DISPOSITIONS, event.target.value) })
            }
            options={[
              { value: "", label: m.agenda_outcome_all() },
              ...FILTER_DISPOSITIONS.map((value) => ({ value, label: outcomeName(value) })),
            ]}
          />
          <SelectField
            label={m.agenda_lead_filter()}
            name="lead"
            value={
              filter.lead === null
                ? ALL_LEADS
                : filter.lead === ""
                  ? NO_LEAD
                  : String(leads.indexOf(filter.lead))
            }
            onChange={({ target: { value } }) => {
              const lead =
                value === ALL_LEADS ? null : value === NO_LEAD ? "" : leads[Number(value)];
              choose({ ...filter, lead: lead ?? null });
            }}
            options={[
              { value: ALL_LEADS, label: m.agenda_lead_all() },
              ...leads.map((lead, index) => ({ value: String(index), label: lead })),
              // A lead of an address that nobody has any more is named all the same.
              ...(filter.lead && !leads.includes(filter.lead)
                ? [{ value: "-1", label: filter.lead }]
                : []),
              { value: NO_LEAD, label: m.agenda_lead_none() },
            ]}
          />
        </div>
      </details>
    </search>
  );
}
