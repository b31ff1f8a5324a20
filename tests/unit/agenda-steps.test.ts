import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  byItem,
  CARRYING,
  type ItemKey,
  keyOf,
  SETTING_ASIDE,
  statusOf,
} from "~/agenda/disposition";
import {
  endedByClearing,
  endedByPlacing,
  endedBySettingAside,
  madeBy,
  type Row,
  type Step,
  type StepKind,
  undoing,
} from "~/agenda/steps";

/** The merging in memory, moved only by the pure rules: what the operations do in the database. */
class Ledger {
  steps: Step[] = [];
  rows: Row[] = [];
  currentItemIds = new Set<string>();

  private holding(item: ItemKey): Row[] {
    return this.rows.filter((row) => keyOf(row) === keyOf(item) && row.endedByStepId === null);
  }

  private begin(kind: StepKind, agendaItemId: string | null): Step {
    const number = this.steps.length + 1;
    const step = { id: `s${number}`, kind, agendaItemId, at: number, undoneAt: null };
    this.steps.push(step);
    return step;
  }

  /** Each item of the command becomes an agenda item of its own, all in one step. */
  private takeZeroDraft(command: Command): Step {
    const step = this.begin("compile-many", null);
    for (const [index, item] of command.items.entries()) {
      const target = `a${this.steps.length}-${index}`;
      const ended = endedByPlacing(this.holding(item), target, command.carrying);
      if (ended === "already-done") continue;
      this.currentItemIds.add(target);
      for (const row of ended) row.endedByStepId = step.id;
      this.rows.push({
        ...item,
        id: `r${this.rows.length + 1}`,
        disposition: command.carrying,
        agendaItemId: target,
        reason: "",
        basisHash: "words",
        stepId: step.id,
        endedByStepId: null,
      });
    }
    return step;
  }

  take(command: Command): Step {
    const { kind } = command;
    if (kind === "compile-many") return this.takeZeroDraft(command);
    const target =
      kind === "compile"
        ? `a${this.steps.length + 1}`
        : kind === "add"
          ? ([...this.currentItemIds][command.target % Math.max(1, this.currentItemIds.size)] ??
            null)
          : null;
    const step = this.begin(kind, target);
    if (kind === "compile" && target) this.currentItemIds.add(target);
    for (const item of command.items) {
      const holding = this.holding(item);
      const ended =
        kind === "clear"
          ? endedByClearing(holding, null)
          : kind === "set-aside"
            ? endedBySettingAside(holding, command.aside, command.reason, "words")
            : target
              ? endedByPlacing(holding, target, command.carrying)
              : "already-done";
      if (ended === "already-done") continue;
      for (const row of ended) row.endedByStepId = step.id;
      if (kind === "clear") continue;
      this.rows.push({
        ...item,
        id: `r${this.rows.length + 1}`,
        disposition: kind === "set-aside" ? command.aside : command.carrying,
        agendaItemId: target,
        reason: kind === "set-aside" ? command.reason : "",
        basisHash: "words",
        stepId: step.id,
        endedByStepId: null,
      });
    }
    return step;
  }

  undo(step: Step): "done" | "already-done" | "moved-on" {
    const later = this.steps.filter(({ at }) => at > step.at);
    const plan = undoing(step, later, this.rows);
    if (typeof plan === "string") return plan;
    for (const row of this.rows) {
      if (plan.ends.includes(row.id)) row.endedByStepId = step.id;
      if (plan.revives.includes(row.id)) row.endedByStepId = null;
    }
    for (const id of plan.removesAgendaItems) this.currentItemIds.delete(id);
    step.undoneAt = this.steps.length;
    return "done";
  }

  /** What holds about each item, and where each stands. */
  picture() {
    const live = this.rows.filter((row) => row.endedByStepId === null);
    return {
      live: live.map(({ id }) => id).sort(),
      statuses: [...byItem(live)]
        .map(([key, rows]) => [key, statusOf(rows, this.currentItemIds)])
        .sort(),
      currentItemIds: [...this.currentItemIds].sort(),
    };
  }
}

interface Command {
  kind: StepKind;
  items: ItemKey[];
  carrying: (typeof CARRYING)[number];
  aside: (typeof SETTING_ASIDE)[number];
  reason: string;
  target: number;
}

