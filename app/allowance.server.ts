/** How much of something one socket, or one person, may ask for. */

/** A token bucket: `perSecond` on average, `burst` at once. */
export class Allowance {
  private left: number;
  private at: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly now: () => number,
  ) {
    this.left = burst;
    this.at = now();
  }

  /** Takes one, or so many; false when there are not as many left. */
  take(count = 1): boolean {
    this.earn();
    if (this.left < count) return false;
    this.left -= count;
    return true;
  }

  /** Takes what is known only afterwards, also if there is less left: later ones wait the longer. */
  charge(count: number): void {
    this.earn();
    this.left -= count;
  }

  /** Milliseconds until something is left again; 0 where something is. */
  untilSome(): number {
    this.earn();
    return this.left >= 0 ? 0 : (-this.left * 1_000) / this.perSecond;
  }

  private earn(): void {
    const now = this.now();
    const earned = (Math.max(0, now - this.at) * this.perSecond) / 1_000;
    this.left = Math.min(this.burst, this.left + earned);
    this.at = now;
  }
}
