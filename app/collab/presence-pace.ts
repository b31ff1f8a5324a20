/** How often the presence on a document is sent to those who have it open. */

export interface PresencePace {
  /** Milliseconds between two sendings, at least. */
  presenceEvery: number;
  /** The same for each receiver: a sending to many costs more, and a caret among many is worth less. */
  presenceEveryEach: number;
  /** However many there are, it is never longer. */
  presenceAtMost: number;
}

/** Milliseconds between two sendings to so many. */
export function presenceInterval(receivers: number, pace: PresencePace): number {
  const { presenceEvery, presenceEveryEach, presenceAtMost } = pace;
  const slower = Math.max(presenceEvery, presenceEveryEach * receivers);
  return Math.min(slower, Math.max(presenceEvery, presenceAtMost));
}
