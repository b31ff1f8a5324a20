/**
 * When a page loads its data again, of which it was told that it has changed: never while a load is under
 * way, which it would give up and so perhaps never get any; not at the moment at which all others do; not
 * while nobody looks at it; and in the end always.
 */

import type { Announcement, Topic } from "../collab/protocol";

/** Milliseconds between the end of a load and the next, at least. */
const PAUSE = 400;

export interface ReloadScheduleOptions {
  /** @param topics of what the page was told since the last load began */
  load(topics: ReadonlySet<Topic>): void;
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** @returns what takes it back */
  after(ms: number, run: () => void): () => void;
}

export class ReloadSchedule {
  /** When to load; null while there is nothing new. */
  private due: number | null = null;
  private topics = new Set<Topic>();
  private cancel: (() => void) | null = null;
  private loading = false;
  private seen = true;
  private endedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: ReloadScheduleOptions) {}

  /** Something has changed; what asks for it does so within so many milliseconds. */
  told({ topic, spread }: Announcement): void {
    const { now, random } = this.options;
    this.topics.add(topic);
    const at = now() + random() * spread;
    this.due = Math.min(this.due ?? at, at);
    this.arrange();
  }

  /**
   * A load has begun or ended, which is this one's or, where someone has sent a form, of everything: that
   * brings all that has been told by then.
   */
  setLoading(loading: boolean): void {
    if (loading === this.loading) return;
    this.loading = loading;
    if (loading) this.forget();
    else this.endedAt = this.options.now();
    this.arrange();
  }

  /** Whether the page is in sight. */
  setSeen(seen: boolean): void {
    this.seen = seen;
    this.arrange();
  }

  end(): void {
    this.forget();
    this.arrange();
  }

  private forget(): void {
    this.due = null;
    this.topics = new Set();
  }

  private arrange(): void {
    this.cancel?.();
    this.cancel = null;
    if (this.due === null || this.loading || !this.seen) return;
    const at = Math.max(this.due, this.endedAt + PAUSE);
    this.cancel = this.options.after(Math.max(0, at - this.options.now()), () => {
      const { topics } = this;
      this.cancel = null;
      this.forget();
      this.options.load(topics);
    });
  }
}
