/** What stands in for a page's data when it cannot be loaded again, and for whom. */
import { afterEach, expect, it } from "vitest";
import { keepData, keepDataFor, orKeptData } from "~/workspace/last-data";

const lost = async () => {
  throw new TypeError("Failed to fetch");
};
const fault = async () => {
  throw { status: 503, statusText: "", internal: false, data: null };
};

afterEach(() => keepDataFor(null));

it("serves on what the page showed, where the server cannot be reached or fails", async () => {
  keepData("maria", "plan/canada", "shown");
  expect(await orKeptData("plan/canada", lost)).toBe("shown");
  expect(await orKeptData("plan/canada", fault)).toBe("shown");
  expect(await orKeptData("plan/canada", async () => "new")).toBe("new");
});

it("passes on what the server answers, and has the page no more", async () => {
  const redirect = new Response(null, { status: 302 });
  const refused = { status: 403, statusText: "", internal: false, data: null };
  for (const answer of [redirect, refused]) {
    keepData("maria", "plan/canada", "shown");
    const loading = orKeptData("plan/canada", () => Promise.reject(answer));
    await expect(loading).rejects.toBe(answer);
    await expect(orKeptData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
  }
});

it("has it for the person who was shown it, and for nobody who comes next", async () => {
  keepData("maria", "plan/canada", "shown to Maria");
  keepData("maria", "agenda", "shown to Maria too");
  keepDataFor("maria");
  expect(await orKeptData("plan/canada", lost)).toBe("shown to Maria");
  keepDataFor("ana");
  await expect(orKeptData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
  keepData("maria", "plan/canada", "shown to Maria");
  keepData("ana", "agenda", "shown to Ana");
  await expect(orKeptData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
  expect(await orKeptData("agenda", lost)).toBe("shown to Ana");
});

it("has nothing of a page that was loaded and never shown", async () => {
  await orKeptData("plan/canada", async () => "loaded");
  await expect(orKeptData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
});
