/** How the server starts: in production on an empty database, and not at all on wrong settings. */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { until } from "./collab-harness";
import { environment, postForm, ROOT, type ServerProcess, startServer } from "./server-process";

let server: ServerProcess | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** The link that makes the first account, once it has been printed. */
async function firstLink({ output }: ServerProcess): Promise<string> {
  const link = () => /^(https?:\S+)\n/m.exec(output())?.[1];
  await until("the link is printed", () => link() !== undefined);
  return link() ?? "";
}

describe("in production", () => {
  it("there are no demo accounts, and one link makes the first account, once", async () => {
    server = await startServer([]);
    const { origin, output } = server;
    const link = await firstLink(server);
    expect(link.startsWith(`${origin}/setup/`)).toBe(true);
    const login = await (await fetch(`${origin}/login`)).text();
    expect(login).not.toContain("demo.example");
    const demo = { email: "secretariat@demo.example", password: "concerted-demo" };
    expect((await postForm(origin, "/login", demo)).status).toBe(400);

    const path = new URL(link).pathname;
    const account = { name: "First", email: "first@x.example", password: "long words together" };
    const joined = await postForm(origin, path, account);
    expect(joined.status).toBe(302);
    const cookie = joined.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await fetch(`${origin}/people`, { headers: { cookie } })).status).toBe(200);
    const again = await postForm(origin, path, { ...account, email: "second@x.example" });
    expect(again.status).toBe(409);
    expect(again.headers.get("set-cookie")).toBeNull();
    expect((await fetch(link)).status).toBe(410);
    // The secret of the link is on the terminal, not in the log.
    const token = path.split("/").at(-1) ?? "";
    const lines = output().split("\n");
    expect(lines.filter((line) => line.includes(token))).toEqual([link]);
  }, 60_000);

  it("over https, cookies are for https alone and browsers are told to stay there", async () => {
    const PORT = String(await freePort());
    server = await startServer([], { PORT, ORIGIN: "https://plans.example.org" });
    const { headers } = await fetch(`${server.origin}/login`);
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
    const link = new URL(await firstLink(server));
    expect(link.origin).toBe("https://plans.example.org");
    const account = { name: "First", email: "first@x.example", password: "long words together" };
    const joined = await postForm(server.origin, link.pathname, account, {
      origin: "https://plans.example.org",
      // As the proxy in front has to set it (docs/operations.md).
      "x-forwarded-host": "plans.example.org",
    });
    expect(joined.headers.get("set-cookie")).toMatch(
      /^__Host-concerted_session=[a-z0-9]+;.*\bSecure\b/,
    );
    const local = await postForm(server.origin, "/login", {}, { origin: server.origin });
    expect(local.status).toBe(403);
  }, 60_000);
});

describe("with wrong settings", () => {
  it.each<[string, string[], Record<string, string>]>([
    ["an unknown option", ["--demos"], {}],
    ["a port that is none", [], { PORT: "http" }],
    ["a setting that does not exist", [], { SESSION_SECRET: "x" }],
    ["an open address without a public one", [], { HOST: "0.0.0.0" }],
    ["a demo for the network", ["--demo"], { HOST: "0.0.0.0", ORIGIN: "https://a.example" }],
  ])("it says in one line what to do: %s", (_, args, settings) => {
    const folder = mkdtempSync(join(tmpdir(), "concerted-start-"));
    const dataDir = join(folder, "data");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["build/process/server.js", ...args],
      {
        cwd: ROOT,
        encoding: "utf8",
        env: environment({ PORT: "0", DATA_DIR: dataDir, ...settings }),
      },
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(existsSync(dataDir)).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
