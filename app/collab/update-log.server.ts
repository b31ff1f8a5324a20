/**
 * Appends updates to the log. Those that arrive together are written in one transaction, so that
 * many people typing cost one commit. Whether the author may edit is asked in that
 * same transaction: a document that has just been approved takes no late word.
 */
import { findDocument } from "#db/documents";
import { appendUpdates, type NewUpdate } from "#db/log";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import { mayOnDocument } from "../accounts/policy";
import type { AppContext, Person } from "../context";
import { RemovalWatch } from "../documents/removal-watch.server";
import type { Fresh } from "./trial-copies.server";

export type WriteResult = "stored" | "not-allowed" | "failed";

interface Waiting {
  documentId: string;
  fresh: Fresh;
  author: Person;
  done(outcome: WriteResult): void;
}

export class UpdateLog {
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;

  private readonly removals: RemovalWatch;
  private writtenAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly context: Pick<AppContext, "store" | "log" | "now" | "writer">,
    /**
     * Milliseconds from one write to the next for updates of these documents, at least: what is typed
     * meanwhile by many is then one write, and one message to each of those who read it.
     */
    private readonly gatherFor: (documentIds: ReadonlySet<string>) => number = () => 0,
  ) {
    this.removals = new RemovalWatch(context);
  }

  /** Resolves once the update is in the database, or will not be. In the order of the calls. */
  append(documentId: string, fresh: Fresh, author: Person): Promise<WriteResult> {
    return new Promise((done) => {
      this.waiting.push({ documentId, fresh, author, done });
      this.running ??= this.run();
    });
  }

  /** Waits until all that was appended so far is settled. */
  async drain(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      await this.gather();
      const batch = this.waiting;
      this.waiting = [];
      const outcomes = await this.write(batch);
      this.failWhatFollows(batch.filter((_, i) => outcomes[i] === "failed"));
      batch.forEach(({ done }, i) => {
        done(outcomes[i] ?? "failed");
      });
    }
    this.running = null;
  }

  /** Lets what the network has delivered by now join in, and what comes while few moments pass. */
  private async gather(): Promise<void> {
    const waitFor = new Set(this.waiting.map(({ documentId }) => documentId));
    const left = this.writtenAt + this.gatherFor(waitFor) - performance.now();
    await new Promise((resolve) => (left > 1 ? setTimeout(resolve, left) : setImmediate(resolve)));
    this.writtenAt = performance.now();
  }

  /** What came in meanwhile may build on what has just been lost; written, it would have a gap. */
  private failWhatFollows(lost: readonly Waiting[]): void {
    const documents = new Set(lost.map(({ documentId }) => documentId));
    const following = this.waiting.filter(({ documentId }) => documents.has(documentId));
    this.waiting = this.waiting.filter(({ documentId }) => !documents.has(documentId));
    for (const { done } of following) done("failed");
  }

  private async write(batch: readonly Waiting[]): Promise<WriteResult[]> {
    const { store, log, now, writer } = this.context;
    try {
      const written = await store.commit(async (tx) => {
        const mayEdit = decider(tx);
        const entries: NewUpdate[] = [];
        const outcomes: WriteResult[] = [];
        for (const { documentId, fresh, author } of batch) {
          const allowed = await mayEdit(documentId, author);
          outcomes.push(allowed ? "stored" : "not-allowed");
          if (!allowed) continue;
          const { update, keeper: notByAuthor } = fresh;
          await this.removals.beforeUpdate(tx, { documentId, update, authorId: author.id });
          entries.push({ documentId, update, authorId: author.id, notByAuthor, writer, at: now() });
        }
        return { outcomes, foreign: await appendUpdates(tx, entries) };
      });
      // A page whose person has changed while it was offline, or someone posing as another.
      for (const { clientId, personId, author, documentId: document } of written.foreign) {
        const fields = { person: personId, document, clientId, author };
        log.warn(fields, "collab: written under the client id of another");
      }
      return written.outcomes;
    } catch (error) {
      log.error({ err: error, updates: batch.length }, "collab: updates could not be written");
      return batch.map(() => "failed");
    }
  }
}

/** Asks the policy, reading each document's row once. */
function decider(tx: Queries) {
  const rows = new Map<string, Awaited<ReturnType<typeof findDocument>>>();
  return async (documentId: string, author: Person): Promise<boolean> => {
    if (!rows.has(documentId)) rows.set(documentId, await findDocument(tx, documentId));
    const row = rows.get(documentId);
    return row !== undefined && mayOnDocument(author, "edit", subjectOf(row)).allowed;
  };
}
