/** Every route takes forms in the one way, and in it nothing is read before it is known who asks. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { beforeEach, describe, expect, it } from "vitest";
import { formAction, isFormAction } from "~/accounts/form-action.server";
import { createRequestLimits, type RequestLimits } from "~/accounts/request-limits.server";
import { Refused } from "~/refusal";

const routes = import.meta.glob<{ action?: unknown }>([
  "../../app/routes/*.{ts,tsx}",
  "../../app/routes/*/route.{ts,tsx}",
  "../../app/root.tsx",
]);

describe("every route", () => {
  it("has an action made by formAction, or none", async () => {
    const modules = await Promise.all(
      Object.entries(routes).map(async ([file, load]) => ({ file, ...(await load()) })),
    );
    expect(modules.length).toBeGreaterThan(30);
    const others = modules.filter(({ action }) => action !== undefined && !isFormAction(action));
    expect(others.map(({ file }) => file)).toEqual([]);
    expect(modules.filter(({ action }) => isFormAction(action)).length).toBeGreaterThan(10);
  });
});

const rates = { formsPerMinute: 2, formsPerMinuteSignedOut: 3, exportsPerMinute: 1 };
let requestLimits: RequestLimits;
beforeEach(() => {
  requestLimits = createRequestLimits(rates);
});

const action = formAction({
  sender: "person",
  read(form) {
    if (form.get("a") === "wrong") throw new Refused("invalid", "a");
    return String(form.get("a"));
  },
  perform: async (a) => Response.json({ a }),
  refused: ({ code, status }) => Response.json({ code }, { status }),
});

/** A form that says whether anything of it was read. */
function sent(person: { id: string } | null, { body = "a=b", method = "POST", type = "" } = {}) {
  let reads = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        reads += 1;
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request("http://x.example/", {
    method,
    body: stream,
    duplex: "half",
    headers: { "content-type": type || "application/x-www-form-urlencoded" },
  } as RequestInit);
  const context = { person, requestLimits, address: "10.0.0.1", locale: "es" };
  const args = { request, params: {}, context } as unknown as ActionFunctionArgs;
  return { args, read: () => reads > 0 };
}

const statusOf = (answer: Promise<Response>) =>
  answer.catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });

describe("a form action", () => {
  it("reads the form of someone signed in", async () => {
    expect(await (await action(sent({ id: "p" }).args)).json()).toEqual({ a: "b" });
    const wrong = await action(sent({ id: "p" }, { body: "a=wrong" }).args);
    expect([wrong.status, await wrong.json()]).toEqual([400, { code: "invalid" }]);
  });

  it("reads nothing of who is not, of another method, and of who sent too many", async () => {
    const signedOut = sent(null);
    expect((await action(signedOut.args)).status).toBe(401);
    expect(signedOut.read()).toBe(false);

    const put = sent({ id: "p" }, { method: "PUT" });
    const answer = await statusOf(action(put.args));
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    expect(put.read()).toBe(false);

    for (let i = 0; i < rates.formsPerMinute; i += 1) await action(sent({ id: "q" }).args);
    const over = sent({ id: "q" });
    const refused = await action(over.args);
    expect([refused.status, await refused.json()]).toEqual([429, { code: "too-many" }]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(over.read()).toBe(false);
    // The limit is each person's own.
    expect((await action(sent({ id: "r" }).args)).status).toBe(200);
  });

  it("says in the reader's language what it does not read", async () => {
    const answer = await statusOf(action(sent({ id: "p" }, { type: "text/plain" }).args));
    expect(answer.status).toBe(415);
    expect(await answer.text()).toMatch(/^El espacio de trabajo/);
  });

  it("counts who is signed out by address", async () => {
    const open = formAction({
      sender: "anyone",
      read: () => null,
      perform: async () => new Response(null),
      refused: ({ status }) => new Response(null, { status }),
    });
    for (let i = 0; i < rates.formsPerMinuteSignedOut; i += 1) {
      expect((await open(sent(null).args)).status).toBe(200);
    }
    expect((await open(sent(null).args)).status).toBe(429);
  });

  it("counts exports apart from forms", async () => {
    const who = { person: { id: "p" }, address: "a" };
    expect(await requestLimits.export(who)).toBeNull();
    expect(await requestLimits.export(who)).toBeGreaterThan(0);
    expect(await requestLimits.form(who)).toBeNull();
  });
});
