import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AgendaNews } from "../../app/collab/agenda-news.server";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("the first change is told at once, the last one always, those between together", () => {
  const told: string[] = [];
  const news = new AgendaNews(
    () => 2_000,
    (id) => told.push(id),
  );
  news.announce("a");
  expect(told).toEqual(["a"]);
  for (let i = 0; i < 9; i += 1) {
    vi.advanceTimersByTime(200);
    news.announce("a");
  }
  expect(told).toEqual(["a"]);
  news.announce("b");
  expect(told).toEqual(["a", "b"]);
  vi.advanceTimersByTime(200);
  expect(told).toEqual(["a", "b", "a"]);
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual(["a", "b", "a"]);
  news.announce("a");
  expect(told).toEqual(["a", "b", "a", "a"]);
});

test("rows are new when they are others than the last, also when they come back", () => {
  const news = new AgendaNews(
    () => 0,
    () => undefined,
  );
  expect(news.isNew("p", [1])).toBe(true);
  expect(news.isNew("p", [1])).toBe(false);
  expect(news.isNew("q", [1])).toBe(true);
  expect(news.isNew("p", [2])).toBe(true);
  expect(news.isNew("p", [1])).toBe(true);
});
