import { nanoid } from "nanoid";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { m } from "../i18n/messages";
import { Page } from "../ui/Page";
import { useRootData } from "../ui/root-data";
import { AsideNotice } from "./AsideNotice";
import { CoverageBox } from "./CoverageBox";
import { CoverageTable } from "./CoverageTable";
import { DraggingContext, DragPartsContext, type DropTarget } from "./DraggingContext";
import { DriftDialog } from "./DriftDialog";
import { type ItemKey, keyOf } from "./disposition";
import { AreaAside, AsideOf, type Asides, AsidesContext } from "./ItemAside";
import { NationalItems } from "./NationalItems";
import { NewsToast } from "./NewsToast";
import { type ItemFilter, NO_FILTER, readItemFilter, writeItemFilter } from "./national-list";
import { Panes } from "./Panes";
import { type Pane, PaneTabs } from "./PaneTabs";
import { PositionDialog } from "./PositionDialog";
import { giveButtonId } from "./PositionsOfItem";
import { PositionsSummary } from "./PositionsSummary";
import { RecentSteps } from "./RecentSteps";
import type { SelectionAction } from "./SelectionBar";
import { PendingContext } from "./SourceLinks";
import { AddDialog, CompileDialog, SetAsideDialog } from "./StepDialogs";
import { StepToast } from "./StepToast";
import { useDragging } from "./useDragging";
import { useFilterInUrl } from "./useFilterInUrl";
import { elementOf, nationalItems, nextNationalItem, useFocusAfterStep } from "./useFocusAfterStep";
import { useLinkedItem } from "./useLinkedItem";
import { useMergeSteps } from "./useMergeSteps";
import { useSelection } from "./useSelection";
import type { AgendaView } from "./view";
import { ZeroDraftDialog } from "./ZeroDraftDialog";

const DIALOGS = {
  compile: CompileDialog,
  add: AddDialog,
  "set-aside": SetAsideDialog,
  "compile-many": ZeroDraftDialog,
} as const;

/**
 * The merging: coverage on top, national items and the agenda side by side; on a narrow screen one
 * of the three at a time.
 * @param notice what is to be known before all else.
 * @param firstPane the one that a narrow screen opens on.
 * @param silenceRuns whether an objection would break a silence procedure.
 * @param renderDocument draws the agenda, with its title as the heading of the page; its arguments give
 * the sources and positions of each item, and what belongs to the heading of an area. The agenda is
 * drawn again when this is another function.
 */
