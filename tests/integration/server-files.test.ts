/** A working server whose data folder fails it, and starts on folders that are not as they should be. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { backUp, restore } from "#db/backup";
import { UnusableData } from "#db/soundness";
import { makeFolder, openWorkspace } from "#db/workspace";
import type { Locale } from "~/context";
import { m } from "~/i18n/messages";
import { type Client, connect, until } from "./collab-harness";
import {
  environment,
  postForm,
  ROOT,
  type ServerProcess,
  signIn,
  startServer,
} from "./server-process";

const DATABASE_FILES = ["concerted.sqlite", "concerted.sqlite-wal", "concerted.sqlite-shm"];

/** A demo workspace that was filled once, for each test to have a copy of. */
let filled: string;
beforeAll(async () => {
  filled = mkdtempSync(join(tmpdir(), "concerted-filled-"));
  const server = await startServer(["--demo"], { DATA_DIR: filled });
  await server.stop();
  return () => rmSync(filled, { recursive: true, force: true });
}, 120_000);

let folder: string;
let data: string;

function copyFilled(): void {
  folder = mkdtempSync(join(tmpdir(), "concerted-files-"));
  data = join(folder, "data");
  cpSync(filled, data, { recursive: true });
}

const removeCopy = () => rmSync(folder, { recursive: true, force: true });
const path = (name: string) => join(data, name);

let server: ServerProcess | null = null;
/** Of the one who writes. Signed in once: attempts have a limit. */
let cookie = "";
let client: Client | null = null;
/** How much the server had written when the test began. */
let heard = 0;

async function run(): Promise<void> {
  copyFilled();
  server = await startServer(["--demo"], { DATA_DIR: data });
  cookie = await signIn(server.origin, "drafter.ca");
}

async function end(): Promise<void> {
  await server?.kill();
  server = null;
  removeCopy();
}

function leave(): void {
  client?.destroy();
  client = null;
}

/** Opens a plan, and writes in it what is saved. */
async function begin() {
  const origin = server?.origin ?? "";
  heard = server?.output().length ?? 0;
  const answer = await fetch(`${origin}/plans/canada/export.json`, { headers: { cookie } });
  const plan = (await answer.json()) as { id: string; areas: { items: { id: string }[] }[] };
  const item = plan.areas[0]?.items[0]?.id ?? "";
  const writer = connect(Number(new URL(origin).port), `nobody; ${cookie}`, plan.id);
  client = writer;
  await until("the plan is open", () => writer.text(item) !== "");
  const type = (text: string) => writer.type(text, item);
  type(" before");
  await until("it is saved", () => !writer.provider.hasUnsyncedChanges);
  return { type, writer, plan: plan.id, item };
}

