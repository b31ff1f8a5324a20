import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, describe, expect, test } from "vitest";
import {
  loggablePath,
  originAllowed,
  originGuard,
  requestId,
  requestLog,
} from "~/accounts/http-guards.server";

describe("where a request comes from, with a configured origin", () => {
  const ours = "https://workspace.example";
  const allowed = (headers: object) =>
    originAllowed({ host: "workspace.example", ...headers }, ours);

  test("its own pages", () => expect(allowed({ origin: ours })).toBe(true));

  test.each([
    "https://evil.example",
    "http://workspace.example",
    "https://workspace.example:8443",
    "https://workspace.example.evil.example",
    "https://workspace.example, https://evil.example",
    "null",
    "",
  ])("not %j", (origin) => expect(allowed({ origin })).toBe(false));

  test("the Host header does not make another origin ours", () => {
    expect(originAllowed({ host: "evil.example", origin: "https://evil.example" }, ours)).toBe(
      false,
    );
  });

  test.each([
    [undefined, true],
    ["same-origin", true],
    ["none", true],
    ["same-site", false],
    ["cross-site", false],
    ["", false],
  ])("without an Origin, Sec-Fetch-Site %j: %s", (site, expected) => {
    expect(allowed(site === undefined ? {} : { "sec-fetch-site": site })).toBe(expected);
  });
});

describe("where a request comes from, with none configured", () => {
  test.each([
    ["http://127.0.0.1:3000", "127.0.0.1:3000", true],
    ["http://localhost:3000", "localhost:3000", true],
    ["http://[::1]:3000", "[::1]:3000", true],
    ["http://127.0.0.1:4000", "127.0.0.1:3000", false],
    ["http://localhost:3000", "127.0.0.1:3000", false],
    // A foreign name that was made to point at this machine.
    ["http://evil.example:3000", "evil.example:3000", false],
    ["http://127.0.0.1.evil.example", "127.0.0.1.evil.example", false],
    ["http://127.0.0.1:3000/path", "127.0.0.1:3000", false],
    ["null", "127.0.0.1:3000", false],
    ["http://127.0.0.1:3000", undefined, false],
  ])("%s asking %s: %s", (origin, host, expected) => {
    expect(originAllowed({ origin, host }, null)).toBe(expected);
  });
});

test("a path in the log has no query and no invitation token", () => {
  expect(loggablePath("/join/secret?x=1")).toBe("/join/:token");
  expect(loggablePath("/setup/secret.data?_routes=x")).toBe("/setup/:token");
  expect(loggablePath("/login?to=/plans")).toBe("/login");
  expect(loggablePath("/plans/canada")).toBe("/plans/canada");
});

describe("in front of a server", () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function serve() {
    const lines: Record<string, unknown>[] = [];
    const note = (fields: object) => lines.push({ ...fields });
    const app = express();
    let clock = 1000;
    app.use(
      requestId,
      requestLog({ info: note, warn: note, error: note }, () => (clock += 5)),
    );
    app.use(originGuard({ origin: null }));
    app.all("*", (_request, response) => {
      response.locals.personId = "p1";
      response.send("done");
    });
    server = createServer(app).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return { base: `http://127.0.0.1:${port}`, lines };
  }

  test("foreign mutations get 403, everything else passes", async () => {
    const { base } = await serve();
    const ask = async (method: string, origin?: string) =>
      (await fetch(`${base}/x`, { method, headers: origin ? { Origin: origin } : {} })).status;
    expect(await ask("POST", "https://evil.example")).toBe(403);
    expect(await ask("DELETE", "null")).toBe(403);
    expect(await ask("GET", "https://evil.example")).toBe(200);
    expect(await ask("POST", base)).toBe(200);
    expect(await ask("POST")).toBe(200);
  });

  test("each request has an id of its own and one line in the log", async () => {
    const { base, lines } = await serve();
    const response = await fetch(`${base}/join/secret?token=secret`, {
      headers: { "X-Request-Id": "forged" },
    });
    await response.text();
    const id = response.headers.get("X-Request-Id");
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await expect.poll(() => lines).toHaveLength(1);
    expect(lines[0]).toEqual({
      method: "GET",
      path: "/join/:token",
      status: 200,
      finished: true,
      ms: 5,
      requestId: id,
      personId: "p1",
    });
    expect(JSON.stringify(lines)).not.toContain("secret");
  });

  test("what every page asks every few seconds has no line, unless it goes wrong", async () => {
    const { base, lines } = await serve();
    await (await fetch(`${base}/inbox/count`)).text();
    const foreign = { method: "POST", headers: { Origin: "https://evil.example" } };
    await (await fetch(`${base}/inbox/count`, foreign)).text();
    await expect.poll(() => lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ method: "POST", status: 403 });
  });
});
