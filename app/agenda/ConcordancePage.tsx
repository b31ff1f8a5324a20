import { Printer } from "lucide-react";
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo, useRef } from "react";
import { m } from "../i18n/messages";
import { Button, ButtonLink } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { useRootData } from "../ui/root-data";
import { AsideNotice } from "./AsideNotice";
import { ConcordanceFilters } from "./ConcordanceFilters";
import { AgendaTable, NationalTable } from "./ConcordanceTables";
import type { ConcordanceView } from "./concordance";
import {
  type ConcordanceFilter,
  filterConcordance,
  NO_CONCORDANCE_FILTER,
  readConcordanceFilter,
  writeConcordanceFilter,
} from "./concordance-filter";
import { useFilterInUrl } from "./useFilterInUrl";

const FlowPicture = lazy(async () => ({ default: (await import("./FlowPicture")).FlowPicture }));

/** What became of every national item, and the other way round; to filter, to follow and to print. */
export function ConcordancePage({ view }: { view: ConcordanceView }) {
  const [filter, setFilter] = useFilterInUrl(readConcordanceFilter, writeConcordanceFilter);
  const shownFilter = useDeferredValue(filter);
  const shown = useMemo(() => filterConcordance(view, shownFilter), [view, shownFilter]);
  const aside = useMemo(() => view.national.flatMap((row) => row.aside ?? []), [view.national]);
  const names = useRootData()?.delegations ?? [];
  const own = useRootData()?.person?.delegation ?? null;
  const heading = useRef<HTMLHeadingElement>(null);

  function show(next: Partial<ConcordanceFilter>) {
    setFilter({ ...NO_CONCORDANCE_FILTER, ...next });
    heading.current?.scrollIntoView({ block: "start" });
    heading.current?.focus({ preventScroll: true });
  }
  const reset = (
    <Button onClick={() => setFilter(NO_CONCORDANCE_FILTER)}>{m.agenda_reset()}</Button>
  );

  return (
    <Page
      title={m.agenda_concordance()}
      lead={m.agenda_concordance_lead()}
      actions={
        <>
          <ButtonLink to="/agenda" size="sm">
            {m.agenda_concordance_back()}
          </ButtonLink>
          <Button size="sm" onClick={() => window.print()}>
            <Printer size={16} aria-hidden />
            {m.agenda_print()}
          </Button>
        </>
      }
    >
      <AsideNotice
        aside={aside}
        onShow={(which) =>
          show(
            which === "own" ? { delegation: own, outcome: "set-aside" } : { outcome: "objected" },
          )
        }
      />
      <Suspense fallback={null}>
        <FlowPicture view={view} onShow={show} />
      </Suspense>
      <ConcordanceFilters view={view} filter={filter} onChange={setFilter} />
      <Side
        id="national-to-agenda"
        title={m.agenda_concordance_national()}
        heading={heading}
        shown={m.agenda_shown({ count: shown.national.length })}
      >
        {view.counted.map(({ delegation, count }) => (
          <p key={delegation} className="mb-2 text-sm text-muted">
            {m.agenda_concordance_counted({
              count,
              name: names.find((each) => each.code === delegation)?.name ?? delegation,
            })}
          </p>
        ))}
        {shown.national.length > 0 ? (
          <NationalTable rows={shown.national} languages={view.languages} />
        ) : view.national.length > 0 ? (
          <Empty title={m.agenda_none_found()} action={reset}>
            {m.agenda_none_found_text()}
          </Empty>
        ) : (
          <Empty title={m.agenda_no_items()}>{m.agenda_no_items_text()}</Empty>
        )}
      </Side>
      <Side
        id="agenda-to-national"
        title={m.agenda_concordance_regional()}
        shown={m.agenda_concordance_regional_shown({ count: shown.agenda.length })}
      >
        {shown.agenda.length > 0 ? (
          <AgendaTable rows={shown.agenda} language={view.languages[view.agendaId]} />
        ) : view.agenda.length > 0 ? (
          <Empty title={m.agenda_none_found()} action={reset}>
            {m.agenda_none_found_text()}
          </Empty>
        ) : (
          <Empty title={m.agenda_absent()}>{m.agenda_concordance_no_agenda_items()}</Empty>
        )}
      </Side>
    </Page>
  );
}

function Side({
  id,
  title,
  shown,
  heading,
  children,
}: {
  id: string;
  title: string;
  /** How many rows are shown. */
  shown: string;
  heading?: React.RefObject<HTMLHeadingElement>;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="mt-8">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={id} ref={heading} tabIndex={-1} className="scroll-mt-4 text-xl font-semibold">
          {title}
        </h2>
        <p aria-live="polite" className="text-sm text-muted">
          {shown}
        </p>
      </div>
      {children}
    </section>
  );
}
