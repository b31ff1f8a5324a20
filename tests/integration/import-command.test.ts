import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDocumentBySlug, listItems, updateDocument } from "#db/documents";
import { openStore } from "#db/store";
import { listVersions } from "#db/versions";
import { plainText } from "~/documents/rich-text";
import { parseReport } from "~/exchange/report";
import { DELEGATIONS } from "../../seeds/delegations";
import { bundled } from "./bundled";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const REPORT = join(ROOT, "../shared/sources/consultation-report-2001.md");
const SEED = join(ROOT, "seeds/mexico.md");

let folder: string;
const dataDir = () => join(folder, "data");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "import-command-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const BUNDLED = bundled("app/exchange/import-command.server.ts");

function run(command: readonly string[], args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, DATA_DIR: dataDir() },
  });
  return { status, stdout, stderr };
}

const runImport = (...args: string[]) => run([BUNDLED], args);

/** From its sources, as `npm run import` does: it needs no build. */
const runFromSources = (...args: string[]) =>
  run(["--import", "tsx", "app/exchange/import-command.server.ts"], args);

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("npm run import", () => {
  it("makes a plan, says so, and at the second time says what is already there", () => {
    const first = runFromSources(SEED);
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(first.stdout).toContain("MX  Plan de Acción Nacional de México: made");
    expect(first.stdout).toContain("2. Conocimiento y aprendizaje: 4 items");
    expect(first.stdout).toContain("1 plan, 8 items.");

    const second = runImport(SEED);
    expect(second.status).toBe(0);
    expect(second.stdout).toContain("already there, nothing changed");
    expect(second.stdout).toContain("--replace");
  });

  it("replaces the text with --replace, but not that of a plan that is approved", async () => {
    runImport(SEED);
    const changed = file("changed.md", readFileSync(SEED, "utf8").replace("- Crear", "- Formar"));
    expect(runImport(changed, "--replace").stdout).toContain("text replaced");

    const store = openStore(join(dataDir(), "concerted.sqlite"));
    const plan = await findDocumentBySlug(store.read, "mexico");
    const id = plan?.id ?? "";
    expect((await listItems(store.read, [id]))[0]?.text).toMatch(/^Formar/);
    expect(await listVersions(store.read, id)).toHaveLength(1);
    await store.transaction((tx) => updateDocument(tx, id, { state: "approved" }));
    await store.close();

    const refused = runImport(SEED, "--replace");
    expect(refused).toMatchObject({ status: 1, stdout: "" });
    expect(refused.stderr).toMatch(/^The plan of Mexico is approved: .*\n$/);
  });

  it("writes nothing with --dry-run", () => {
    const { status, stdout } = runImport("--dry-run", SEED);
    expect(status).toBe(0);
    expect(stdout).toContain("1 plan, 8 items.");
    expect(stdout).toContain("Nothing was written");
    expect(existsSync(dataDir())).toBe(false);
  });

  it("says what it left out, with the lines", () => {
    const report = file(
      "report.md",
      "﻿# Report\n\nTalks.\n\n## Canada\n\n### 1. Laws\n\nSee below.\n\n- Review them.\n",
    );
    const { stdout } = runImport(report, "--dry-run");
    expect(stdout).toContain("lines 1-3  section: Report");
    expect(stdout).toContain("line 9  text in an agenda that is no item: See below.");
  });

  it.each<[string, () => string[], RegExp]>([
    ["a missing file", () => [join(folder, "none.md")], /no such file/],
    ["a folder", () => [folder], /is a folder/],
    ["an empty file", () => [file("a.md", "")], /is empty/],
    ["white space only", () => [file("a.md", " \n\n")], /is empty/],
    [
      "a binary file",
      () => [file("a.md", Buffer.from([80, 75, 3, 4, 0, 0, 9]))],
      /not a text file/,
    ],
    [
      "Latin-1",
      () => [file("a.md", Buffer.from("# M\xe9xico\n", "latin1"))],
      /not encoded in UTF-8/,
    ],
    [
      "UTF-16",
      () => [file("a.md", Buffer.from("\ufeff# Canada", "utf16le"))],
      /not encoded in UTF-8/,
    ],
    [
      "50 MB",
      () => {
        const path = file("a.md", "# Canada");
        truncateSync(path, 50 * 1024 * 1024);
        return [path];
      },
      /larger than 10 MB/,
    ],
    ["no agenda", () => [file("a.md", "# Canada\n\nWords only.\n")], /no national agenda/],
    ["a strange delegation", () => [file("a.md", "---\ndelegation: XX\n---\n# P\n")], /"XX"/],
    [
      "lists thousands deep",
      () => [file("a.md", `# Canada\n\n## 1. A\n\n${"> ".repeat(20_000)}- b\n`)],
      /Cannot import/,
    ],
    ["no file", () => [], /No file given/],
    ["two files", () => [SEED, SEED], /One file at a time/],
    ["an unknown option", () => ["--force", SEED], /Unknown option --force/],
  ])("answers %s with one line, and writes nothing", (_, args, message) => {
    const { status, stdout, stderr } = runImport(...args());
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(existsSync(dataDir())).toBe(false);
  });

  it("takes a plan of thousands of items, and none that is larger than a plan can be", () => {
    const markdown = (count: number, words = "Visit school") =>
      `---\ndelegation: CA\n---\n# Plan\n\n## Prevention\n\n${Array.from(
        { length: count },
        (_, n) => `- ${words} ${n}.\n`,
      ).join("")}`;
    const large = runImport(file("large.md", markdown(3_000)));
    expect(large).toMatchObject({ status: 0, stderr: "" });
    expect(large.stdout).toContain("3000 items");
    for (const [content, problem] of [
      [markdown(4_001), "it has 4001 items"],
      [markdown(1, "x".repeat(10_001)), "its item 1.1 has a paragraph of more than 10000"],
    ] as const) {
      const refused = runImport(file("over.md", content), "--replace");
      expect(refused).toMatchObject({ status: 1, stdout: "" });
      expect(refused.stderr).toContain(problem);
      expect(refused.stderr.trim().split("\n")).toHaveLength(1);
    }
  }, 90_000);

  it("answers a database that cannot be opened with one line", () => {
    mkdirSync(join(dataDir(), "concerted.sqlite"), { recursive: true });
    const { status, stderr } = runImport(SEED);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The import failed and nothing was written: .*\n$/);
  });
});

describe.runIf(existsSync(REPORT))("the report of the consultation", () => {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

  it("gives 17, 8 and 12 items in three areas each, word for word", () => {
    const source = readFileSync(REPORT, "utf8");
    const { plans } = parseReport(source, { delegations: DELEGATIONS });
    expect(
      plans.map(({ delegation, areas }) => [delegation, ...areas.map((area) => area.items.length)]),
    ).toEqual([
      ["CA", 6, 8, 3],
      ["MX", 2, 4, 2],
      ["US", 4, 3, 5],
    ]);
    expect(plans[2]?.areas[1]?.title).not.toBe(plans[1]?.areas[1]?.title);

    const all = ` ${words(source).join(" ")} `;
    for (const { title, items } of plans.flatMap(({ areas }) => areas)) {
      for (const text of [title, ...items.map(plainText)]) {
        expect(text).not.toMatch(/\*|<|\n|\s\s|^\s|\s$/);
        expect(all.includes(` ${words(text).join(" ")} `)).toBe(true);
      }
    }
  });

  it("goes through the command", () => {
    const { status, stdout } = runImport(REPORT);
    expect(status).toBe(0);
    expect(stdout).toContain("3 plans, 37 items.");
  });
});
