/**
 * Keeps the projection of edited documents up to date: shortly after a change, and before the copy
 * leaves memory. What it writes is always the state on disk at that moment.
 */
import type { Extension } from "@hocuspocus/server";
import { type DocumentRow, findAgenda, findDocument } from "#db/documents";
import type { Limits } from "../collab-limits.server";
import type { AppContext } from "../context";
import { loadDocument, saveProjectionOf } from "../documents/log.server";
import { AgendaNews } from "./agenda-news.server";
import { spreadOfWords, wordsInterval } from "./announcement-pace";
import type { Announcements } from "./announcements.server";
import type { OpenCopies } from "./open-copies.server";
import { documentIdOf } from "./protocol";
import type { UpdateLog } from "./update-log.server";

interface Due {
  timer: NodeJS.Timeout;
  since: number;
}

export class Projector {
  private readonly due = new Map<string, Due>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly news: AgendaNews;

  constructor(
    private readonly context: Pick<AppContext, "store" | "log" | "now">,
    private readonly limits: Limits,
    private readonly copies: OpenCopies,
    private readonly updates: UpdateLog,
    announcements: Announcements,
  ) {
    const interval = (agendaId: string) => wordsInterval(announcements.count(agendaId), limits);
    this.news = new AgendaNews(interval, (id) =>
      announcements.announce(
        id,
        "agenda",
        undefined,
        spreadOfWords(announcements.count(id), limits),
      ),
    );
  }

  readonly extension: Extension = {
    extensionName: "projection",
    onChange: async ({ documentName }) => {
      const documentId = documentIdOf(documentName);
      if (documentId !== null) this.touch(documentId);
    },
    beforeUnloadDocument: async ({ documentName }) => {
      const documentId = documentIdOf(documentName);
      // What a client sent just before it left is still on its way to the disk.
      await this.updates.drain();
      if (documentId !== null) await this.flush(documentId);
    },
  };

  /** The document has changed. */
  touch(documentId: string): void {
    const before = this.due.get(documentId);
    if (before) clearTimeout(before.timer);
    const since = before?.since ?? performance.now();
    const left = this.limits.projectAtMost - (performance.now() - since);
    const wait = Math.max(0, Math.min(this.limits.projectAfter, left));
    const timer = setTimeout(() => void this.flush(documentId), wait);
    this.due.set(documentId, { timer, since });
  }

  /** Projects now what is due, and waits for it. */
  async flush(documentId: string): Promise<void> {
    await this.running.get(documentId);
    const due = this.due.get(documentId);
    if (!due) return this.running.get(documentId);
    clearTimeout(due.timer);
    this.due.delete(documentId);
    const run = this.project(documentId).finally(() => this.running.delete(documentId));
    this.running.set(documentId, run);
    return run;
  }

  async flushAll(): Promise<void> {
    await Promise.all(
      [...new Set([...this.due.keys(), ...this.running.keys()])].map((id) => this.flush(id)),
    );
  }

  private async project(documentId: string): Promise<void> {
    const { store, log } = this.context;
    try {
      const projected = await store.commit(async (tx) => {
        const found = await findDocument(tx, documentId);
        if (!found) return undefined;
        const open = this.copies.find(documentId);
        if (open) await this.copies.catchUp(tx, documentId, open);
        const doc = open ?? (await loadDocument(tx, documentId));
        return { row: found, rows: await saveProjectionOf(tx, found, doc, this.context.now()) };
      });
      if (projected && this.news.isNew(documentId, projected.rows)) {
        await this.announce(projected.row);
      }
    } catch (error) {
      // The text is safe; the projection is made again at the next change or the next start.
      log.error({ err: error, document: documentId }, "collab: projection failed");
    }
  }

  /**
   * The pages that show the document itself are live already; those of the agenda also show what
   * was projected, of the plans and of the agenda.
   */
  private async announce(row: DocumentRow): Promise<void> {
    const agenda = row.kind === "agenda" ? row : await findAgenda(this.context.store.read);
    if (agenda) this.news.announce(agenda.id);
  }
}
