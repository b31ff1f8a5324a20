/**
 * How an operation says no. Pages turn the code into a sentence in the reader's language; the
 * status is what HTTP answers. Thrown inside a transaction it rolls everything back.
 */
export type RefusalCode =
  | "signed-out"
  | "hidden"
  | "role"
  | "delegation"
  | "state"
  | "not-found"
  | "invalid"
  | "moved-on"
  | "already-done"
  | "too-many"
  | "limit"
  | "unavailable";

/** Why something was not done, to a page: the server's reason, no connection, or an error on its side. */
export interface Failure {
  code: RefusalCode | "offline" | "failed";
  field?: string;
}

const STATUS: Record<RefusalCode, number> = {
  "signed-out": 401,
  hidden: 403,
  role: 403,
  delegation: 403,
  state: 409,
  "not-found": 404,
  invalid: 400,
  "moved-on": 409,
  "already-done": 409,
  "too-many": 429,
  limit: 422,
  unavailable: 503,
};

export class Refused extends Error {
  readonly status: number;

  /** By its name: the pages are bundled apart from the server, each with a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "Refused";
  }

  /** @param field the name of the form field at fault, where there is one. */
  constructor(
    readonly code: RefusalCode,
    readonly field?: string,
  ) {
    super(`refused: ${code}${field ? ` (${field})` : ""}`);
    this.name = "Refused";
    this.status = STATUS[code];
  }
}
