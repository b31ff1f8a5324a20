/** The way of an update from a client's frame to the disk: judged, tried out, written. */
import type * as Y from "yjs";
import type { Limits } from "../collab-limits.server";
import type { Person } from "../context";
import { BrokenLaw } from "../documents/broken-law";
import type { PersonTraffic } from "./person-traffic.server";
import type { CloseReason } from "./protocol";
import type { Fresh, TrialCopies } from "./trial-copies.server";
import type { UpdateLog } from "./update-log.server";
import { bringsNothingNew, bringsStructs, judgeUpdate, newClientIds } from "./updates.server";

export type IntakeResult =
  /** On disk: to be applied, shown and confirmed. `fresh` is what of the update was new. */
  | { kind: "stored"; fresh: Uint8Array }
  /** The document holds all of it: to be confirmed. */
  | { kind: "known" }
  /** This person may not write here. */
  | { kind: "not-theirs" }
  /** The connection has to be closed. */
  | {
      kind: "refused";
      reason: CloseReason;
      what?: string;
      /** Milliseconds that making the trial copy anew will take, which the update has spoiled. */
      cost?: number;
    };

export class Intake {
  constructor(
    private readonly limits: Pick<Limits, "updateBytes" | "clientIdsPerUpdate">,
    private readonly trials: TrialCopies,
    private readonly log: UpdateLog,
  ) {}

  /**
   * @param author null for someone who may only read
   * @param traffic of the author
   */
  async take(
    live: Y.Doc,
    documentId: string,
    update: Uint8Array,
    author: Person | null,
    traffic: Pick<PersonTraffic, "mayBring">,
  ): Promise<IntakeResult> {
    if (!author && bringsStructs(update)) return { kind: "not-theirs" };
    const verdict = judgeUpdate(update, this.limits);
    if (!verdict.sound) {
      return { kind: "refused", reason: verdict.reason, what: verdict.what };
    }
    const { decoded } = verdict;
    if (bringsNothingNew(live, decoded)) return { kind: "known" };
    if (!author) return { kind: "not-theirs" };
    if (!traffic.mayBring(newClientIds(live, decoded))) {
      return { kind: "refused", reason: "too-many", what: "client ids" };
    }
    let fresh: Fresh | null;
    try {
      fresh = this.trials.take(live, update);
      if (!fresh) {
        // Tried before, yet not in the open copy: it is being written, for an earlier connection
        // of the same client. Only what becomes of that shows whether it is saved.
        await this.log.drain();
        await new Promise((resolve) => setImmediate(resolve));
        if (bringsNothingNew(live, decoded)) return { kind: "known" };
        if (live.isDestroyed) return { kind: "refused", reason: "reconnect" };
        this.trials.renew(live);
        fresh = this.trials.take(live, update);
      }
    } catch (error) {
      const cost = this.trials.costOf(live);
      if (!(error instanceof BrokenLaw)) return { kind: "refused", reason: "malformed", cost };
      return { kind: "refused", reason: error.reason, what: error.what, cost };
    }
    // It builds on something that the document lacks; a new connection brings both.
    if (!fresh) {
      return { kind: "refused", reason: "not-saved", cost: this.trials.costOf(live) };
    }
    const outcome = await this.log.append(documentId, fresh, author);
    this.trials.settled(live, fresh, outcome === "stored");
    if (outcome === "stored") return { kind: "stored", fresh: fresh.update };
    return { kind: "refused", reason: outcome === "failed" ? "not-saved" : "reconnect" };
  }
}
