/**
 * How often one may try to sign in. Attempts are counted by account and address together: an
 * address alone is never counted, because a whole delegation can sit behind one. A second, wider
 * count by account alone stops guessing from many addresses; it does not apply where the account
 * has been signed in from the same address before, so that strangers cannot lock its owner out.
 *
 * Kept in memory: a restart forgets.
 */
import { LRUCache } from "lru-cache";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const PER_ACCOUNT_AND_ADDRESS = { points: 8, duration: 15 * 60 };
const PER_ACCOUNT = { points: 60, duration: 60 * 60 };

export type Attempt = { allowed: true } | { allowed: false; minutes: number };

export interface SignInLimits {
  /**
   * Counts an attempt before its password is checked, so that many at once cannot slip through.
   * @param email normalised.
   */
  attempt(email: string, address: string): Promise<Attempt>;
  /** The attempt was right: takes it back, with the failures before it at this address. */
  succeeded(email: string, address: string): Promise<void>;
}

export function createSignInLimits(): SignInLimits {
  const pairs = new RateLimiterMemory({ keyPrefix: "pair", ...PER_ACCOUNT_AND_ADDRESS });
  const accounts = new RateLimiterMemory({ keyPrefix: "account", ...PER_ACCOUNT });
  const known = new LRUCache<string, true>({ max: 10_000 });
  const pairOf = (email: string, address: string) => JSON.stringify([email, address]);

  const refused = (error: unknown): Attempt => {
    if (!(error instanceof RateLimiterRes)) throw error;
    return { allowed: false, minutes: Math.max(1, Math.ceil(error.msBeforeNext / 60_000)) };
  };

  return {
    async attempt(email, address) {
      const pair = pairOf(email, address);
      try {
        // First: what is refused here must not count against the account as a whole.
        await pairs.consume(pair);
        if (!known.has(pair)) await accounts.consume(email);
        return { allowed: true };
      } catch (error) {
        return refused(error);
      }
    },
    async succeeded(email, address) {
      const pair = pairOf(email, address);
      await pairs.delete(pair);
      if (!known.has(pair)) await accounts.reward(email);
      known.set(pair, true);
    },
  };
}
