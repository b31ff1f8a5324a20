import { m } from "../i18n/messages";
import { SelectField } from "../ui/Field";
import type { AmendedDocument } from "./amended-document";

/** In which area, and after which of its items, an item is to stand. */
export function PlaceFields({
  areas,
  moved,
  areaId,
  afterItemId,
  onChange,
}: {
  areas: AmendedDocument["areas"];
  /** The item that is moved; null for a new one. */
  moved: string | null;
  areaId: string;
  /** Empty for the first place. */
  afterItemId: string;
  onChange(place: { areaId: string; afterItemId: string }): void;
}) {
  const itemsIn = (id: string) =>
    areas.find((area) => area.id === id)?.items.filter((item) => item.id !== moved) ?? [];
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={m.amendments_place_area()}
        value={areaId}
        options={areas.map(({ id, number, title }) => ({
          value: id,
          label: `${number}. ${title}`,
        }))}
        onChange={({ target }) =>
          onChange({ areaId: target.value, afterItemId: itemsIn(target.value).at(-1)?.id ?? "" })
        }
      />
      <SelectField
        label={m.amendments_place()}
        value={afterItemId}
        options={[
          { value: "", label: m.amendments_place_option_first() },
          ...itemsIn(areaId).map(({ id, ref }) => ({
            value: id,
            label: m.amendments_place_option({ ref }),
          })),
        ]}
        onChange={({ target }) => onChange({ areaId, afterItemId: target.value })}
      />
    </div>
  );
}
