/** A page that is told of changes: when it loads, however much it is told. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Topic } from "../../app/collab/protocol";
import { ReloadSchedule } from "../../app/workspace/reload-schedule";

/** A clock that is turned by hand, and a page whose loads end when they are told to. */
function page(random = 0.5) {
  let now = 0;
  let timer: { at: number; run: () => void } | null = null;
  const loads: { at: number; topics: Topic[] }[] = [];
  const schedule = new ReloadSchedule({
    load: (topics) => {
      loads.push({ at: now, topics: [...topics] });
      schedule.setLoading(true);
    },
    now: () => now,
    random: () => random,
    after: (ms, run) => {
      const mine = { at: now + ms, run };
      timer = mine;
      return () => {
        if (timer === mine) timer = null;
      };
    },
  });
  const pass = (ms: number) => {
    const end = now + ms;
    while (timer && timer.at <= end) {
      const { at, run } = timer;
      timer = null;
      now = at;
      run();
    }
    now = end;
  };
  return { schedule, loads, pass };
}

const comments = { topic: "comments", spread: 1_000 } as const;

test("it loads at a moment of its own within the time that was given", () => {
  const { schedule, loads, pass } = page(0.25);
  schedule.told(comments);
  pass(249);
  expect(loads).toEqual([]);
  pass(1);
  expect(loads).toEqual([{ at: 250, topics: ["comments"] }]);
});

test("a load under way is not given up: what is told meanwhile is loaded once, after it", () => {
  const { schedule, loads, pass } = page(0);
  schedule.told(comments);
  pass(0);
  expect(loads).toHaveLength(1);
  for (let i = 0; i < 50; i += 1) {
    schedule.told({ topic: "agenda", spread: 0 });
    pass(100);
  }
  expect(loads).toHaveLength(1);
  schedule.setLoading(false);
  pass(400);
  expect(loads.map(({ topics }) => topics)).toEqual([["comments"], ["agenda"]]);
});

test("a load that someone's form brought about covers what was told before it", () => {
  const { schedule, loads, pass } = page(0.5);
  schedule.told(comments);
  schedule.setLoading(true);
  pass(100);
  schedule.setLoading(false);
  pass(10_000);
  expect(loads).toEqual([]);
});

test("a page that nobody looks at waits until someone does", () => {
  const { schedule, loads, pass } = page(0);
  schedule.setSeen(false);
  schedule.told(comments);
  schedule.told({ topic: "document", spread: 0 });
  pass(60_000);
  expect(loads).toEqual([]);
  schedule.setSeen(true);
  pass(0);
  expect(loads.map(({ topics }) => topics)).toEqual([["comments", "document"]]);
});

test("after its end nothing is loaded", () => {
  const { schedule, loads, pass } = page(0.5);
  schedule.told(comments);
  schedule.end();
  pass(10_000);
  expect(loads).toEqual([]);
});

test("whatever happens, two loads never overlap, and the last change is always loaded", () => {
  const event = fc.oneof(
    fc.record({ told: fc.integer({ min: 0, max: 5_000 }) }),
    fc.record({ pass: fc.integer({ min: 0, max: 3_000 }) }),
    fc.constant("ends" as const),
    fc.record({ seen: fc.boolean() }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const { schedule, loads, pass } = page(0.7);
      let open = 0;
      let toldSince = false;
      const settle = () => {
        if (loads.length === open) return;
        // No second one began while one was under way.
        expect(loads.length).toBe(open + 1);
        open = loads.length;
        toldSince = false;
      };
      let ended = 0;
      for (const each of events) {
        if (each === "ends") {
          schedule.setLoading(false);
          ended = open;
        } else if ("told" in each) {
          schedule.told({ topic: "agenda", spread: each.told });
          toldSince = true;
        } else if ("seen" in each) schedule.setSeen(each.seen);
        else pass(each.pass);
        settle();
        expect(open - ended).toBeLessThanOrEqual(1);
      }
      schedule.setSeen(true);
      schedule.setLoading(false);
      const before = loads.length;
      pass(10_000);
      expect(loads.length).toBe(before + (toldSince ? 1 : 0));
    }),
  );
});
