/**
 * Structural sharing: returns the new data with every part that did not change replaced by the object of
 * before, so that React does not render it again.
 * @param before what there was; any value.
 * @param after as JSON gives it: without cycles, made of plain objects, arrays and simple values.
 * @returns equal to `after`; `before` itself where nothing changed. Neither is altered.
 */
export function reuseUnchanged<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (Array.isArray(before) && Array.isArray(after)) return reuseList(before, after) as T;
  if (isRecord(before) && isRecord(after)) return reuseRecord(before, after) as T;
  return after;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What names an entry of a list, so that it is found again after others came before it. */
const NAMES = ["dispositionId", "itemId", "id"] as const;

function nameOf(value: unknown): string | null {
  if (!isRecord(value)) return null;
  for (const name of NAMES) if (typeof value[name] === "string") return value[name];
  return null;
}

function reuseList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  let byName: Map<string, unknown> | null = null;
  let same = before.length === after.length;
  const list = after.map((value, index) => {
    const name = nameOf(value);
    let counterpart = before[index];
    if (name !== null && nameOf(counterpart) !== name) {
      byName ??= new Map(before.map((each) => [nameOf(each) ?? "", each]));
      counterpart = byName.get(name);
    }
    const one = reuseUnchanged(counterpart, value);
    same &&= Object.is(one, before[index]);
    return one;
  });
  return same ? before : list;
}

function reuseRecord(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const keys = Object.keys(after);
  const keysBefore = Object.keys(before);
  let same = keys.length === keysBefore.length;
  const entries = keys.map((key, index): [string, unknown] => {
    const one = Object.hasOwn(before, key) ? reuseUnchanged(before[key], after[key]) : after[key];
    same &&= keysBefore[index] === key && Object.is(one, before[key]);
    return [key, one];
  });
  return same ? before : Object.fromEntries(entries);
}
