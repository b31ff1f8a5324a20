/** What no page sends, sent to every route of the built server: an answer that says so, and no error. */
import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { ServerBuild } from "@remix-run/node";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "./collab-harness";
import { postForm, ROOT, type ServerProcess, signIn, startServer } from "./server-process";

let server: ServerProcess;
let cookie: string;
let paths: { path: string; isAction: boolean }[];

beforeAll(async () => {
  // Everything is sent in seconds.
  server = await startServer(["--demo"], {
    FORMS_PER_MINUTE: "100000",
    FORMS_PER_MINUTE_SIGNED_OUT: "100000",
    EXPORTS_PER_MINUTE: "100000",
  });
  cookie = await signIn(server.origin, "secretariat");
  const build = (await import(
    /* @vite-ignore */ pathToFileURL(join(ROOT, "build/server/index.js")).href
  )) as ServerBuild;
  paths = Object.values(build.routes)
    .filter((route) => route?.id !== "root")
    .map((route) => ({
      path: `/${(route?.path ?? "").replace(/:\w+|\*/g, "canada")}`,
      isAction: route?.module.action !== undefined,
    }));
}, 120_000);

afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** As `fetch` would not let one: any method, host, address and header. */
function send({ method = "POST", path, headers = {}, body = "" }: Sent): Promise<number> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const length = { "content-length": Buffer.byteLength(body) };
    const request = httpRequest(
      { hostname, port, method, path, headers: { ...length, ...headers }, agent: false },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? 0));
      },
    );
    request.once("error", reject);
    request.end(body);
  });
}

/** The lines of the log that are no plain information. */
const complaints = () =>
  server
    .output()
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("Concerted is ready"))
    .filter((line) => !line.startsWith("{") || JSON.parse(line).level > 30);

const FORM = "application/x-www-form-urlencoded";
/** What is sent, and what a route that takes forms may answer to someone who is signed in. */
const HOSTILE: Record<string, [type: string | null, body: string | Buffer, status: number[]]> = {
  text: ["text/plain", "a=b", [415]],
  json: ["application/json", '{"a":1}', [415]],
  "no type": [null, "a=b", [415]],
  "no boundary": ["multipart/form-data", "--x", [415]],
  "broken multipart": ["multipart/form-data; boundary=x", "--y\r\nContent", [400]],
  "a cut multipart": [
    "multipart/form-data; boundary=x",
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
    [400],
  ],
  "a file": [
    "multipart/form-data; boundary=x",
    '--x\r\nContent-Disposition: form-data; name="a"; filename="f"\r\n\r\nb\r\n--x--\r\n',
    [415],
  ],
  "bad escapes": [FORM, "intent=%ff&a=%", [400]],
  "bad bytes": [FORM, Buffer.from([97, 61, 0xff, 0xfe]), [400]],
  "too many fields": [FORM, "a=b&".repeat(2_000), [413]],
  "too much": [FORM, `a=${"b".repeat(3_000_000)}`, [413]],
};

async function inTurns<T>(work: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...work];
  const turn = async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) await each(one);
  };
  await Promise.all(Array.from({ length: 4 }, turn));
}

it("every kind of body that is no form is refused by every route, and is no error", async () => {
  const cases = paths.flatMap((route) =>
    Object.entries(HOSTILE).flatMap(([kind, sent]) =>
      [true, false].map((isSignedIn) => ({ ...route, kind, sent, isSignedIn })),
    ),
  );
  expect(paths.filter(({ isAction }) => isAction).length).toBeGreaterThan(10);
  await inTurns(
    cases,
    async ({ path, isAction, kind, sent: [type, body, statuses], isSignedIn }) => {
      const status = await send({
        path,
        body,
        headers: {
          origin: server.origin,
          ...(type === null ? {} : { "content-type": type }),
          ...(isSignedIn ? { cookie } : {}),
        },
      });
      const what = `${kind} to ${path}, signed ${isSignedIn ? "in" : "out"}`;
      // Who is not signed in is told that first.
      if (!isSignedIn) expect([...statuses, 302, 401, 405, 413], what).toContain(status);
      else if (isAction) expect(statuses, what).toContain(status);
      else expect([405, 413], what).toContain(status);
    },
  );
  expect(complaints()).toEqual([]);
}, 120_000);

it("who asks for the connection to be closed still hears why a body was refused", async () => {
  const { hostname, port } = new URL(server.origin);
  // As many clients do: everything is sent before the answer is read.
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  const isOver = once(socket, "close");
  const write = promisify<string, void>(socket.write.bind(socket));
  await write(
    `POST /login HTTP/1.1\r\nhost: ${hostname}:${port}\r\norigin: ${server.origin}\r\ncontent-type: ${FORM}\r\ncontent-length: 3000000\r\nconnection: close\r\n\r\n`,
  );
  for (let sent = 0; sent < 3; sent += 1) {
    // The refusal is ready long before the body has come.
    await delay(200);
    await write("b".repeat(1_000_000));
  }
  let answer = "";
  socket.on("data", (data) => {
    answer += data;
  });
  socket.once("end", () => socket.end());
  await isOver;
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
});

