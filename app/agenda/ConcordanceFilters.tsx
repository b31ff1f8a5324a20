import { m } from "../i18n/messages";
import { Field, SelectField } from "../ui/Field";
import { useRootData } from "../ui/root-data";
import type { ConcordanceView } from "./concordance";
import { type ConcordanceFilter, OUTCOMES, type OutcomeFilter } from "./concordance-filter";
import { outcomeName } from "./wording";

/** Which rows of the concordance are shown. */
export function ConcordanceFilters({
  view,
  filter,
  onChange,
}: {
  view: ConcordanceView;
  filter: ConcordanceFilter;
  onChange(filter: ConcordanceFilter): void;
}) {
  const names = useRootData()?.delegations ?? [];
  const areas = Array.from({ length: view.areaCount }, (_, index) => String(index + 1));
  const numberOf = (value: string) => (value === "" ? null : Number(value));
  return (
    <search className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-6 print:hidden">
      <div className="sm:col-span-2">
        <Field
          label={m.agenda_search()}
          type="search"
          name="q"
          autoComplete="off"
          placeholder={m.agenda_search_hint()}
          value={filter.query}
          onChange={(event) => onChange({ ...filter, query: event.target.value })}
        />
      </div>
      <SelectField
        label={m.agenda_delegation()}
        name="delegation"
        value={filter.delegation ?? ""}
        onChange={(event) => onChange({ ...filter, delegation: event.target.value || null })}
        options={[
          { value: "", label: m.agenda_delegation_all() },
          ...view.delegations.map((code) => ({
            value: code,
            label: `${code} – ${names.find((each) => each.code === code)?.name ?? code}`,
          })),
        ]}
      />
      <SelectField
        label={m.agenda_area()}
        name="area"
        value={filter.area ?? ""}
        onChange={(event) => onChange({ ...filter, area: numberOf(event.target.value) })}
        options={[
          { value: "", label: m.agenda_area_all() },
          ...areas.map((number) => ({ value: number, label: m.agenda_area_number({ number }) })),
        ]}
      />
      <SelectField
        label={m.agenda_disposition()}
        name="outcome"
        value={filter.outcome ?? ""}
        onChange={(event) =>
          onChange({ ...filter, outcome: (event.target.value || null) as OutcomeFilter | null })
        }
        options={[
          { value: "", label: m.agenda_outcome_all() },
          ...OUTCOMES.map((value) => ({ value, label: outcomeName(value) })),
        ]}
      />
      <SelectField
        label={m.agenda_compile_area()}
        name="into"
        value={filter.into ?? ""}
        onChange={(event) => onChange({ ...filter, into: numberOf(event.target.value) })}
        options={[
          { value: "", label: m.agenda_area_all() },
          ...view.agendaAreas.map(({ number, title }) => ({
            value: String(number),
            label: `${number}. ${title}`,
          })),
        ]}
      />
    </search>
  );
}
