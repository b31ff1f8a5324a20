/** What the server as a whole answers: headers, doors, exports, and an import beside it. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HocuspocusProvider } from "@hocuspocus/provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { BUILD_MARK } from "~/build-mark";
import { documentName } from "~/collab/protocol";
import { readDocument } from "~/documents/document";
import { plainText } from "~/documents/rich-text";
import { until } from "./collab-harness";
import {
  environment,
  postForm,
  ROOT,
  type ServerProcess,
  signIn,
  startServer,
} from "./server-process";

let server: ServerProcess;
const cookies = new Map<string, string>();

beforeAll(async () => {
  server = await startServer(["--demo"]);
  for (const who of ["drafter.ca", "drafter.mx", "drafter.us", "observer", "secretariat"]) {
    cookies.set(who, await signIn(server.origin, who));
  }
}, 120_000);

afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

function get(path: string, who?: string, headers: Record<string, string> = {}): Promise<Response> {
  const cookie = who === undefined ? undefined : cookies.get(who);
  return fetch(server.origin + path, {
    headers: { ...(cookie ? { cookie } : {}), ...headers },
    redirect: "manual",
  });
}

/** The directives of a content security policy. */
function policyOf(response: Response): Record<string, string[]> {
  const header = response.headers.get("content-security-policy") ?? "";
  return Object.fromEntries(
    header.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

describe("every answer", () => {
  it("says that the server is well", async () => {
    const response = await get("/healthz");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    expect(await response.json()).toEqual({ status: "ok" });
  });

  it("is marked as the server's, with its build, whatever it says", async () => {
    const marks = new Set<string | null>();
    const paths = ["/login", "/healthz", "/plans", "/nothing", "/assets/none.js", "/favicon.svg"];
    for (const path of [...paths, "/service-worker.js", "/plans/canada/export.json"]) {
      marks.add((await get(path)).headers.get(BUILD_MARK));
    }
    const foreign = await postForm(server.origin, "/login", {}, { origin: "http://a.example" });
    marks.add(foreign.headers.get(BUILD_MARK));
    expect(marks.size).toBe(1);
    expect([...marks][0]).toMatch(/^\w+$/);
    // The service worker can import nothing: it spells the name out.
    expect(readFileSync(join(ROOT, "public/service-worker.js"), "utf8")).toContain(
      `"${BUILD_MARK}"`,
    );
  });

  it("of a page lets run what the server wrote, and nothing inline besides", async () => {
    const response = await get("/login");
    const policy = policyOf(response);
    const [, nonce = ""] = /'nonce-([^']+)'/.exec(policy["script-src"]?.join(" ") ?? "") ?? [];
    expect(nonce.length).toBeGreaterThanOrEqual(22);
    expect(policy).toEqual({
      "default-src": ["'self'"],
      "script-src": ["'self'", `'nonce-${nonce}'`],
      "style-src": ["'self'", `'nonce-${nonce}'`],
      "img-src": ["'self'", "data:"],
      "font-src": ["'self'"],
      "connect-src": ["'self'"],
      "object-src": ["'none'"],
      "base-uri": ["'none'"],
      "form-action": ["'self'"],
      "frame-ancestors": ["'none'"],
    });
    const html = await response.text();
    const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].map(
      ([, attributes = ""]) => attributes,
    );
    expect(scripts.length).toBeGreaterThan(0);
    for (const attributes of scripts) {
      expect(attributes).toMatch(/\bsrc="\/|\bnonce="/);
      const own = /\bnonce="([^"]*)"/.exec(attributes)?.[1];
      if (own !== undefined) expect(own).toBe(nonce);
    }
    expect(html).not.toMatch(/\sstyle="|\son[a-z]+="|javascript:/);

    const again = policyOf(await get("/login"))["script-src"];
    expect(again).not.toEqual(policy["script-src"]);
  });

  it.each(["/", "/login", "/nowhere", "/healthz", "/plans/canada/export.json", "/favicon.svg"])(
    "of %s has the headers that protect",
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("x-powered-by")).toBeNull();
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      // Only over https, which this server is not.
      expect(headers.get("strict-transport-security")).toBeNull();
    },
  );

  it("has an id that is the server's own, and a line in the log", async () => {
    const response = await get("/healthz?secret=1", undefined, { "x-request-id": "mine" });
    const id = response.headers.get("x-request-id") ?? "";
    expect(id).not.toBe("mine");
    await until("the line is written", () => server.output().includes(id));
    const line = server
      .output()
      .split("\n")
      .find((each) => each.includes(id));
    expect(JSON.parse(line ?? "")).toMatchObject({
      msg: "request",
      method: "GET",
      path: "/healthz",
      status: 200,
      requestId: id,
    });
  });
});

