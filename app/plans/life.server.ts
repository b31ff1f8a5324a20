/** The life of a plan: draft → open for comment → approved → submitted, and the ways back. */

import * as Y from "yjs";
import { endCurrentRound } from "#db/consultations";
import { findAgenda, findDocument, updateDocument } from "#db/documents";
import { loadState } from "#db/log";
import { addToRecord } from "#db/record";
import { insertVersion } from "#db/versions";
import { allow } from "../accounts/allow.server";
import { isSettled, PLAN_TRANSITIONS, type PlanStep } from "../accounts/policy";
import type { OperationContext } from "../context";
import { allowReopening } from "../documents/as-of.server";
import { loadDocument, saveProjectionOf, saveVersion } from "../documents/log.server";
import { documentHash } from "../documents/projection.server";
import { Refused } from "../refusal";
import { checkedLetOut } from "./letting-out.server";

export interface PlanStepInput {
  documentId: string;
  step: PlanStep;
  /** For an approval: the hash of the text that the convener has read. */
  hash?: string;
  /** For an opening: ids of threads and amendments written while it was closed that now go out. */
  letOut?: readonly string[];
}

/**
 * Takes a plan one step on or back. An approval names the exact text it approves and is refused
 * with `moved-on` if the text is another by now; the approved and the submitted text are kept as
 * versions. A plan is not reopened, "state", while a silence procedure runs on the agenda or once that
 * is adopted.
 */
export async function takePlanStep(context: OperationContext, input: PlanStepInput): Promise<void> {
  const agenda = await context.store.transaction(async (tx) => {
    const document = await findDocument(tx, input.documentId);
    if (!document) throw new Refused("not-found");
    const actor = allow(context.actor, input.step, document);
    if (input.step === "reopen") await allowReopening(tx, actor, context.now());
    const doc = await loadDocument(tx, document.id);
    const hash = documentHash(doc);
    if (input.step === "approve" && input.hash !== hash) throw new Refused("moved-on");
    if (input.step === "submit" && document.approvedHash !== hash) throw new Refused("moved-on");

    const at = context.now();
    const state = PLAN_TRANSITIONS[input.step];
    const settled = isSettled(state);
    if (!settled) await saveVersion(context, tx, document.id, { reason: "step", by: actor.id });
    // What others count and list of the plan is of this text, too.
    await saveProjectionOf(tx, document, doc, at);
    await updateDocument(tx, document.id, {
      state,
      approvedHash: settled ? hash : null,
      roundAudience: null,
      roundOver: false,
    });
    // A consultation round does not outlast the plan's being open.
    await endCurrentRound(tx, document.id, { endedAt: at, endedBy: actor.id });
    if (settled) {
      const { seq } = await loadState(tx, document.id);
      await insertVersion(tx, {
        id: context.newId(),
        documentId: document.id,
        seq,
        reason: state === "approved" ? "approval" : "submission",
        state: Buffer.from(Y.encodeStateAsUpdate(doc)),
        createdBy: actor.id,
        createdAt: at,
      });
    }
    await addToRecord(tx, {
      at,
      personId: actor.id,
      action: `plan.${input.step}`,
      documentId: document.id,
      detail: {
        ...{ from: document.state, to: state, hash },
        ...(input.step === "open"
          ? { letOut: await checkedLetOut(tx, document.id, input.letOut ?? []) }
          : {}),
      },
      requestId: context.requestId,
    });
    return findAgenda(tx);
  });
  context.live.recheck({ documentId: input.documentId });
  context.live.announce(input.documentId, "document");
  // Who may read the plan, and whether it is submitted, shows on the pages of the agenda.
  if (agenda) context.live.announce(agenda.id, "agenda");
}
