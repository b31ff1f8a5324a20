import { useCallback, useMemo, useState } from "react";
import type * as Y from "yjs";
import {
  type AmendedDocument,
  amendedDocument,
  livingDocument,
} from "../../amendments/amended-document";
import { AmendmentsOfItem, ProposeInArea } from "../../amendments/InPlan";
import { type ProposalRequest, ProposeDialog } from "../../amendments/ProposeDialog";
import { SuggestingProvider } from "../../amendments/suggesting/context";
import { SuggestionsOfItem } from "../../amendments/suggesting/DecideAll";
import { useSuggesting } from "../../amendments/suggesting/useSuggesting";
import type { Amendments } from "../../amendments/view";
import type { ThreadView } from "../../comments/threads";
import { readDocument } from "../../documents/document";
import { ReadersProvider } from "../../documents/ReadersNote";
import { StateBadge } from "../../documents/StateBadge";
import type { DocumentView } from "../../documents/view";
import { m } from "../../i18n/messages";
import { RoundBanner } from "../../plans/RoundBanner";
import { DelegationTag } from "../../ui/DelegationTag";
import { useRootData } from "../../ui/root-data";
import { DocumentWorkspace } from "../../workspace/DocumentWorkspace";
import { PlanActions } from "./PlanActions";

const renderBelow = (itemId: string) => (
  <>
    <SuggestionsOfItem itemId={itemId} />
    <AmendmentsOfItem itemId={itemId} />
  </>
);
const renderArea = (areaId: string) => <ProposeInArea areaId={areaId} />;

export function PlanPage({
  view,
  threads,
  amendments,
}: {
  view: DocumentView;
  threads: ThreadView[];
  amendments: Amendments;
}) {
  const me = useRootData()?.person?.id ?? "";
  const [proposing, setProposing] = useState<{
    document: AmendedDocument;
    request: ProposalRequest;
  } | null>(null);
  const { propose, edit } = view.may;
  const document = useMemo(() => amendedDocument(view, view.content), [view]);
  const entriesOf = useCallback(
    (item: { id: string; ref: string }, doc: Y.Doc) => {
      if (!propose) return [];
      // The words as they are now and will be: the page was given those of a while ago.
      const live = () => livingDocument(() => amendedDocument(view, readDocument(doc)));
      const onAction = () =>
        setProposing({ document: live(), request: { itemId: item.id, ref: item.ref } });
      return [{ id: "propose", label: m.amendments_propose(), onAction }];
    },
    [view, propose],
  );
  const inPlan = useMemo(
    () => ({
      document,
      found: amendments,
      me,
      onProposeNew:
        propose && !edit
          ? (areaId: string) => setProposing({ document, request: { areaId } })
          : undefined,
    }),
    [document, amendments, me, propose, edit],
  );
  const suggesting = useSuggesting({ document, found: amendments, me, may: view.may });
  return (
    <ReadersProvider value={view.readers}>
      <SuggestingProvider value={suggesting.value}>
        <DocumentWorkspace
          document={view}
          threads={threads}
          amendments={inPlan}
          eyebrow={
            <p className="flex flex-wrap items-center gap-3">
              {view.delegation && <DelegationTag code={view.delegation} />}
              <StateBadge state={view.state} over={view.round?.over} />
            </p>
          }
          notice={
            <>
              <RoundBanner view={view} />
              {suggesting.bar}
            </>
          }
          actions={
            <>
              {suggesting.toggle}
              <PlanActions view={view} threads={threads} amendments={amendments.amendments} />
            </>
          }
          renderCopy={suggesting.renderCopy}
          extend={suggesting.extend}
          renderBelow={renderBelow}
          renderArea={renderArea}
          entriesOf={entriesOf}
        />
        {proposing && <ProposeDialog {...proposing} me={me} onClose={() => setProposing(null)} />}
        {suggesting.over}
      </SuggestingProvider>
    </ReadersProvider>
  );
}