describe("what a page says", () => {
  it("is kept by no browser, be it the page or the data of one that is open", async () => {
    for (const path of ["/plans", "/plans/canada", "/plans/canada/history", "/plans/canada.data"]) {
      const response = await get(path, "drafter.ca");
      expect(response.status, path).toBe(200);
      expect(response.headers.get("cache-control"), path).toContain("no-store");
    }
  });
});

describe("what the build made", () => {
  it("may be kept for ever, as its names change with it", async () => {
    const [asset = ""] = readdirSync(join(ROOT, "build/client/assets"));
    const response = await get(`/assets/${asset}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await get("/assets/none-12345678.js")).status).toBe(404);
    for (const path of ["/assets/../server/index.js", "/assets/%2e%2e/%2e%2e/server/index.js"]) {
      expect((await get(path)).status, path).not.toBe(200);
    }
  });
});

describe("the doors", () => {
  it.each(["/plans", "/plans/canada", "/agenda", "/plans/canada/history", "/people"])(
    "%s leads whoever is signed out to the sign-in page, and back",
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(302);
      const to = new URL(response.headers.get("location") ?? "", server.origin);
      expect(to.pathname).toBe("/login");
      expect(to.searchParams.get("to")).toBe(path);
    },
  );

  it("open to those who may, and to no others", async () => {
    expect((await get("/plans/canada", "drafter.ca")).status).toBe(200);
    expect((await get("/plans/canada", "secretariat")).status).toBe(200);
    expect((await get("/plans/canada", "drafter.mx")).status).toBe(403);
    expect((await get("/plans/canada/history", "observer")).status).toBe(403);
    expect((await get("/people", "drafter.ca")).status).toBe(403);
    expect((await get("/people", "secretariat")).status).toBe(200);
    expect((await get("/agenda", "observer")).status).toBe(200);
  });

  it("lead nowhere where there is nothing", async () => {
    for (const path of ["/nowhere", "/plans/canada/nowhere", "/wp-login.php"]) {
      expect((await get(path)).status, path).toBe(404);
      expect((await get(path, "secretariat")).status, path).toBe(404);
    }
    expect((await get("/plans/nowhere", "secretariat")).status).toBe(404);
  });

  it("are shut to what another site sends", async () => {
    const fields = { email: "drafter.ca@demo.example", password: "concerted-demo" };
    for (const origin of ["https://elsewhere.example", "null", "http://localhost:1"]) {
      for (const path of ["/login", "/logout", "/locale", "/theme", "/plans/canada", "/nowhere"]) {
        const response = await postForm(server.origin, path, fields, { origin });
        expect(response.status, `${path} from ${origin}`).toBe(403);
        expect(response.headers.get("set-cookie")).toBeNull();
      }
    }
  });

  it("give a cookie that scripts cannot read and other sites do not send", async () => {
    const response = await postForm(server.origin, "/login", {
      email: "Drafter.CA@demo.example",
      password: "concerted-demo",
      to: "/plans/canada",
    });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("/plans/canada");
    const [pair = "", ...attributes] = (response.headers.get("set-cookie") ?? "").split("; ");
    expect(pair).toMatch(/^concerted_session=[a-z0-9]{20,}$/);
    expect(attributes).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Lax", "Path=/"]));
    // Without https a browser would not keep a cookie that is marked for it.
    expect(attributes).not.toContain("Secure");

    const out = await postForm(server.origin, "/logout", {}, { cookie: pair });
    expect(out.status).toBe(302);
    const over = await fetch(`${server.origin}/plans`, {
      headers: { cookie: pair },
      redirect: "manual",
    });
    expect(over.status).toBe(302);
  });

  it("give no cookie for a wrong password, and do not lead to other sites", async () => {
    const email = "member.us@demo.example";
    const wrong = await postForm(server.origin, "/login", { email, password: "wrong-password" });
    expect(wrong.status).toBe(400);
    expect(wrong.headers.get("set-cookie")).toBeNull();
    for (const to of ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"]) {
      const fields = { email, password: "concerted-demo", to };
      const response = await postForm(server.origin, "/login", fields);
      expect(new URL(response.headers.get("location") ?? "", server.origin).origin).toBe(
        server.origin,
      );
    }
  });
});

describe("exports", () => {
  it.each(["/plans/canada/export.json", "/plans/canada/export.pdf", "/agenda/export.json"])(
    "%s is not for whoever is signed out",
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(401);
      expect(response.headers.get("location")).toBeNull();
    },
  );

  it("of an open plan are for its delegation and the region, not for others", async () => {
    for (const format of ["json", "pdf"]) {
      const path = `/plans/canada/export.${format}`;
      expect((await get(path, "drafter.us")).status).toBe(403);
      expect((await get(path, "drafter.ca")).status).toBe(200);
    }
    expect((await get("/plans/canada/export.json", "observer")).status).toBe(200);
    expect((await get("/plans/nowhere/export.json", "drafter.ca")).status).toBe(404);
  });

  it("of a plan as JSON have the shape that others build on, and nothing more", async () => {
    const response = await get("/plans/canada/export.json", "drafter.ca");
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const plan = await response.json();
    expect(Object.keys(plan)).toEqual([
      "id",
      "slug",
      "kind",
      "title",
      "state",
      "language",
      "areas",
    ]);
    expect(plan).toMatchObject({ slug: "canada", kind: "plan", state: "open", language: "en" });
    expect(plan.areas.map(({ items }: { items: unknown[] }) => items.length)).toEqual([6, 8, 3]);
    for (const [a, area] of plan.areas.entries()) {
      expect(Object.keys(area)).toEqual(["id", "title", "items"]);
      for (const [i, item] of area.items.entries()) {
        // Brackets are named only where there are any.
        expect(Object.keys(item).filter((key) => key !== "brackets")).toEqual([
          "id",
          "ref",
          "text",
          "lead",
          "partners",
          "due",
          "indicator",
        ]);
        expect(item.ref).toBe(`CA ${a + 1}.${i + 1}`);
        for (const value of Object.values(item)) expect(typeof value).toBe("string");
      }
    }
  });

  it("of the agenda as JSON name the sources and positions of each item too", async () => {
    for (const version of ["", "?version=negotiating", "?version=clean"]) {
      const response = await get(`/agenda/export.json${version}`, "secretariat");
      expect(response.status).toBe(200);
      const agenda = await response.json();
      expect(agenda).toMatchObject({ slug: "agenda", kind: "agenda", state: "zero-draft" });
      const items = agenda.areas.flatMap(({ items }: { items: object[] }) => items);
      expect(items.length).toBeGreaterThan(0);
      for (const item of items) {
        // Brackets are named only where there are any.
        expect(Object.keys(item).filter((key) => key !== "brackets")).toEqual([
          "id",
          "ref",
          "text",
          "lead",
          "partners",
          "due",
          "indicator",
          "sources",
          "positions",
        ]);
        expect(item.ref).toMatch(/^\d+\.\d+$/);
        for (const position of item.positions) {
          const keys = [
            "delegation",
            "position",
            "current",
            ...(version.endsWith("clean") ? [] : ["note"]),
          ];
          expect(Object.keys(position)).toEqual(keys);
        }
        for (const source of item.sources) {
          expect(Object.keys(source)).toEqual(["ref", "itemId", "plan", "disposition", "drifted"]);
          expect(source.ref).toMatch(/^(CA|MX|US) \d+\.\d+$/);
          expect(["canada", "mexico", "united-states"]).toContain(source.plan);
        }
      }
    }
  });
});

describe("an import beside the running server", () => {
  it("shows the new plan in open editors at once, and no copy in memory undoes it", async () => {
    const before = await (await get("/plans/mexico/export.json", "drafter.mx")).json();
    const cookie = cookies.get("drafter.mx") ?? "";
    class WithCookie extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie, origin: server.origin } });
      }
    }
    const doc = new Y.Doc();
    const provider = new HocuspocusProvider({
      url: `${server.origin.replace("http", "ws")}/collab`,
      name: documentName(before.id),
      document: doc,
      token: "cookie",
      WebSocketPolyfill: WithCookie,
    } as ConstructorParameters<typeof HocuspocusProvider>[0]);
    try {
      await until("the editor has the plan", () => provider.synced);
      const firstText = () => {
        const item = readDocument(doc).areas[0]?.items[0];
        return item ? plainText(item.text) : "";
      };
      expect(firstText()).toBe(before.areas[0].items[0].text);

      const file = join(server.dataDir, "changed.md");
      const seed = readFileSync(join(ROOT, "seeds/mexico.md"), "utf8");
      writeFileSync(file, seed.replace("- Crear", "- Formar"));
      const { status, stderr } = spawnSync(
        process.execPath,
        ["--import", "tsx", "app/exchange/import-command.server.ts", file, "--replace"],
        { cwd: ROOT, encoding: "utf8", env: environment({ DATA_DIR: server.dataDir }) },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      await until("the editor shows the new text", () => firstText().startsWith("Formar"));

      // What is typed on after that is added to the new text, not to a stale copy of the old one.
      const item = readDocument(doc).areas[0]?.items[0]?.id ?? "";
      doc.getMap<Y.Map<unknown>>("items").get(item)?.set("lead", "Secretaría");
      await until("it is saved", () => provider.unsyncedChanges === 0);
      await until("the export has both", async () => {
        const { areas } = await (await get("/plans/mexico/export.json", "drafter.mx")).json();
        const [first] = areas[0].items;
        return first.text.startsWith("Formar") && first.lead === "Secretaría";
      });
      const page = await (await get("/plans/mexico", "drafter.mx")).text();
      expect(page).toContain("Formar");
      expect(page).not.toContain("Crear una comisión");
    } finally {
      provider.destroy();
      doc.destroy();
    }
  });
});
