/** How many messages one socket may send. */

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

  /** Takes one; false when there is none left. */
  take(): boolean {
    const now = this.now();
    const earned = (Math.max(0, now - this.at) * this.perSecond) / 1_000;
    this.left = Math.min(this.burst, this.left + earned);
    this.at = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
