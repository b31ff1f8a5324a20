/** A change that no document takes: of a shape that it may not have, or too much of something. */
export class BrokenLaw extends Error {
  constructor(
    readonly reason: "content" | "too-large",
    readonly what: string,
  ) {
    super(`${reason}: ${what}`);
  }
}
