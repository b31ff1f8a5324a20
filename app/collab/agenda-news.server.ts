/**
 * Tells the pages of the agenda that something they show has changed: each of them loads all of
 * it again then, so they hear of it seldom, but always of the last change.
 */
import { createHash } from "node:crypto";

export class AgendaNews {
  /**
   * For each document, a hash of the rows that were told of. What is stored would not do to
   * compare with: an operation writes the rows of its own change, before anyone has been told.
   */
  private readonly told = new Map<string, string>();
  private readonly agendas = new Map<string, { at: number; timer: NodeJS.Timeout | null }>();

  constructor(
    /** Milliseconds between two announcements to the pages of an agenda, at least. */
    private readonly interval: (agendaId: string) => number,
    private readonly tell: (agendaId: string) => void,
  ) {}

  /** Whether the projected rows of a document are others than at the last time. */
  isNew(documentId: string, rows: object): boolean {
    const hash = createHash("sha256").update(JSON.stringify(rows)).digest("base64");
    if (this.told.get(documentId) === hash) return false;
    this.told.set(documentId, hash);
    return true;
  }

  /** Tells at once, or as soon as enough time has passed since the last time. */
  announce(agendaId: string): void {
    const before = this.agendas.get(agendaId);
    if (before?.timer) return;
    const wait = before ? before.at + this.interval(agendaId) - performance.now() : 0;
    if (wait <= 0) {
      this.tellNow(agendaId);
      return;
    }
    const timer = setTimeout(() => this.tellNow(agendaId), wait);
    timer.unref();
    this.agendas.set(agendaId, { at: before?.at ?? 0, timer });
  }

  private tellNow(agendaId: string): void {
    this.agendas.set(agendaId, { at: performance.now(), timer: null });
    this.tell(agendaId);
  }
}
