/** Statements of the way of every keystroke, built once for each handle instead of at each use. */
import type { Queries } from "./store";

/**
 * Keeps what `build` makes of a handle: a statement prepared with `sql.placeholder`.
 * @returns a function that gives a handle's statement
 */
export function prepared<Statement>(build: (q: Queries) => Statement): (q: Queries) => Statement {
  const statements = new WeakMap<Queries, Statement>();
  return (q) => {
    const known = statements.get(q);
    if (known !== undefined) return known;
    const statement = build(q);
    statements.set(q, statement);
    return statement;
  };
}
