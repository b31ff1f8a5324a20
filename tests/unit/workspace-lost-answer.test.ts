/** A step whose answer was lost is told apart from one that was answered, and from a fault. */
import { expect, it } from "vitest";
import { orLost } from "~/workspace/lost-answer";

const rejected = (error: unknown) => () => Promise.reject(error);

it("passes on what was answered, and answers itself where nothing was", async () => {
  expect(
    await orLost(
      async () => "done",
      () => "lost",
    ),
  ).toBe("done");
  expect(await orLost(rejected(new TypeError("Failed to fetch")), () => "lost")).toBe("lost");
});

it("hides neither a refusal nor a fault", async () => {
  const refusal = new Response(null, { status: 403 });
  await expect(orLost(rejected(refusal), () => "lost")).rejects.toBe(refusal);
  await expect(orLost(rejected(new Error("fault")), () => "lost")).rejects.toThrow("fault");
});
