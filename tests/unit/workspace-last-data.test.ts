/** What stands in for a page's data when it cannot be loaded again, and for whom. */
import { afterEach, expect, it } from "vitest";
import { keepData, orKeptData } from "~/workspace/last-data";

const lost = async () => {
  throw new TypeError("Failed to fetch");
};
const fault = async () => {
  throw { status: 503, statusText: "", internal: false, data: null };
};

const forget: (() => void)[] = [];
const show = (key: string, data: unknown) => forget.push(keepData(key, data));
afterEach(() => {
  for (const each of forget.splice(0)) each();
});

it("serves on what the page shows, where the server cannot be reached or fails", async () => {
  show("plan/canada", "shown");
  expect(await orKeptData("plan/canada", lost)).toBe("shown");
  expect(await orKeptData("plan/canada", fault)).toBe("shown");
  expect(await orKeptData("plan/canada", async () => "new")).toBe("new");
});

it("passes on what the server answers", async () => {
  show("plan/canada", "shown");
  const redirect = new Response(null, { status: 302 });
  const refused = { status: 403, statusText: "", internal: false, data: null };
  for (const answer of [redirect, refused]) {
    const loading = orKeptData("plan/canada", () => Promise.reject(answer));
    await expect(loading).rejects.toBe(answer);
  }
});

it("has nothing of a page that is not on the screen any more, whoever comes next", async () => {
  const leave = keepData("plan/canada", "shown to a drafter");
  leave();
  await expect(orKeptData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
  await orKeptData("plan/canada", async () => "loaded, and never shown");
  await expect(orKeptData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
  show("agenda", "shown");
  await expect(orKeptData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
});
