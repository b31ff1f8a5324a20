import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSessions } from "~/accounts/sessions.server";
import { cookieOf, openWorkspace, type Workspace } from "./accounts-workspace";

const DAY = 86_400_000;
let workspace: Workspace;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  workspace = await openWorkspace();
  await workspace.addPerson({ id: "ana", name: "Ana", locale: "es" });
});
afterEach(async () => {
  vi.useRealTimers();
  await workspace.close();
});

const open = async () => cookieOf(await workspace.sessions.create("ana"));
const idIn = (cookie: string) => cookie.split("=")[1] ?? "";
const wait = (days: number) => vi.setSystemTime(Date.now() + days * DAY);

test("a session brings back its person, and nothing of their password", async () => {
  const cookie = await open();
  expect(await workspace.sessions.validate(`theme=dark; ${cookie}`)).toEqual({
    person: {
      id: "ana",
      name: "Ana",
      email: "ana@x.example",
      role: "drafter",
      delegation: "CA",
      locale: "es",
    },
    sessionId: idIn(cookie),
  });
});

test("the database holds the hash of a session id, never the id", async () => {
  const id = idIn(await open());
  expect(id.length).toBeGreaterThanOrEqual(32);
  const database = new Database(workspace.file, { readonly: true });
  const rows = database.prepare("select id from sessions").pluck().all();
  database.close();
  expect(rows).toEqual([createHash("sha256").update(id).digest("hex")]);
  for (const suffix of ["", "-wal"]) {
    expect(readFileSync(workspace.file + suffix).includes(id)).toBe(false);
  }
  // What is stored does not open the session either.
  const { person } = await workspace.sessions.validate(`concerted_session=${rows[0]}`);
  expect(person).toBeNull();
});

describe("how long a session lasts", () => {
  test("it ends 14 days after the last visit, and its cookie is taken away", async () => {
    const cookie = await open();
    wait(15);
    const { person, setCookie } = await workspace.sessions.validate(cookie);
    expect(person).toBeNull();
    expect(setCookie).toMatch(/^concerted_session=; .*Max-Age=0/);
  });

  test("a visit in its second half renews it, one in its first half does not", async () => {
    const cookie = await open();
    wait(6);
    expect((await workspace.sessions.validate(cookie)).setCookie).toBeUndefined();
    wait(6);
    expect((await workspace.sessions.validate(cookie)).setCookie).toContain(cookie);
    wait(13);
    expect((await workspace.sessions.validate(cookie)).person?.id).toBe("ana");
    wait(15);
    expect((await workspace.sessions.validate(cookie)).person).toBeNull();
  });

  test("the rows of those that are over can be dropped", async () => {
    await open();
    wait(10);
    const newer = await open();
    wait(5);
    await workspace.sessions.deleteExpired();
    const database = new Database(workspace.file, { readonly: true });
    expect(database.prepare("select count(*) from sessions").pluck().get()).toBe(1);
    database.close();
    expect((await workspace.sessions.validate(newer)).person?.id).toBe("ana");
  });
});

test("signing out ends this session and no other", async () => {
  const [here, there] = [await open(), await open()];
  expect(await workspace.sessions.invalidate(idIn(here))).toContain("Max-Age=0");
  expect((await workspace.sessions.validate(here)).person).toBeNull();
  expect((await workspace.sessions.validate(there)).person?.id).toBe("ana");
});

test.each([
  null,
  undefined,
  "",
  "concerted_session=",
  "concerted_session=%zz",
  "other=1; ;;=",
  `concerted_session=${"x".repeat(9000)}`,
])("%j is nobody", async (header) => {
  expect((await workspace.sessions.validate(header)).person).toBeNull();
});

test("someone whose access was withdrawn is nobody, and their session only says so", async () => {
  await workspace.addPerson({ id: "eve", withdrawnAt: 1 });
  const cookie = cookieOf(await workspace.sessions.create("eve"));
  const nobody = { person: null, sessionId: null, withdrawn: { by: null } };
  expect(await workspace.sessions.validate(cookie)).toEqual(nobody);
  expect(await workspace.sessions.validate(cookie)).toEqual(nobody);
});

test("a demo account is somebody in the demo only", async () => {
  await workspace.addPerson({ id: "demo", demo: true });
  const demo = createSessions(workspace.store, { secure: false, demo: true });
  const cookie = cookieOf(await demo.create("demo"));
  expect((await demo.validate(cookie)).person?.id).toBe("demo");
  expect((await workspace.sessions.validate(cookie)).person).toBeNull();
});

test("the cookie is out of reach of scripts and of other sites", async () => {
  const plain = await workspace.sessions.create("ana");
  expect(plain).toMatch(
    /^concerted_session=[a-z0-9]+; HttpOnly; Max-Age=\d+; Path=\/; SameSite=Lax$/,
  );
  const secure = createSessions(workspace.store, { secure: true, demo: false });
  const cookie = await secure.create("ana");
  expect(cookie).toMatch(/^__Host-concerted_session=[a-z0-9]+; .*SameSite=Lax; Secure$/);
  expect(cookie).not.toContain("Domain");
  expect((await secure.validate(cookieOf(cookie))).person?.id).toBe("ana");
});

test("a session opened in a transaction that fails does not exist", async () => {
  let cookie = "";
  await expect(
    workspace.store.transaction(async (tx) => {
      cookie = cookieOf(await workspace.sessions.create("ana", tx));
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect((await workspace.sessions.validate(cookie)).person).toBeNull();
});
