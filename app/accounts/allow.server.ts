/** The guard of operations: loads the facts, asks the policy, throws a refusal. */
import type { DocumentRow } from "#db/documents";
import { Refused } from "../refusal";
import {
  type Actor,
  type AgendaState,
  type Decision,
  type DocumentAction,
  mayInWorkspace,
  mayOnDocument,
  type PlanState,
  type Subject,
  type WorkspaceAction,
} from "./policy";

/** What of a document's row the policy asks for. */
export type Facts = Pick<DocumentRow, "kind" | "delegation" | "state"> &
  Partial<Pick<DocumentRow, "roundAudience" | "roundOver">>;

/** The document as the policy sees it. */
export function subjectOf(document: Facts): Subject {
  return document.kind === "agenda"
    ? { kind: "agenda", state: document.state as AgendaState }
    : {
        kind: "plan",
        delegation: document.delegation ?? "",
        state: document.state as PlanState,
        round: document.roundAudience
          ? { audience: document.roundAudience, over: document.roundOver ?? false }
          : null,
      };
}

/** The actor, if this was allowed; throws `Refused` with the reason if not. */
export function granted(actor: Actor | null, decision: Decision): Actor {
  if (!decision.allowed) throw new Refused(decision.reason);
  if (!actor) throw new Refused("signed-out");
  return actor;
}

/** Returns the actor if the action is allowed; throws `Refused` with the reason if not. */
export function allow(actor: Actor | null, action: DocumentAction, document: Facts): Actor {
  return granted(actor, mayOnDocument(actor, action, subjectOf(document)));
}

/** The same for actions on the workspace as a whole. */
export function allowInWorkspace(actor: Actor | null, action: WorkspaceAction): Actor {
  return granted(actor, mayInWorkspace(actor, action));
}
