/** What a page takes for an answer of its server, whoever else may answer on a network. */
import { expect, it } from "vitest";
import { BUILD_MARK } from "~/build-mark";
import { createOwnFetch, NoConnection, OtherBuild } from "~/workspace/own-answers";

const ours = (body: string, build = "1", status = 200) =>
  new Response(body, { status, headers: { [BUILD_MARK]: build } });

function fetchFrom(ask: typeof fetch) {
  const heard = { otherBuild: 0 };
  const own = createOwnFetch({
    here: () => "/plans/canada",
    build: "1",
    otherBuild: () => {
      heard.otherBuild += 1;
    },
    fetch: ask,
    limits: { read: 20, write: 20 },
  });
  return { own, heard };
}

it("takes what the server says, a refusal too", async () => {
  const { own } = fetchFrom(async () => ours("no", "1", 403));
  const answer = await own("/plans.data");
  expect(answer.status).toBe(403);
  expect(await answer.text()).toBe("no");
});

it("takes nobody else for the server: not a hotel with a 200, not a proxy with a 502", async () => {
  for (const status of [200, 302, 404, 502]) {
    const { own } = fetchFrom(async () => new Response("<h1>Welcome</h1>", { status }));
    await expect(own("/plans.data")).rejects.toBeInstanceOf(NoConnection);
    await expect(own("/plans.data", { method: "POST" })).rejects.toBeInstanceOf(TypeError);
  }
});

it("is not connected where the network fails, or takes what is sent and never answers", async () => {
  const fails = fetchFrom(() => Promise.reject(new TypeError("Failed to fetch")));
  await expect(fails.own("/plans.data")).rejects.toBeInstanceOf(NoConnection);
  const silent = fetchFrom(
    (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      }),
  );
  await expect(silent.own("/plans.data")).rejects.toBeInstanceOf(NoConnection);
});

it("is not connected where the answer stops in its middle", async () => {
  const { own } = fetchFrom(async (_, init) => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("[1,"));
        init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
      },
    });
    return new Response(body, { headers: { [BUILD_MARK]: "1" } });
  });
  await expect(own("/plans.data")).rejects.toBeInstanceOf(NoConnection);
});

it("tells the page that gave up itself so, and not that there is no connection", async () => {
  const leaving = new AbortController();
  const { own } = fetchFrom(async (_, init) => {
    leaving.abort();
    init?.signal?.throwIfAborted();
    return ours("late");
  });
  const given = own("/plans.data", { signal: leaving.signal });
  await expect(given).rejects.toMatchObject({ name: "AbortError" });
});

it("does not read data of another build, but hears what became of a step", async () => {
  const { own, heard } = fetchFrom(async () => ours("{}", "2"));
  await expect(own("/plans.data")).rejects.toBeInstanceOf(OtherBuild);
  expect(heard.otherBuild).toBe(1);
  expect(await (await own("/plans.data", { method: "POST" })).text()).toBe("{}");
  expect(heard.otherBuild).toBe(2);
});

it("goes on with the routes of its own page where they cannot be asked for", async () => {
  const { own } = fetchFrom(() => Promise.reject(new TypeError("Failed to fetch")));
  const answer = await own("http://test.example/__manifest?p=%2Fplans%2Fcanada&version=1");
  expect(await answer.json()).toEqual({});
  const others = own("http://test.example/__manifest?p=%2Fagenda&version=1");
  await expect(others).rejects.toBeInstanceOf(NoConnection);
});
