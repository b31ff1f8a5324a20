import { Link, useNavigate } from "@remix-run/react";
import { Ellipsis, FilePen, History, MessagesSquare } from "lucide-react";
import { useMemo } from "react";
import { isPending } from "../../amendments/rules";
import type { AmendmentView } from "../../amendments/view";
import type { ThreadView } from "../../comments/threads";
import { ExportMenu, useExportEntries } from "../../documents/ExportMenu";
import type { DocumentView } from "../../documents/view";
import { m } from "../../i18n/messages";
import { usePlanSteps } from "../../plans/PlanSteps";
import { Button, buttonClass } from "../../ui/Button";
import { Menu, type MenuEntry } from "../../ui/Menu";
import { heldBackOf } from "./held-back";

/** Where all are buttons of their own; else what is needed less often is in a menu. */
const WIDE = "contents max-[87rem]:hidden";
const BETWEEN = "max-sm:hidden min-[87rem]:hidden";

/**
 * Amendments, history, exports and steps of a plan: buttons where there is room, the first of them
 * and a menu where there is little, one menu on a phone.
 */
export function PlanActions({
  view,
  threads,
  amendments,
}: {
  view: DocumentView;
  threads: readonly ThreadView[];
  amendments: readonly AmendmentView[];
}) {
  const waiting = amendments.filter(isPending).length;
  const navigate = useNavigate();
  const heldBack = useMemo(
    () => (view.may.open ? heldBackOf(view, threads, amendments) : []),
    [view, threads, amendments],
  );
  const { choices, asked } = usePlanSteps(view, heldBack);
  const base = `/plans/${view.slug}`;
  const files = useExportEntries(base);
  const mayLookBack = view.hadRounds && view.may["read-comments"];
  const [first, ...others] = choices;
  const steps = (some: typeof choices) =>
    some.map(({ take, ...choice }) => ({ ...choice, onAction: take }));
  const toAmendments = view.may["read-amendments"]
    ? [
        {
          id: "amendments",
          label: m.amendments_count({ count: waiting }),
          onAction: () => navigate(`${base}/amendments`),
        },
      ]
    : [];
  const elsewhere = [
    ...(view.may.history
      ? [
          {
            id: "history",
            label: m.plans_history(),
            onAction: () => navigate(`${base}/history`),
          },
        ]
      : []),
    ...(mayLookBack
      ? [{ id: "rounds", label: m.rounds_title(), onAction: () => navigate(`${base}/rounds`) }]
      : []),
    ...(view.may.export
      ? files.map((entry) => ({
          ...entry,
          label: m.plans_export_as({ format: entry.label }),
        }))
      : []),
  ];
  return (
    <>
      <div className="contents max-sm:hidden">
        {view.may["read-amendments"] && (
          <Link to={`${base}/amendments`} className={buttonClass("secondary", "sm")}>
            <FilePen size={16} aria-hidden />
            {m.amendments_count({ count: waiting })}
          </Link>
        )}
        <div className={WIDE}>
          {view.may.history && (
            <Link to={`${base}/history`} className={buttonClass("secondary", "sm")}>
              <History size={16} aria-hidden />
              {m.plans_history()}
            </Link>
          )}
          {mayLookBack && (
            <Link to={`${base}/rounds`} className={buttonClass("secondary", "sm")}>
              <MessagesSquare size={16} aria-hidden />
              {m.rounds_title()}
            </Link>
          )}
          {view.may.export && <ExportMenu base={base} />}
        </div>
        {first && (
          <Button size="sm" variant="primary" disabled={first.disabled} onClick={first.take}>
            {first.label}
          </Button>
        )}
        <div className={WIDE}>
          {others.map(({ id, label, disabled, take }) => (
            <Button key={id} size="sm" disabled={disabled} onClick={take}>
              {label}
            </Button>
          ))}
        </div>
      </div>
      <ActionsMenu className={BETWEEN} entries={[...steps(others), ...elsewhere]} />
      <ActionsMenu
        className="sm:hidden"
        entries={[...steps(choices), ...toAmendments, ...elsewhere]}
      />
      {asked}
    </>
  );
}

function ActionsMenu({ className, entries }: { className: string; entries: MenuEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <div className={className}>
      <Menu
        label={m.plans_actions()}
        trigger={
          <Button size="sm">
            <Ellipsis size={16} aria-hidden />
            {m.plans_actions()}
          </Button>
        }
        items={() => entries}
      />
    </div>
  );
}