export function AgendaPage({
  view,
  coverageOpen,
  notice,
  firstPane,
  silenceRuns,
  paneShare,
  renderDocument,
  actions,
}: {
  view: AgendaView;
  /** Whether the reader left the coverage unfolded. */
  coverageOpen: boolean;
  notice?: ReactNode;
  firstPane: Pane;
  silenceRuns: boolean;
  /** How much of the width the national items have, in per cent, as the reader left it. */
  paneShare: number;
  renderDocument(
    renderItemAside: (itemId: string) => ReactNode,
    renderArea: (areaId: string) => ReactNode,
  ): ReactNode;
  actions?: ReactNode;
}) {
  const [pane, setPane] = useState(firstPane);
  const [filter, setFilter] = useFilterInUrl(readItemFilter, writeItemFilter);
  const { selection, onSelect, select, news, dismissNews } = useSelection(view);
  const [dialog, setDialog] = useState<keyof typeof DIALOGS | null>(null);
  /** The source whose change is looked at. */
  const [drifting, setDrifting] = useState<Drifting | null>(null);
  /** The agenda item on which the reader is giving a position. */
  const [positionOn, setPositionOn] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const { goOnAt, goOn } = useFocusAfterStep(heading);
  const lastTaken = useRef<readonly ItemKey[]>([]);
  const steps = useMergeSteps(() => {
    setDialog(null);
    setDrifting(null);
    select([]);
    goOn();
  });
  const { send, dismiss, pending } = steps;
  // What others did before the last own step is in the list of steps.
  useEffect(() => {
    if (pending) dismissNews();
  }, [pending, dismissNews]);

  const mergeable = useMemo(
    () => new Set(view.plans.filter((plan) => plan.mayMerge).map((plan) => plan.id)),
    [view.plans],
  );
  const selected = useMemo(
    () => view.items.filter((item) => mergeable.has(item.planId) && selection.has(keyOf(item))),
    [view.items, mergeable, selection],
  );
  // Others may have placed all that was to be placed in this dialog.
  const isEmptied = dialog !== null && dialog !== "compile-many" && selected.length === 0;
  useEffect(() => {
    if (isEmptied && !pending) setDialog(null);
  }, [isEmptied, pending]);
  const aside = useMemo(
    () => view.items.flatMap((item) => (item.status === "set-aside" ? item.destinations : [])),
    [view.items],
  );
  const own = useRootData()?.person?.delegation ?? null;
  // At once, so that the link that was followed finds its target on the page.
  const showAgenda = useCallback(() => flushSync(() => setPane("agenda")), []);
  /** The national items that pass, and nothing else asked of them. */
  const showNational = useCallback(
    (cell: Partial<ItemFilter>) => {
      setFilter({ ...NO_FILTER, ...cell });
      setPane("national");
      requestAnimationFrame(() => heading.current?.focus());
    },
    [setFilter],
  );
  useLinkedItem(showAgenda, agendaPane);
  const undoListed = useCallback(
    (stepId: string) => {
      goOnAt(elementOf("recent-steps"));
      send({ intent: "undo", stepId });
    },
    [goOnAt, send],
  );
  const undoLast = (stepId: string) => {
    goOnAt(nationalItems(lastTaken.current));
    send({ intent: "undo", stepId });
  };

  function onAction(action: SelectionAction) {
    dismiss();
    lastTaken.current = selected;
    goOnAt(nextNationalItem(selected));
    if (action === "clear") send({ intent: "clear", items: selected });
    else {
      setDroppedOn(null);
      setDialog(action);
    }
  }

  const [droppedOn, setDroppedOn] = useState<DropTarget | null>(null);
  const { parts, dragging } = useDragging(
    mergeable.size > 0,
    view.items,
    selected,
    (target, keys) => {
      const items = view.items.filter((item) => keys.includes(keyOf(item)));
      if (pending || items.length === 0) return;
      dismiss();
      select(keys);
      lastTaken.current = items;
      goOnAt(nextNationalItem(items));
      // One item is carried verbatim, and nothing else is to be asked; undo is offered below.
      if (target.on === "area" && items.length === 1) {
        send({ intent: "compile", key: nanoid(), items, areaId: target.id });
      } else {
        setDroppedOn(target);
        setDialog(target.on === "area" ? "compile" : "add");
      }
    },
  );

  const agendaItems = useMemo(
    () => new Map(view.areas.flatMap((area) => area.items.map((item) => [item.id, item]))),
    [view.areas],
  );
  const first = useMemo(
    () => new Set([...agendaItems.keys()].slice(0, ASIDES_FIRST)),
    [agendaItems],
  );
  const takeOff = useCallback(
    ({ planId, itemId }: ItemKey, agendaItemId: string) => {
      lastTaken.current = [{ planId, itemId }];
      goOnAt(elementOf(`item-${agendaItemId}`));
      send({ intent: "clear", items: [{ planId, itemId, status: "placed" }], agendaItemId });
    },
    [send, goOnAt],
  );
  const lookAtDrift = useCallback(
    (source: ItemKey, agendaItemId: string) => {
      dismiss();
      goOnAt(elementOf(`item-${agendaItemId}`));
      setDrifting({ agendaItemId, key: keyOf(source) });
    },
    [dismiss, goOnAt],
  );
  const { positions } = view;
  const { language } = view.agenda;
  const codes = view.coverage.delegations;
  const asides = useMemo(
    (): Asides => ({
      items: agendaItems,
      first,
      positionsOn: (itemId) => ({ here: positions.items[itemId], own: positions.own, codes }),
      language,
      onRemove: mergeable.size > 0 ? takeOff : undefined,
      onDrift: lookAtDrift,
      onGive: setPositionOn,
    }),
    [agendaItems, first, positions, codes, language, mergeable, takeOff, lookAtDrift],
  );
  const { areas } = view;
  const renderArea = useCallback(
    (id: string) => <AreaAside id={id} number={areas.find((area) => area.id === id)?.number} />,
    [areas],
  );
  const drawn = useMemo(
    () => renderDocument(renderItemAside, renderArea),
    [renderDocument, renderArea],
  );
  const coverage = useMemo(
    () => (
      <CoverageTable
        coverage={view.coverage}
        shown={new Set(view.plans.map((plan) => plan.delegation))}
        onShow={showNational}
      />
    ),
    [view.coverage, view.plans, showNational],
  );
  const recent = useMemo(
    () =>
      view.may.history && <RecentSteps steps={view.steps} pending={pending} onUndo={undoListed} />,
    [view.may, view.steps, pending, undoListed],
  );
  const goToPosition = (itemId: string) => {
    showAgenda();
    document.getElementById(`item-${itemId}`)?.scrollIntoView({ block: "center" });
    document.getElementById(giveButtonId(itemId))?.focus({ preventScroll: true });
  };
  // Looked up at each drawing: it is gone when someone else has answered.
  const driftItem = drifting && agendaItems.get(drifting.agendaItemId);
  const driftSource = driftItem?.sources.find((one) => one.drifted && keyOf(one) === drifting?.key);

  const StepDialog = dialog ? DIALOGS[dialog] : null;
  const inPane = (name: Pane) => (pane === name ? "" : "hidden lg:block");

  return (
    <Page
      title={m.agenda_title()}
      lead={view.may.merge ? m.agenda_lead() : m.agenda_lead_reader()}
      actions={actions}
      width="full"
      headingWithin={pane === "agenda" ? "always" : "wide"}
    >
      {notice}
      <PositionsSummary view={view} onGoTo={goToPosition} />
      <AsideNotice
        aside={aside}
        onShow={(which) =>
          showNational(
            which === "own"
              ? { delegation: own, status: "set-aside" }
              : { disposition: "objected" },
          )
        }
      />
      <PaneTabs pane={pane} onPane={setPane} />

      <div className={`${inPane("coverage")} lg:mb-6 print:hidden`}>
        <CoverageBox all={view.coverage.all} initiallyOpen={coverageOpen}>
          {coverage}
          {recent}
        </CoverageBox>
      </div>

      <DragPartsContext.Provider value={parts}>
        <DraggingContext.Provider value={dragging}>
          <Panes
            initialShare={paneShare}
            leftId={NATIONAL_PANE}
            left={
              <div id={NATIONAL_PANE} className={`${inPane("national")} ${SCROLLS} print:hidden`}>
                <NationalItems
                  view={view}
                  filter={filter}
                  onFilter={setFilter}
                  selected={selected}
                  onSelect={onSelect}
                  onDeselect={() => select([])}
                  onAction={onAction}
                  onZeroDraft={() => {
                    dismiss();
                    lastTaken.current = [];
                    setDialog("compile-many");
                  }}
                  pending={pending}
                  onShowAgendaItem={showAgenda}
                  heading={heading}
                />
              </div>
            }
            right={
              <section
                aria-labelledby="agenda-document"
                className={`${inPane("agenda")} ${SCROLLS} print:block print:max-h-none print:overflow-visible print:border-0 print:p-0`}
              >
                <h2
                  id="agenda-document"
                  className="mb-4 text-xl font-semibold max-lg:sr-only print:sr-only"
                >
                  {m.agenda_pane_agenda()}
                </h2>
                <PendingContext.Provider value={pending}>
                  <AsidesContext.Provider value={asides}>{drawn}</AsidesContext.Provider>
                </PendingContext.Provider>
              </section>
            }
          />
        </DraggingContext.Provider>
      </DragPartsContext.Provider>

      {positionOn !== null && (
        <PositionDialog
          key={positionOn}
          view={view}
          itemId={positionOn}
          silenceRuns={silenceRuns}
          onClose={() => {
            setPositionOn(null);
            goOnAt(elementOf(giveButtonId(positionOn)));
            goOn();
          }}
        />
      )}
      {StepDialog && (
        <StepDialog
          view={view}
          items={selected}
          steps={steps}
          droppedOn={droppedOn}
          onClose={() => setDialog(null)}
        />
      )}
      {driftItem && driftSource && (
        <DriftDialog
          source={driftSource}
          item={driftItem}
          languages={{
            plan: view.plans.find(({ id }) => id === driftSource.planId)?.language ?? "",
            agenda: view.agenda.language,
          }}
          steps={mergeable.has(driftSource.planId) ? steps : null}
          onReopen={(source) => takeOff(source, driftItem.id)}
          onClose={() => setDrifting(null)}
        />
      )}
      {!dialog && !driftSource && news && !steps.result && (
        <NewsToast news={news} onClose={dismissNews} />
      )}
      {!dialog && !driftSource && steps.result && (
        <StepToast
          result={steps.result}
          pending={pending}
          onUndo={undoLast}
          onShowAgendaItem={showAgenda}
          onClose={() => {
            dismiss();
            goOn();
          }}
        />
      )}
    </Page>
  );
}

const agendaPane = () => document.getElementById("agenda-document")?.parentElement;

const renderItemAside = (itemId: string) => <AsideOf itemId={itemId} />;

/** At how many agenda items sources and positions are drawn at once; at the others once the page is alive. */
const ASIDES_FIRST = 8;

/** A source of an agenda item, by its key. */
interface Drifting {
  agendaItemId: string;
  key: string;
}

const NATIONAL_PANE = "national-pane";

/** On a wide screen each side scrolls by itself. */
const SCROLLS =
  "min-w-0 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto lg:px-2 lg:pt-1.5 lg:pb-24";
