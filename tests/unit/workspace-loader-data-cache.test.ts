/** What stands in for a page's data when it cannot be loaded again, and for whom. */
import { afterEach, expect, it } from "vitest";
import {
  cacheLoaderData,
  cacheLoaderDataFor,
  orCachedLoaderData,
} from "~/workspace/loader-data-cache";

const lost = async () => {
  throw new TypeError("Failed to fetch");
};
const fault = async () => {
  throw { status: 503, statusText: "", internal: false, data: null };
};

afterEach(() => cacheLoaderDataFor(null));

it("serves on what the page showed, where the server cannot be reached or fails", async () => {
  cacheLoaderData("maria", "plan/canada", "shown");
  expect(await orCachedLoaderData("plan/canada", lost)).toBe("shown");
  expect(await orCachedLoaderData("plan/canada", fault)).toBe("shown");
  expect(await orCachedLoaderData("plan/canada", async () => "new")).toBe("new");
});

it("passes on what the server answers, and has the page no more", async () => {
  const redirect = new Response(null, { status: 302 });
  const refused = { status: 403, statusText: "", internal: false, data: null };
  for (const answer of [redirect, refused]) {
    cacheLoaderData("maria", "plan/canada", "shown");
    const loading = orCachedLoaderData("plan/canada", () => Promise.reject(answer));
    await expect(loading).rejects.toBe(answer);
    await expect(orCachedLoaderData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
  }
});

it("has it for the person who was shown it, and for nobody who comes next", async () => {
  cacheLoaderData("maria", "plan/canada", "shown to Maria");
  cacheLoaderData("maria", "agenda", "shown to Maria too");
  cacheLoaderDataFor("maria");
  expect(await orCachedLoaderData("plan/canada", lost)).toBe("shown to Maria");
  cacheLoaderDataFor("ana");
  await expect(orCachedLoaderData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
  cacheLoaderData("maria", "plan/canada", "shown to Maria");
  cacheLoaderData("ana", "agenda", "shown to Ana");
  await expect(orCachedLoaderData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
  expect(await orCachedLoaderData("agenda", lost)).toBe("shown to Ana");
});

it("has nothing of a page that was loaded and never shown", async () => {
  await orCachedLoaderData("plan/canada", async () => "loaded");
  await expect(orCachedLoaderData("plan/canada", lost)).rejects.toThrow("Failed to fetch");
});
