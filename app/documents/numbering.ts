/** Numbers follow from position and are never stored in a document. */

/**
 * The number of an item: `CA 1.3` in a national plan, `1.3` in the regional agenda.
 * @param delegation code of the plan's delegation, null for the agenda.
 */
export function itemRef(delegation: string | null, areaNumber: number, number: number): string {
  const position = `${areaNumber}.${number}`;
  return delegation ? `${delegation} ${position}` : position;
}

/** The position that a number names: area 1, item 3 for `CA 1.3`. Zeros where it names none. */
export function positionIn(ref: string): { areaNumber: number; number: number } {
  const [, area, number] = /(\d+)\.(\d+)$/.exec(ref) ?? [];
  return { areaNumber: Number(area ?? 0), number: Number(number ?? 0) };
}
