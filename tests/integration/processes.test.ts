/** Costly work in a child process: at a limit the work is ended, and not only the waiting for it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { projectFile } from "#db/project-file";
import {
  createProcessPool,
  type ProcessPool,
  type ProcessPoolSettings,
} from "~/processes/process-pool.server";
import { until } from "./collab-harness";

let folder: string;
let program: string;
const pools: ProcessPool[] = [];

beforeAll(() => {
  // Inside the project, where its packages are found.
  folder = mkdtempSync(join(tmpdir(), "concerted-processes-"));
  program = join(folder, "program.mjs");
  const child = pathToFileURL(projectFile("app/processes/child.mjs")).href;
  writeFileSync(
    program,
    `import { writeFileSync } from "node:fs";
     import { data, serve } from ${JSON.stringify(child)};
     const held = [];
     serve({
       echo: (word) => word,
       pid: () => process.pid,
       given: () => data,
       secrets: () => Object.keys(process.env).filter((name) => name.startsWith("SMTP")),
       fail: () => { throw new Error("no such text"); },
       crash: () => process.exit(3),
       endless: (file) => { writeFileSync(file, String(process.pid)); for (;;); },
       greedy: (file) => {
         writeFileSync(file, String(process.pid));
         // Native memory, which V8's own limit does not count.
         for (;;) held.push(Buffer.alloc(4 * 1024 * 1024, 1));
       },
       hoard: () => { const rows = []; for (;;) rows.push({ row: rows.length, words: [1, 2, 3] }); },
     });`,
  );
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pool(change: Partial<ProcessPoolSettings> = {}): ProcessPool {
  const made = createProcessPool({
    file: program,
    timeLimit: 30_000,
    memoryMb: 400,
    queue: { total: 10, perOwner: 10 },
    idleAfter: 60_000,
    ...change,
  });
  pools.push(made);
  return made;
}

const me = { owner: "me" };
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const pidIn = (file: string) => Number(readFileSync(file, "utf8"));
const isWritten = async (file: string) => {
  try {
    return pidIn(file) > 0;
  } catch {
    return false;
  }
};

describe("a job that is too much", () => {
  it("is ended at the limit of time with its process, and the next one is done", async () => {
    const here = pool({ timeLimit: 1_500 });
    const file = join(folder, "endless");
    const endless = expect(here.run("endless", [file], me)).rejects.toMatchObject({
      name: "WorkStopped",
      reason: "time",
    });
    const next = here.run("echo", ["next"], me);
    await endless;
    expect(await next).toBe("next");
    await until("its process is gone", async () => !isAlive(pidIn(file)));
  });

  it("is ended at the limit of memory, native memory included", async () => {
    const here = pool({ memoryMb: 300 });
    const file = join(folder, "greedy");
    await expect(here.run("greedy", [file], me)).rejects.toMatchObject({
      name: "WorkStopped",
      reason: "memory",
    });
    expect(isAlive(pidIn(file))).toBe(false);
    expect(await here.run("echo", ["next"], me)).toBe("next");
  });

  it("is ended at the limit of memory where it is V8's", async () => {
    const here = pool({ memoryMb: 200 });
    await expect(here.run("hoard", [], me)).rejects.toMatchObject({ reason: "memory" });
  });

  it("that ends its process is not tried again, and the others go on", async () => {
    const here = pool();
    const results = await Promise.allSettled([
      here.run("echo", ["first"], me),
      here.run("crash", [], me),
      here.run("echo", ["second"], me),
      here.run("fail", [], me),
      here.run("echo", ["third"], me),
    ]);
    expect(
      results.map((one) => (one.status === "fulfilled" ? one.value : one.reason.message)),
    ).toMatchObject([
      "first",
      expect.stringContaining("exitCode: `3`"),
      "second",
      "no such text",
      "third",
    ]);
  });

  it("is no concern of the next where its process died between two jobs", async () => {
    const here = pool();
    const pid = await here.run<number>("pid", [], me);
    process.kill(pid, "SIGKILL");
    await until("it is gone", async () => !isAlive(pid));
    expect(await here.run("echo", ["next"], me)).toBe("next");
  });
});

describe("a job that no one wants any more", () => {
  it("leaves the queue, or is ended with its process", async () => {
    const here = pool();
    const file = join(folder, "unwanted");
    const [running, waiting] = [new AbortController(), new AbortController()];
    const first = expect(
      here.run("endless", [file], { ...me, signal: running.signal }),
    ).rejects.toThrow("left");
    const second = expect(
      here.run("echo", ["second"], { ...me, signal: waiting.signal }),
    ).rejects.toThrow("left");
    await until("it has begun", () => isWritten(file));
    waiting.abort(new Error("left"));
    await second;
    running.abort(new Error("left"));
    await first;
    expect(await here.run("echo", ["third"], me)).toBe("third");
    expect(isAlive(pidIn(file))).toBe(false);
  });
});

describe("the queue in front of a process", () => {
  it("is bounded, for all and for one person, and serves people in turn", async () => {
    const here = pool({ queue: { total: 4, perOwner: 3 } });
    const done: string[] = [];
    const run = (owner: string, word: string) =>
      here.run<string>("echo", [word], { owner }).then((answer) => done.push(answer));
    const first = run("a", "a0");
    const jobs = ["a1", "a2", "a3", "b1"].map((word) => run(word.charAt(0), word));
    await expect(run("b", "b2")).rejects.toMatchObject({ code: "too-many" });
    await Promise.all([first, ...jobs]);
    expect(done).toEqual(["a0", "a1", "b1", "a2", "a3"]);
    const many = ["a", "a", "a", "a"].map((owner) => run(owner, "many"));
    await expect(run("a", "one more")).rejects.toMatchObject({ code: "too-many" });
    await Promise.all([...many, run("b", "b3")]);
  });

  it("is told when the process is closed, which ends what runs", async () => {
    const here = pool();
    const file = join(folder, "closed");
    const both = Promise.allSettled([
      here.run("endless", [file], me),
      here.run("echo", ["waits"], me),
    ]);
    await until("it has begun", () => isWritten(file));
    await here.close();
    expect((await both).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(here.run("echo", ["late"], me)).rejects.toThrow("closed");
    expect(isAlive(pidIn(file))).toBe(false);
  });
});

describe("a child process", () => {
  it("gets what it is given at its start, and nothing of the server's secrets", async () => {
    process.env.SMTP_URL = "smtp://user:secret@127.0.0.1";
    try {
      const here = pool({ data: { fonts: ["one"] } });
      expect(await here.run("given", [], me)).toEqual({ fonts: ["one"] });
      expect(await here.run("secrets", [], me)).toEqual([]);
    } finally {
      delete process.env.SMTP_URL;
    }
  });

  it("ends when it has had nothing to do for long", async () => {
    const here = pool({ idleAfter: 1 });
    const pid = await here.run<number>("pid", [], me);
    await until("it is gone", async () => !isAlive(pid));
    expect(await here.run("echo", ["again"], me)).toBe("again");
  });
});
