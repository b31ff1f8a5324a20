/** Hashing passwords with argon2id. */
import { hash, verify } from "@node-rs/argon2";
import { Refused } from "../refusal";

/** OWASP's parameters for argon2id, which is also the library's algorithm by default. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const OPTIONS = { memoryCost: MEMORY_KIB, timeCost: PASSES, parallelism: 1, outputLen: 32 };

/**
 * A hash that no password has, of the same cost as the real ones: checked for addresses without
 * an account, so that the time of the answer does not tell which addresses have one.
 */
const NOBODY = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

/**
 * Each hashing takes 19 MiB and a core: two at a time, so that a wave of sign-ins slows itself
 * down and not the editors. Everything that hashes for a request runs in the one bundle that
 * holds this queue.
 */
const AT_ONCE = 2;
const LONGEST_QUEUE = 200;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= LONGEST_QUEUE) throw new Refused("too-many");
    // The one that finishes hands its place over, so `running` does not change in between.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** @param password normalised (credentials.ts). */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, OPTIONS));
}

/**
 * Whether the password has this hash.
 * @param passwordHash null where there is no account: takes as long, and is always false.
 */
export async function passwordMatches(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  const matches = await inTurn(() => verify(passwordHash ?? NOBODY, password));
  return passwordHash !== null && matches;
}
