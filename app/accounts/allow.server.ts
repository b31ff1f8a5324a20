/** The guard of operations: loads the facts, asks the policy, throws a refusal. */
import type { DocumentRow } from "#db/documents";
import { Refused } from "../refusal";
import {
  type Actor,
  type AgendaState,
  type DocumentAction,
  mayInWorkspace,
  mayOnDocument,
  type PlanState,
  type Subject,
  type WorkspaceAction,
} from "./policy";

/** The document as the policy sees it. */
export function subjectOf(document: Pick<DocumentRow, "kind" | "delegation" | "state">): Subject {
  return document.kind === "agenda"
    ? { kind: "agenda", state: document.state as AgendaState }
    : {
        kind: "plan",
        delegation: document.delegation ?? "",
        state: document.state as PlanState,
      };
}

/** Returns the actor if the action is allowed; throws `Refused` with the reason if not. */
export function allow(
  actor: Actor | null,
  action: DocumentAction,
  document: Pick<DocumentRow, "kind" | "delegation" | "state">,
): Actor {
  const decision = mayOnDocument(actor, action, subjectOf(document));
  if (!decision.allowed) throw new Refused(decision.reason);
  if (!actor) throw new Refused("signed-out");
  return actor;
}

/** The same for actions on the workspace as a whole. */
export function allowInWorkspace(actor: Actor | null, action: WorkspaceAction): Actor {
  const decision = mayInWorkspace(actor, action);
  if (!decision.allowed) throw new Refused(decision.reason);
  if (!actor) throw new Refused("signed-out");
  return actor;
}
