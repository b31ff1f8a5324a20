/**
 * How often forms may be sent and exports be made, in a minute. Kept in memory: a restart forgets.
 */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { RATE_LIMITS, type Rates } from "../limits";
import type { Actor } from "./policy";

/** Null where it may go on; otherwise after how many seconds it may be tried again. */
export type Wait = number | null;

export interface RequestLimits {
  /** Counts a form of a person or, where nobody is signed in, of an address. */
  form(sender: Sender): Promise<Wait>;
  /** Counts a file that has to be made for someone. */
  export(sender: Sender): Promise<Wait>;
}

export interface Sender {
  person: Pick<Actor, "id"> | null;
  address: string;
}

declare module "@remix-run/node" {
  interface AppLoadContext {
    requestLimits: RequestLimits;
  }
}

export function createRequestLimits(rates: Rates = RATE_LIMITS): RequestLimits {
  const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const forms = perMinute(rates.formsPerMinute);
  const signedOut = perMinute(rates.formsPerMinuteSignedOut);
  const exports = perMinute(rates.exportsPerMinute);
  return {
    form: ({ person, address }) =>
      person ? consume(forms, person.id) : consume(signedOut, address),
    export: ({ person, address }) => consume(exports, person?.id ?? address),
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<Wait> {
  try {
    await limiter.consume(key);
    return null;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
  }
}
