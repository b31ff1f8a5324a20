import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { useRootData } from "../ui/root-data";
import { useProgressiveCount } from "../ui/useProgressiveCount";
import { type ItemKey, keyOf } from "./disposition";
import { GroupsDialog } from "./GroupsDialog";
import { ItemFilters } from "./ItemFilters";
import { NationalList } from "./NationalList";
import {
  filterItems,
  firstOf,
  groupItems,
  type ItemFilter,
  NO_FILTER,
  writeItemFilter,
} from "./national-list";
import { RelatedList } from "./RelatedItems";
import { type SelectionAction, SelectionBar } from "./SelectionBar";
import { BOXES } from "./useFocusAfterStep";
import type { AgendaView, NationalItemView } from "./view";

interface NationalItemsProps {
  view: AgendaView;
  filter: ItemFilter;
  onFilter(filter: ItemFilter): void;
  selected: readonly NationalItemView[];
  onSelect(key: string, selected: boolean): void;
  onDeselect(): void;
  onAction(action: SelectionAction): void;
  onZeroDraft(): void;
  pending: boolean;
  onShowAgendaItem(): void;
  heading: RefObject<HTMLHeadingElement>;
}

/** The national items that the reader may see, by area and delegation, to read and to select. */
export function NationalItems({
  view,
  filter,
  onFilter,
  selected,
  onSelect,
  onDeselect,
  onAction,
  onZeroDraft,
  pending,
  onShowAgendaItem,
  heading,
}: NationalItemsProps) {
  const names = useRootData()?.delegations ?? [];
  const plans = useMemo(() => new Map(view.plans.map((plan) => [plan.id, plan])), [view.plans]);
  const shownFilter = useDeferredValue(filter);
  const shown = useMemo(() => filterItems(view.items, shownFilter), [view.items, shownFilter]);
  const drawn = useProgressiveCount(view.items.length);
  const groups = useMemo(
    () => firstOf(groupItems(shown, view.coverage.delegations), drawn),
    [shown, view.coverage.delegations, drawn],
  );
  const selectedKeys = useMemo(() => new Set(selected.map(keyOf)), [selected]);
  const selectable = view.plans.some((plan) => plan.mayMerge);
  const list = useRef<HTMLDivElement>(null);
  const firstAction = useRef<HTMLButtonElement>(null);

  /** Arrow keys go from box to box, Enter to what can be done with the boxes ticked. */
  const onBoxKey = useCallback((event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>(BOXES) ?? [])];
      boxes[boxes.indexOf(event.currentTarget) + step]?.focus();
      event.preventDefault();
    } else if (event.key === "Enter") {
      firstAction.current?.focus();
      event.preventDefault();
    }
  }, []);

  const [jump, setJump] = useState<string | null>(null);
  const showItem = useCallback(
    (key: string) => {
      if (!shown.some((item) => keyOf(item) === key)) onFilter(NO_FILTER);
      setJump(key);
    },
    [shown, onFilter],
  );
  // Once it is listed: what was filtered out comes a moment later.
  useEffect(() => {
    if (jump === null || !groups.length) return;
    const target = list.current?.querySelector<HTMLElement>(
      `[data-national-key="${CSS.escape(jump)}"]`,
    );
    if (!target) return;
    setJump(null);
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }, [jump, groups]);

  const relatedList = useMemo(
    () => ({
      items: new Map(view.items.map((item) => [keyOf(item), item])),
      plans,
      selected: selectedKeys,
      onSelect,
      onShowItem: showItem,
      onShowAgendaItem,
    }),
    [view.items, plans, selectedKeys, onSelect, showItem, onShowAgendaItem],
  );

  const [suggesting, setSuggesting] = useState(false);
  const announce = useAnnounce();
  function accept(keys: readonly ItemKey[]) {
    setSuggesting(false);
    onDeselect();
    for (const key of keys) onSelect(keyOf(key), true);
    const refs = keys.flatMap((key) => relatedList.items.get(keyOf(key))?.ref ?? []);
    announce(m.related_group_accepted({ refs: refs.join(", ") }));
  }

  /** The button goes with the filters: the list goes on at its heading. */
  function clearFilters() {
    onFilter(NO_FILTER);
    heading.current?.focus();
  }

  return (
    <section
      aria-labelledby="national-items"
      className="@container grid min-w-0 grid-cols-1 content-start gap-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id="national-items" ref={heading} tabIndex={-1} className="text-xl font-semibold">
          {m.agenda_pane_national()}
        </h2>
        {selectable && (
          <div className="flex flex-wrap max-sm:-ml-2.5">
            {plans.size > 1 && (
              <Button
                size="sm"
                variant="quiet"
                data-suggest-groups
                onClick={() => setSuggesting(true)}
              >
                {m.related_groups_open()}
              </Button>
            )}
            <Button size="sm" variant="quiet" disabled={pending} onClick={onZeroDraft}>
              {m.drafting_zero_open()}
            </Button>
          </div>
        )}
      </div>
      {view.items.length === 0 ? (
        <Empty title={m.agenda_no_items()}>{m.agenda_no_items_text()}</Empty>
      ) : (
        <>
          <ItemFilters
            items={view.items}
            filter={filter}
            areaCount={view.coverage.areas.length}
            delegations={view.coverage.delegations.map((code) => ({
              code,
              name: names.find((delegation) => delegation.code === code)?.name ?? code,
            }))}
            onChange={onFilter}
          />
          {selectable && (
            <SelectionBar
              ref={firstAction}
              selected={selected}
              pending={pending}
              onAction={onAction}
              onDeselect={onDeselect}
            />
          )}
          <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-3">
            <p aria-live="polite" className="text-sm text-muted">
              {m.agenda_shown({ count: shown.length })}
            </p>
            {shown.length > 0 && writeItemFilter(filter).size > 0 && (
              <Button size="sm" variant="quiet" onClick={clearFilters}>
                {m.agenda_reset()}
              </Button>
            )}
          </div>
          {shown.length === 0 && (
            <Empty
              title={m.agenda_none_found()}
              action={<Button onClick={clearFilters}>{m.agenda_reset()}</Button>}
            >
              {m.agenda_none_found_text()}
            </Empty>
          )}
          <RelatedList.Provider value={relatedList}>
            <NationalList
              ref={list}
              groups={groups}
              plans={plans}
              selectedKeys={selectedKeys}
              onSelect={onSelect}
              onBoxKey={onBoxKey}
              onShowAgendaItem={onShowAgendaItem}
            />
            {suggesting && (
              <GroupsDialog
                areaCount={view.coverage.areas.length}
                onAccept={accept}
                onClose={() => setSuggesting(false)}
              />
            )}
          </RelatedList.Provider>
        </>
      )}
    </section>
  );
}
