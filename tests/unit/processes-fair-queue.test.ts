import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FairQueue } from "~/processes/fair-queue";

const drain = <Job>(queue: FairQueue<Job>): Job[] => {
  const jobs: Job[] = [];
  for (let job = queue.take(); job !== undefined; job = queue.take()) jobs.push(job);
  return jobs;
};

describe("the queue of costly work", () => {
  it("serves the people who wait in turn, and each one's jobs in their order", () => {
    const queue = new FairQueue<string>({ total: 10, perOwner: 5 });
    for (const job of ["a1", "a2", "a3", "b1", "c1", "b2"]) queue.add(job.charAt(0), job);
    expect(drain(queue)).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
  });

  it("refuses more than fit, all together and of one person", () => {
    const queue = new FairQueue<string>({ total: 3, perOwner: 2 });
    expect(queue.add("a", "a1")).toBe(true);
    expect(queue.add("a", "a2")).toBe(true);
    expect(queue.add("a", "a3")).toBe(false);
    expect(queue.add("b", "b1")).toBe(true);
    expect(queue.add("c", "c1")).toBe(false);
    expect(drain(queue)).toEqual(["a1", "b1", "a2"]);
  });

  it("lets a job leave, and is empty when cleared", () => {
    const queue = new FairQueue<string>({ total: 5, perOwner: 5 });
    for (const job of ["a1", "a2", "b1"]) queue.add(job.charAt(0), job);
    expect(queue.remove("a", "a1")).toBe(true);
    expect(queue.remove("a", "a1")).toBe(false);
    expect(queue.remove("c", "c1")).toBe(false);
    expect(queue.size).toBe(2);
    expect(queue.clear()).toEqual(["a2", "b1"]);
    expect(queue.size).toBe(0);
    expect(queue.take()).toBeUndefined();
  });

  it("lets no one wait for more than one job of each other person", () => {
    const owners = fc.constantFrom("a", "b", "c", "d");
    fc.assert(
      fc.property(fc.array(owners, { maxLength: 40 }), (asked) => {
        const queue = new FairQueue<{ owner: string; nth: number }>({ total: 100, perOwner: 100 });
        const counts = new Map<string, number>();
        for (const owner of asked) {
          const nth = (counts.get(owner) ?? 0) + 1;
          counts.set(owner, nth);
          queue.add(owner, { owner, nth });
        }
        const order = drain(queue);
        expect(order).toHaveLength(asked.length);
        for (const [place, { nth }] of order.entries()) {
          // Before someone's nth job, no one else has had more than n.
          for (const before of order.slice(0, place)) expect(before.nth).toBeLessThanOrEqual(nth);
        }
      }),
    );
  });
});
