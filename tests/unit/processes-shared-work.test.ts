import { describe, expect, it } from "vitest";
import { SharedWork } from "~/processes/shared-work";

/** Work that ends when it is told to. */
function work() {
  const started: { signal: AbortSignal; finish(result: string): void }[] = [];
  const start = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      started.push({ signal, finish: resolve });
    });
  return { started, start };
}

describe("work that many ask for", () => {
  it("is done once, and again for who comes after it", async () => {
    const shared = new SharedWork<string>();
    const { started, start } = work();
    const both = Promise.all([
      shared.join("k", undefined, start),
      shared.join("k", undefined, start),
    ]);
    expect(started).toHaveLength(1);
    started[0]?.finish("done");
    expect(await both).toEqual(["done", "done"]);
    const later = shared.join("k", undefined, start);
    expect(started).toHaveLength(2);
    started[1]?.finish("again");
    expect(await later).toBe("again");
  });

  it("goes on while someone waits for it, and is given up by the last", async () => {
    const shared = new SharedWork<string>();
    const { started, start } = work();
    const [one, two] = [new AbortController(), new AbortController()];
    const first = expect(shared.join("k", one.signal, start)).rejects.toThrow("first left");
    const second = expect(shared.join("k", two.signal, start)).rejects.toThrow("second left");
    one.abort(new Error("first left"));
    await first;
    expect(started[0]?.signal.aborted).toBe(false);
    two.abort(new Error("second left"));
    await second;
    expect(started[0]?.signal.aborted).toBe(true);
    const anew = shared.join("k", undefined, start);
    started[1]?.finish("anew");
    expect(await anew).toBe("anew");
  });

  it("tells all when it fails, and does not begin for who has left already", async () => {
    const shared = new SharedWork<string>();
    const fails = () => Promise.reject(new Error("failed"));
    await expect(shared.join("k", undefined, fails)).rejects.toThrow("failed");
    const left = AbortSignal.abort(new Error("left"));
    const { started, start } = work();
    await expect(shared.join("k", left, start)).rejects.toThrow("left");
    expect(started).toHaveLength(0);
  });
});
