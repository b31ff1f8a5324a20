/** Random things that people do at their editors, and how often to try them. */
import fc from "fast-check";
import { readOutline } from "~/documents/document";
import { fromPlainText } from "~/documents/rich-text";
import type { Person } from "./documents-editors";
import type { Gate, Signs } from "./documents-gate";

/** More for a long run: `CONCERTED_RUNS=20`. `CONCERTED_SEED` repeats one. */
const TIMES = Number(process.env.CONCERTED_RUNS ?? 1);
const SEED = process.env.CONCERTED_SEED;
export const runs = (count: number) => ({
  numRuns: count * TIMES,
  ...(SEED ? { seed: Number(SEED) } : {}),
});
export const LONG = 30_000 * Math.max(1, TIMES);

export interface Step {
  who: number;
  what: number;
  a: number;
  b: number;
  at: number;
  to: number;
}

const step = fc.record<Step>({
  who: fc.nat(2),
  what: fc.nat(99),
  a: fc.nat(20),
  b: fc.nat(20),
  at: fc.nat(40),
  to: fc.nat(40),
});
export const steps = fc.array(step, { minLength: 1, maxLength: 40 });

/** What one person does in their own copy. */
export function edit(person: Person, signs: Signs, { what, a, b, at, to }: Step): void {
  const { session, number } = person;
  const outline = readOutline(person.doc);
  const shown = outline.areas.flatMap(({ items }) => items.map(({ id }) => id)).sort();
  const areaIds = outline.areas.map(({ id }) => id).sort();
  const itemId = shown[a % Math.max(shown.length, 1)] ?? "";
  const areaId = areaIds[b % Math.max(areaIds.length, 1)] ?? "";
  const editor = (from: number, until = from) => person.select(itemId, from, until);
  const press = (key: string, more: { shiftKey?: boolean; altKey?: boolean } = {}) => {
    const there = editor(at);
    if (there) person.press(there, { key, ...more });
  };
  if (what < 62 && itemId === "") return;
  if (what < 26) person.type(itemId, signs.make(number, 1 + (to % 3)), at);
  else if (what < 32) press("Enter");
  else if (what < 36) press("Enter", { shiftKey: true });
  else if (what < 40) press("Backspace");
  else if (what < 43) press("Delete");
  else if (what < 46) press("Tab", { shiftKey: to % 2 === 0 });
  else if (what < 52) {
    const there = editor(at, to);
    if (!there) return;
    const { from, to: end } = there.state.selection;
    for (const sign of there.state.doc.textBetween(from, end)) signs.deleted.add(sign);
    person.step();
    there.commands.deleteSelection();
  } else if (what < 56) {
    person.step();
    const there = editor(at, to);
    if (to % 2 === 0) there?.commands.toggleBulletList();
    else there?.commands.toggleOrderedList();
  } else if (what < 58) {
    person.step();
    editor(at, to)?.commands.toggleBold();
  } else if (what < 62) {
    const there = editor(at);
    const lines = Array.from({ length: 1 + (to % 3) }, () => signs.make(number, 2));
    if (there) person.paste(there, fromPlainText(lines.join("\n")));
  } else if (what < 68) press(to % 2 === 0 ? "ArrowUp" : "ArrowDown", { altKey: true });
  else if (what < 73) session.moveTo(itemId, areaId, at % 4);
  else if (what < 76) session.remove(itemId);
  else if (what < 78) {
    const removed = outline.removed[a % Math.max(outline.removed.length, 1)];
    if (removed) session.restore(removed.id);
  } else if (what < 80) {
    if (areaId) session.addItemTo(areaId, at % 3, fromPlainText(signs.make(number)));
  } else if (what < 81) session.addAreaAfter(areaId, "");
  else if (what < 83) session.moveAreaBy(areaId, to % 2 === 0 ? 1 : -1);
  else if (what < 85) session.removeArea(areaId);
  else if (what < 87) {
    session.blocks.select(itemId);
    session.blocks.go(1, true);
    session.blocks.move(to % 2 === 0 ? 1 : -1);
    session.blocks.clear();
  } else if (what < 88) person.leave(itemId);
}

/** Takes the steps one after the other; some of them let something arrive. */
export function act(
  gate: Gate,
  signs: Signs,
  taken: readonly Step[],
  undoers: readonly number[],
): void {
  for (const step of taken) {
    const who = step.who % gate.lines.length;
    const person = gate.lines[who]?.person;
    if (!person) continue;
    if (step.what < 88) edit(person, signs, step);
    else if (step.what < 92) {
      if (!undoers.includes(who)) continue;
      if (step.b % 3 === 0) person.session.redo();
      else person.session.undo();
    } else if (step.what < 94) gate.leave(who);
    else if (step.what < 95) gate.comeBack(who);
    else if (step.what < 97) for (let i = 0; i <= step.a; i += 1) gate.send(who);
    else for (let i = 0; i <= step.a; i += 1) gate.hear(who);
  }
}

export const picks = fc.array(fc.nat(50), { minLength: 1, maxLength: 20 });

/** A function that gives these numbers one after the other, over and over. */
export function inTurn(numbers: readonly number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
}
