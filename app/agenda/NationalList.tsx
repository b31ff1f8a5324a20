import { forwardRef, type KeyboardEvent, memo } from "react";
import { m } from "../i18n/messages";
import { DelegationTag } from "../ui/DelegationTag";
import { keyOf } from "./disposition";
import { NationalItem } from "./NationalItem";
import type { AreaGroup } from "./national-list";
import type { NationalPlanView } from "./view";

interface NationalListProps {
  groups: readonly AreaGroup[];
  plans: ReadonlyMap<string, NationalPlanView>;
  selectedKeys: ReadonlySet<string>;
  onSelect(key: string, selected: boolean): void;
  onBoxKey(event: KeyboardEvent<HTMLInputElement>): void;
  onShowAgendaItem(): void;
}

/**
 * From here on, items out of sight are not laid out until they come near. Their height is guessed
 * until then, so the list moves a little under whoever scrolls it: not worth it for a short one.
 */
const LONG_LIST = 150;

/** The national items by area and delegation. Typing in the filter above does not draw it again. */
export const NationalList = memo(
  forwardRef<HTMLDivElement, NationalListProps>(function NationalList(
    { groups, plans, selectedKeys, onSelect, onBoxKey, onShowAgendaItem },
    ref,
  ) {
    const areaTitle = (planId: string | undefined, number: number) =>
      plans.get(planId ?? "")?.areas.find((area) => area.number === number)?.title;
    const count = groups.reduce(
      (sum, { delegations }) => sum + delegations.reduce((of, { items }) => of + items.length, 0),
      0,
    );
    return (
      <div ref={ref} data-long={count > LONG_LIST || undefined} className="group/list grid gap-6">
        {groups.map((group) => (
          <section key={group.area} aria-labelledby={`national-area-${group.area}`}>
            <h3
              id={`national-area-${group.area}`}
              className="mb-2 border-b border-line pb-1 font-semibold"
            >
              {m.agenda_area_number({ number: group.area })}
            </h3>
            <div className="grid gap-4">
              {group.delegations.map(({ delegation, items }) => (
                <div key={delegation}>
                  <h4 className="mb-1.5 flex flex-wrap items-baseline gap-x-2">
                    <DelegationTag code={delegation} />
                    <span
                      lang={plans.get(items[0]?.planId ?? "")?.language}
                      className="text-sm text-muted"
                    >
                      {areaTitle(items[0]?.planId, group.area)}
                    </span>
                  </h4>
                  <ul className="grid gap-1.5">
                    {items.map((item) => (
                      <NationalItem
                        key={keyOf(item)}
                        item={item}
                        language={plans.get(item.planId)?.language ?? ""}
                        selectable={plans.get(item.planId)?.mayMerge ?? false}
                        selected={selectedKeys.has(keyOf(item))}
                        comparable={plans.size > 1}
                        onSelect={onSelect}
                        onBoxKey={onBoxKey}
                        onShowAgendaItem={onShowAgendaItem}
                      />
                    ))}
                  </ul>
                </div>
              ))}
            </div>
          </section>
        ))}
      </div>
    );
  }),
);