async function health(): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${server?.origin}/healthz`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const errors = () =>
  (server?.output().slice(heard) ?? "").split("\n").filter((line) => line.includes('"level":50'));

async function comesToFail(problem: string): Promise<void> {
  await until("it is noticed", async () => (await health()).status === 503);
  expect((await health()).body).toMatchObject({ status: "failing", problem });
  await until("the log says so", () =>
    errors().some((line) => line.includes(`"problem":"${problem}"`)),
  );
}

async function comesBack({ writer }: Awaited<ReturnType<typeof begin>>): Promise<void> {
  await until("all is well", async () => (await health()).status === 200);
  await until("what waited is saved", () => !writer.provider.hasUnsyncedChanges);
}

/** Types what cannot be saved, and sends forms. */
async function nothingIsSaved(
  at: Awaited<ReturnType<typeof begin>>,
  locale: Locale,
): Promise<void> {
  at.type(" lost?");
  await until("it is told", () => at.writer.closed.includes("not-saved"));
  expect(at.writer.provider.hasUnsyncedChanges).toBe(true);
  const origin = server?.origin ?? "";
  const login = { email: "drafter.mx@demo.example", password: "concerted-demo" };
  const answer = await postForm(origin, "/login", login, { "accept-language": locale });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("set-cookie")).toBeNull();
  // Where the page can still be read, the sentence is by its form; otherwise one stands for the page.
  const inForm = m.limits_unavailable({}, { locale });
  const forPage = m.ui_error_unavailable_text({}, { locale });
  expect(await answer.text()).toMatch(new RegExp(`${inForm}|${forPage}`));
  const comment = {
    intent: "open",
    itemId: at.item,
    body: "Who funds this?",
    requestKey: "server-files-test-key",
  };
  const sent = await postForm(origin, `/documents/${at.plan}/comments`, comment, {
    cookie,
    "accept-language": locale,
  });
  expect(sent.status).toBe(503);
  // Where not even the session can be read, no route is asked, and the sentence is all there is.
  expect(await sent.text()).toMatch(new RegExp(`"code":"unavailable"|${inForm}`));
  expect(errors().filter((line) => line.includes("request failed"))).toEqual([]);
}

/** What failed for a known reason is in the log once, not at each attempt. */
function saidOnce(): void {
  expect(errors().filter((line) => line.includes('"problem":'))).toHaveLength(1);
  expect(errors().filter((line) => /updates could not|not certain/.test(line))).toEqual([]);
}

describe("while a server runs", () => {
  beforeAll(run, 60_000);
  afterEach(leave);
  afterAll(end);

  it("a second one on the same folder does not start, nor is a backup restored", async () => {
    await backUp(path("concerted.sqlite"), join(folder, "backup.sqlite"));
    const second = start();
    expect(second.status).toBe(1);
    expect(second.stderr).toMatch(
      new RegExp(
        `^A server runs on .* already \\(process ${server?.pid}, since 20.*\\): stop it first`,
      ),
    );
    expect(second.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(command("restore", join(folder, "backup.sqlite")).stderr).toMatch(/^A server runs on /);
    expect(await health()).toEqual({ status: 200, body: { status: "ok" } });
  }, 60_000);

  it("a folder that comes back is taken up again, and what waited is sent", async () => {
    const at = await begin();
    renameSync(data, `${data}.away`);
    await comesToFail("missing");
    await nothingIsSaved(at, "en");
    saidOnce();
    rmSync(data, { recursive: true, force: true });
    renameSync(`${data}.away`, data);
    await comesBack(at);
  }, 60_000);

  it("a copy in the place of the folder is not it: nothing is called saved until it is back", async () => {
    const at = await begin();
    renameSync(data, `${data}.old`);
    cpSync(`${data}.old`, data, { recursive: true });
    await comesToFail("replaced");
    await nothingIsSaved(at, "fr");
    saidOnce();
    rmSync(data, { recursive: true, force: true });
    renameSync(`${data}.old`, data);
    await comesBack(at);
  }, 60_000);

  it("a disk that takes no more, and then does again", async () => {
    const at = await begin();
    const limit = (bytes: string) =>
      execFileSync("prlimit", ["--pid", String(server?.pid), `--fsize=${bytes}:`]);
    limit("4096");
    await nothingIsSaved(at, "es");
    await comesToFail("write-failed");
    limit("unlimited");
    await comesBack(at);
  }, 60_000);

  // The last one: it ends the server, which leaves its lock as any that is killed.
  it("what was saved before the files went is rescued, and can be restored", async () => {
    await begin();
    for (const each of DATABASE_FILES) rmSync(path(each));
    await comesToFail("missing");
    await until("it is rescued", () =>
      /rescued into a copy/.test(server?.output().slice(heard) ?? ""),
    );
    const copy = readdirSync(data)
      .filter((name) => name.startsWith("concerted.rescued-"))
      .sort()
      .at(-1);
    await server?.kill();
    expect(start().stderr).toMatch(/is missing, but .*workspace\.json says/);
    expect(command("restore", path(copy ?? "")).status).toBe(0);
    server = await startServer(["--demo"], { DATA_DIR: data });
    cookie = await signIn(server.origin, "drafter.ca");
    const page = await fetch(`${server.origin}/plans/canada/export.json`, { headers: { cookie } });
    expect(await page.text()).toContain(" before");
  }, 60_000);
});

describe("while another runs", () => {
  beforeAll(run, 60_000);
  afterEach(leave);
  afterAll(end);

  it("and the database is cut short, nothing more is called saved, and it is said once", async () => {
    const at = await begin();
    truncateSync(path("concerted.sqlite"), 8192);
    await comesToFail("truncated");
    await nothingIsSaved(at, "fr");
    saidOnce();
  }, 60_000);
});

function start() {
  return spawnSync(process.execPath, ["build/process/server.js", "--demo"], {
    cwd: ROOT,
    encoding: "utf8",
    env: environment({ PORT: "0", DATA_DIR: data }),
  });
}

/** The workspace in the folder, as a server opens it once it has the lock. */
const opened = async () => {
  makeFolder(data);
  return openWorkspace(data, { alone: true });
};

function command(...args: string[]) {
  return spawnSync(process.execPath, ["node_modules/.bin/tsx", "db/backup.ts", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: environment({ DATA_DIR: data }),
  });
}

const sql = (statement: string) => {
  const connection = new Database(path("concerted.sqlite"));
  connection.exec(statement);
  connection.close();
};

/** What is wrong with a folder, and what the line has to say. */
const WRONG: [string, () => void, RegExp][] = [
  [
    "no database where there was one",
    () => rmSync(path("concerted.sqlite")),
    /is missing, but .*workspace\.json says .*restore a backup .*to begin anew, delete/,
  ],
  [
    "an empty file",
    () => truncateSync(path("concerted.sqlite"), 0),
    /is empty: restore a backup .*to begin anew, delete/,
  ],
  [
    "half of a database",
    () => truncateSync(path("concerted.sqlite"), 64 * 4096),
    /is damaged: take another one/,
  ],
  [
    "damage in the middle",
    () => {
      const bytes = readFileSync(path("concerted.sqlite"));
      bytes.fill(0x55, 4096 * 5, 4096 * 40);
      writeFileSync(path("concerted.sqlite"), bytes);
    },
    /is damaged: take another one/,
  ],
  [
    "a text",
    () => writeFileSync(path("concerted.sqlite"), "not a database\n".repeat(1000)),
    /is not a database: move it away/,
  ],
  [
    "a database of something else",
    () => {
      rmSync(path("concerted.sqlite"));
      sql("create table documents (id text)");
    },
    /is not a database of Concerted\./,
  ],
  [
    "one of a newer version",
    () => sql("insert into __drizzle_migrations (hash, created_at) values ('x', 9999999999999)"),
    /was made by a newer version of Concerted: use that version/,
  ],
  [
    "one of another workspace",
    () => sql("update workspace set id = 'another'"),
    /is of another workspace than .*workspace\.json says/,
  ],
  [
    "a rescued copy and nothing else",
    () => {
      copyFileSync(path("concerted.sqlite"), path("concerted.rescued-2026.sqlite"));
      rmSync(path("concerted.sqlite"));
      rmSync(path("workspace.json"));
    },
    /is missing, but concerted\.rescued-2026\.sqlite is beside it: restore that/,
  ],
  [
    "a file in the place of the folder",
    () => {
      rmSync(data, { recursive: true });
      writeFileSync(data, "");
    },
    /is not a folder: set DATA_DIR/,
  ],
];

describe("a start", () => {
  beforeEach(copyFilled);
  afterEach(removeCopy);

  it("that cannot be is one line and exit code 1, also of a command", () => {
    rmSync(path("concerted.sqlite"));
    for (const { status, stdout, stderr } of [start(), command("backup", path("copy"))]) {
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    }
  }, 60_000);

  it.each(WRONG)("on %s says what to do, and changes nothing", async (_, harm, line) => {
    harm();
    const before = existsSync(path("concerted.sqlite")) && readFileSync(path("concerted.sqlite"));
    const error = await opened().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnusableData);
    const { message } = error as UnusableData;
    expect(message).toMatch(line);
    expect(message).not.toContain("\n");
    const after = existsSync(path("concerted.sqlite")) && readFileSync(path("concerted.sqlite"));
    expect(Buffer.compare(Buffer.from(after || ""), Buffer.from(before || ""))).toBe(0);
  });

  it("after the marker was deleted begins anew", async () => {
    rmSync(path("concerted.sqlite"));
    rmSync(path("workspace.json"));
    await (await opened()).close();
    expect(existsSync(path("workspace.json"))).toBe(true);
  });

  it("on a folder of an earlier version makes a marker, and lets space be given back", async () => {
    rmSync(path("workspace.json"));
    sql("pragma auto_vacuum = none; vacuum");
    await (await opened()).close();
    const { workspace } = JSON.parse(readFileSync(path("workspace.json"), "utf8"));
    expect(workspace).toMatch(/^[0-9a-f-]{36}$/);
    const connection = new Database(path("concerted.sqlite"));
    expect(connection.pragma("auto_vacuum", { simple: true })).toBe(2);
    connection.close();
  });

  it("after a restore in the place of a damaged database, which is kept", async () => {
    await backUp(path("concerted.sqlite"), join(folder, "backup.sqlite"));
    writeFileSync(path("concerted.sqlite"), "not a database\n".repeat(1000));
    const kept = await restore(path("concerted.sqlite"), join(folder, "backup.sqlite"), new Date());
    expect(readFileSync(kept ?? "", "utf8")).toMatch(/^not a database/);
    await (await opened()).close();
  });
});