it("methods that no page uses are refused", async () => {
  const methods = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"];
  await inTurns(
    paths.flatMap(({ path }) => methods.map((method) => ({ path, method }))),
    async ({ path, method }) => {
      const headers = { origin: server.origin, cookie, "content-type": FORM };
      expect(await send({ method, path, headers }), `${method} ${path}`).toBe(405);
    },
  );
  expect(complaints()).toEqual([]);
}, 60_000);

it("addresses and hosts that cannot be read are refused", async () => {
  const long = "a".repeat(9_000);
  const cases: [Sent, number][] = [
    [{ path: "/login", headers: { host: "a b" } }, 400],
    [{ path: "/login", headers: { host: "[" } }, 400],
    [{ path: "/%ff" }, 400],
    [{ path: "/plans/%E0%A4%A" }, 400],
    [{ path: "/plans/a%00b" }, 400],
    [{ path: "/assets/%ff" }, 400],
    [{ path: "/login?to=%zz" }, 400],
    [{ path: "/documents/x/mentionable?q=%00" }, 400],
    [{ path: `/login?to=${long}` }, 414],
    [{ path: `/plans/${long}` }, 414],
    [{ path: "/login", headers: { "x-long": "a".repeat(20_000) } }, 431],
    [{ path: "/login", headers: { cookie: "a".repeat(20_000) } }, 431],
  ];
  for (const [sent, status] of cases) {
    const asked = { ...sent, method: "GET" };
    expect(await send(asked), sent.path.slice(0, 40)).toBe(status);
  }
  expect(complaints()).toEqual([]);
});

it("parameters of any words, long ones too, are an answer and no error", async () => {
  const word = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.constantFrom("__proto__", "constructor", "-1", "1e999", "9".repeat(400), "a".repeat(2_000)),
  );
  const gets = paths.filter(({ path }) => !/export|report/.test(path));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...gets), word, word, async ({ path }, part, value) => {
      const filled = path.replaceAll("canada", encodeURIComponent(part) || "x");
      const names = ["area", "plan", "item", "with", "from", "to", "itemId", "threadId", "sha256"];
      const query = new URLSearchParams(names.map((name) => [name, value.slice(0, 500)]));
      const asked = `${filled}?${query}`;
      const status = await send({ method: "GET", path: asked, headers: { cookie } });
      expect(status, asked).toBeLessThan(500);
    }),
    { numRuns: 150 },
  );
  expect(complaints()).toEqual([]);
}, 120_000);

it("fields of any words are an answer and no error", async () => {
  const word = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.constantFrom("", "{}", "[]", "null", '{"type":"doc","content":[]}', "\0", "9".repeat(400)),
    fc.constantFrom(
      "open",
      "propose",
      "compile",
      "give",
      "object",
      "invite",
      "set",
      "save",
      "undo",
    ),
    fc.constant("[".repeat(50_000)),
  );
  const names = fc.constantFrom(
    ...["intent", "items", "text", "basis", "kind", "itemId", "areaId", "body", "step", "hash"],
    ...["details", "justification", "drafts", "reason", "role", "email", "password", "language"],
    ...["closes", "deadline", "timeZone", "position", "note", "updatedAt", "id", "__proto__"],
  );
  const actions = paths.filter(({ path, isAction }) => isAction && path !== "/logout");
  const fields = fc.array(fc.tuple(names, word), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...actions), fields, async ({ path }, filled) => {
      const answer = await postForm(server.origin, path, Object.fromEntries(filled), { cookie });
      await answer.arrayBuffer();
      expect(answer.status, `${path} ${JSON.stringify(filled).slice(0, 200)}`).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
  expect(complaints()).toEqual([]);
}, 120_000);

it("a form that was not read does not keep what comes after it waiting", async () => {
  const { hostname, port } = new URL(server.origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (method: string, path: string, body: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = {
        origin: server.origin,
        "content-type": FORM,
        "content-length": body.length,
      };
      const request = httpRequest({ hostname, port, method, path, headers, agent }, (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? 0));
      });
      request.once("error", reject);
      request.end(body);
    });
  for (const size of [10, 100_000, 1_000_000]) {
    const unread = await ask("POST", "/documents/plan/comments", `a=${"b".repeat(size)}`);
    expect(unread).toBe(401);
    expect(await ask("GET", "/healthz", "")).toBe(200);
  }
  agent.destroy();
});

it("a real form still does what it is for", async () => {
  const answer = await postForm(server.origin, "/theme", { theme: "dark", to: "/plans" });
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "/plans"]);
  await until("its line is in the log", () => server.output().includes('"path":"/theme"'));
});
