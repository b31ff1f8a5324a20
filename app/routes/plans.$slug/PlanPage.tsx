import type { ThreadView } from "../../comments/threads";
import { RoundBanner } from "../../plans/RoundBanner";
import { StateBadge } from "../../plans/StateBadge";
import type { DocumentView } from "../../plans/view";
import { DelegationTag } from "../../ui/DelegationTag";
import { DocumentWorkspace } from "../../workspace/DocumentWorkspace";
import { PlanActions } from "./PlanActions";

export function PlanPage({ view, threads }: { view: DocumentView; threads: ThreadView[] }) {
  return (
    <DocumentWorkspace
      document={view}
      threads={threads}
      eyebrow={
        <p className="flex flex-wrap items-center gap-3">
          {view.delegation && <DelegationTag code={view.delegation} />}
          <StateBadge state={view.state} over={view.round?.over} />
        </p>
      }
      notice={<RoundBanner view={view} />}
      actions={<PlanActions view={view} />}
    />
  );
}
