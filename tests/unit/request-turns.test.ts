import { beforeEach, describe, expect, it } from "vitest";
import { createRequestTurns, type RequestTurn } from "~/request-turns.server";

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
    await turn("someone");
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
  await turn("someone");
  await new Promise(setImmediate);
  await turn("someone");
});

it("what someone waits for comes before what pages ask for by themselves", async () => {
  const turn = createRequestTurns();
  const began: string[] = [];
  const request = async (name: string, priority?: string) => {
    await turn("someone", priority);
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

describe("however many requests one person has waiting", () => {
  const began: string[] = [];
  beforeEach(() => began.splice(0));
  const asking = (turn: RequestTurn) => async (asker: string, priority?: string) => {
    await turn(asker, priority);
    began.push(asker);
  };

  it("the next one of everyone else comes after one of theirs", async () => {
    const request = asking(createRequestTurns());
    const flood = Array.from({ length: 100 }, () => request("flood"));
    await Promise.all([...flood, request("a"), request("b"), request("a")]);
    expect(began.slice(0, 5)).toEqual(["flood", "a", "b", "flood", "a"]);
  });

  it("what can wait is begun too", async () => {
    const request = asking(createRequestTurns());
    const flood = Array.from({ length: 100 }, () => request("flood"));
    await Promise.all([...flood, request("reload", "u=5")]);
    expect(began.indexOf("reload")).toBeLessThan(10);
  });
});
