import { Link } from "@remix-run/react";
import { History } from "lucide-react";
import type { ThreadView } from "../../comments/threads";
import { m } from "../../i18n/messages";
import { ExportMenu } from "../../plans/ExportMenu";
import { PlanSteps } from "../../plans/PlanSteps";
import { StateBadge } from "../../plans/StateBadge";
import type { DocumentView } from "../../plans/view";
import { buttonClass } from "../../ui/Button";
import { DelegationTag } from "../../ui/DelegationTag";
import { DocumentWorkspace } from "../../workspace/DocumentWorkspace";

export function PlanPage({ view, threads }: { view: DocumentView; threads: ThreadView[] }) {
  return (
    <DocumentWorkspace
      document={view}
      threads={threads}
      eyebrow={
        <p className="flex flex-wrap items-center gap-3">
          {view.delegation && <DelegationTag code={view.delegation} />}
          <StateBadge state={view.state} />
        </p>
      }
      actions={
        <>
          {view.may.history && (
            <Link to={`/plans/${view.slug}/history`} className={buttonClass("secondary", "sm")}>
              <History size={16} aria-hidden />
              {m.plans_history()}
            </Link>
          )}
          {view.may.export && <ExportMenu base={`/plans/${view.slug}`} />}
          <PlanSteps view={view} />
        </>
      }
    />
  );
}
