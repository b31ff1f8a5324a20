import { expect, it } from "vitest";
import { createRequestTurns } from "~/request-turns.server";

it("of requests that came together, no two begin in the same turn of the event loop", async () => {
  const turn = createRequestTurns();
  let turns = 0;
  let ended = false;
  const count = () => {
    turns += 1;
    if (!ended) setImmediate(count);
  };
  setImmediate(count);
  const began: number[] = [];
  const request = async () => {
    await turn();
    began.push(turns);
    // What it reads is there at once, and awaited all the same.
    for (let i = 0; i < 10; i += 1) await null;
    expect(turns).toBe(began.at(-1));
  };
  await Promise.all([request(), request(), request(), request()]);
  ended = true;
  expect(new Set(began).size).toBe(4);
});

it("a request after a pause begins too", async () => {
  const turn = createRequestTurns();
  await turn();
  await new Promise(setImmediate);
  await turn();
});

it("what someone waits for comes before what pages ask for by themselves", async () => {
  const turn = createRequestTurns();
  const began: string[] = [];
  const request = async (name: string, priority?: string) => {
    await turn(priority);
    began.push(name);
  };
  await Promise.all([
    request("reload 1", "u=5"),
    request("reload 2", "u=5, i"),
    request("page"),
    request("image", "u=3"),
    request("form", "no such thing"),
  ]);
  expect(began).toEqual(["page", "image", "form", "reload 1", "reload 2"]);
});