const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom<StepKind>("compile", "add", "set-aside", "clear", "compile-many"),
  items: fc.uniqueArray(
    fc.record({ planId: fc.constantFrom("ca", "mx"), itemId: fc.constantFrom("1", "2", "3") }),
    { minLength: 1, maxLength: 4, selector: keyOf },
  ),
  carrying: fc.constantFrom(...CARRYING),
  aside: fc.constantFrom(...SETTING_ASIDE),
  reason: fc.constantFrom("too early", "done elsewhere"),
  target: fc.nat(5),
});

const after = (commands: Command[]) => {
  const ledger = new Ledger();
  for (const each of commands) ledger.take(each);
  return ledger;
};

describe("steps", () => {
  it("followed by their undo leave everything as it was", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 8 }), command, (before, next) => {
        const ledger = after(before);
        const picture = ledger.picture();
        expect(ledger.undo(ledger.take(next))).toBe("done");
        expect(ledger.picture()).toEqual(picture);
      }),
    );
  });

  it("undone all in reverse order lead back to nothing", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 10 }), (commands) => {
        const ledger = after(commands);
        for (const step of [...ledger.steps].reverse()) expect(ledger.undo(step)).toBe("done");
        expect(ledger.picture()).toEqual({ live: [], statuses: [], currentItemIds: [] });
      }),
    );
  });

  it("never leave an item twice in one agenda item, nor both set aside and carried", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(command, fc.nat(9)), { maxLength: 16 }), (commandsAndUndos) => {
        const ledger = new Ledger();
        for (const each of commandsAndUndos) {
          if (typeof each !== "number") ledger.take(each);
          else {
            const step = ledger.steps[each];
            if (step) ledger.undo(step);
          }
          const live = ledger.rows.filter((row) => row.endedByStepId === null);
          const places = live.map((row) => `${keyOf(row)} in ${row.agendaItemId}`);
          expect(new Set(places).size).toBe(places.length);
          for (const rows of byItem(live).values()) {
            const aside = rows.filter((row) => row.agendaItemId === null);
            expect(aside.length === 0 || rows.length === 1).toBe(true);
          }
        }
      }),
    );
  });

  it("are undone once only", () => {
    fc.assert(
      fc.property(command, (only) => {
        const ledger = new Ledger();
        const step = ledger.take(only);
        expect(ledger.undo(step)).toBe("done");
        expect(ledger.undo(step)).toBe("already-done");
      }),
    );
  });

  it("wait for a later step that builds on them", () => {
    const one = { planId: "ca", itemId: "1" };
    const two = { planId: "mx", itemId: "2" };
    const rest = { carrying: CARRYING[1], aside: SETTING_ASIDE[0], reason: "later", target: 0 };
    const ledger = new Ledger();
    const compiled = ledger.take({ kind: "compile", items: [one], ...rest });
    const added = ledger.take({ kind: "add", items: [two], ...rest });
    expect(ledger.undo(compiled)).toBe("moved-on");
    expect(ledger.undo(added)).toBe("done");
    expect(ledger.undo(compiled)).toBe("done");
  });

  it("that made several agenda items wait for a later step that builds on any of them", () => {
    const one = { planId: "ca", itemId: "1" };
    const two = { planId: "mx", itemId: "2" };
    const rest = { carrying: CARRYING[1], aside: SETTING_ASIDE[0], reason: "later" };
    const ledger = new Ledger();
    const draft = ledger.take({ kind: "compile-many", items: [one, two], ...rest, target: 0 });
    const third = { planId: "ca", itemId: "3" };
    const added = ledger.take({ kind: "add", items: [third], ...rest, target: 1 });
    expect(madeBy(draft, ledger.rows)).toHaveLength(2);
    expect(added.agendaItemId).toBe(madeBy(draft, ledger.rows)[1]);
    expect(ledger.undo(draft)).toBe("moved-on");
    expect(ledger.undo(added)).toBe("done");
    expect(ledger.undo(draft)).toBe("done");
    expect(ledger.picture()).toEqual({ live: [], statuses: [], currentItemIds: [] });
  });
});
