import { useSearchParams } from "@remix-run/react";
import { Plus } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { AmendmentList } from "./AmendmentList";
import type { AmendedDocument } from "./amended-document";
import { ProposeDialog } from "./ProposeDialog";
import { type Amendments, FILTERS, type Filter, inOrder, matches } from "./view";
import { filterName } from "./wording";

const PARAM = "show";

/** All amendments of a plan, filtered by the page's address. */
export function AmendmentsPage({
  document,
  found,
  me,
}: {
  document: AmendedDocument;
  found: Amendments;
  me: string;
}) {
  const [search, setSearch] = useSearchParams();
  const [proposing, setProposing] = useState(false);
  const filter: Filter = FILTERS.find((each) => each === search.get(PARAM)) ?? "open";
  const ordered = useMemo(() => inOrder(found.amendments), [found.amendments]);
  const asked = useAsked();
  const shown = ordered.filter((each) => matches(filter, each, me) || each.id === asked);
  const show = (next: Filter) =>
    setSearch(next === "open" ? {} : { [PARAM]: next }, {
      replace: true,
      preventScrollReset: true,
    });
  const [first] = document.areas;
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center gap-2">
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">{m.amendments_filter()}</legend>
          {FILTERS.map((each) => (
            <Button
              key={each}
              size="sm"
              variant={each === filter ? "secondary" : "quiet"}
              aria-pressed={each === filter}
              onClick={() => show(each)}
            >
              {filterName(each)}
              <span className="font-normal text-muted">
                {ordered.filter((one) => matches(each, one, me)).length}
              </span>
            </Button>
          ))}
        </fieldset>
        {found.permissions.propose && first && (
          <Button size="sm" className="ml-auto" onClick={() => setProposing(true)}>
            <Plus size={16} aria-hidden />
            {m.amendments_propose_new()}
          </Button>
        )}
      </div>
      {/* Also when the last has gone: what was decided can be taken back there. */}
      <AmendmentList
        document={document}
        shown={shown}
        all={ordered}
        atLeast={shown.findIndex(({ id }) => id === asked) + 1}
        me={me}
        mayDecide={found.permissions.decide}
      />
      {shown.length === 0 && (
        <Empty
          title={ordered.length === 0 ? m.amendments_empty_title() : m.amendments_none_title()}
          action={
            ordered.length > 0 && (
              <Button size="sm" onClick={() => show("all")}>
                {m.amendments_show_all()}
              </Button>
            )
          }
        >
          {ordered.length > 0
            ? m.amendments_none()
            : found.permissions.propose
              ? m.amendments_empty_proposer()
              : m.amendments_empty_reader()}
        </Empty>
      )}
      {proposing && first && (
        <ProposeDialog
          document={document}
          request={{ areaId: first.id }}
          me={me}
          onClose={() => setProposing(false)}
        />
      )}
    </div>
  );
}

/** The amendment that the page's address names: it is shown whatever the filter, and gone to. */
function useAsked(): string | null {
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    const look = () => {
      const id = /^#amendment-(.+)$/.exec(window.location.hash)?.[1];
      setAsked(id ?? null);
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
  useEffect(() => {
    const card = asked === null ? null : window.document.getElementById(`amendment-${asked}`);
    card?.scrollIntoView({ block: "center" });
    card?.focus({ preventScroll: true });
  }, [asked]);
  return asked;
}
