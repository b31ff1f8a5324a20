/**
 * Work that many ask for at once and that is done once. It is given up when no one waits for it
 * any more.
 */
interface Shared<Result> {
  result: Promise<Result>;
  waiting: number;
  ending: AbortController;
}

export class SharedWork<Result> {
  private readonly underWay = new Map<string, Shared<Result>>();

  /**
   * Joins the work of this key, or starts it.
   * @param signal gives up waiting. The work itself goes on while someone else waits for it.
   */
  join(
    key: string,
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const shared = this.underWay.get(key) ?? this.begin(key, start);
    shared.waiting += 1;
    return new Promise<Result>((resolve, reject) => {
      const leave = () => {
        shared.waiting -= 1;
        // Whoever comes from now on starts it anew.
        if (shared.waiting === 0) this.forget(key, shared);
        if (shared.waiting === 0) shared.ending.abort(signal?.reason);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", leave, { once: true });
      const settled = () => signal?.removeEventListener("abort", leave);
      shared.result.then(resolve, reject).finally(settled);
    });
  }

  /** Whether the work of this key is under way. */
  has(key: string): boolean {
    return this.underWay.has(key);
  }

  private begin(key: string, start: (signal: AbortSignal) => Promise<Result>): Shared<Result> {
    const ending = new AbortController();
    const shared = { result: start(ending.signal), waiting: 0, ending };
    this.underWay.set(key, shared);
    const forget = () => this.forget(key, shared);
    shared.result.then(forget, forget);
    return shared;
  }

  private forget(key: string, shared: Shared<Result>): void {
    if (this.underWay.get(key) === shared) this.underWay.delete(key);
  }
}
