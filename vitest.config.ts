import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** They change what is global, as an editor outside a browser asks for, or count what is made once. */
const CHANGE_GLOBALS = [
  "tests/unit/amendments-suggestion-store.test.ts",
  "tests/unit/collab-copy-database.test.ts",
  "tests/unit/messages-formats.test.ts",
  "tests/unit/documents-convergence.test.ts",
  "tests/unit/documents-pairs.test.ts",
];

const renamed = CHANGE_GLOBALS.filter((path) => !existsSync(here(`./${path}`)));
if (renamed.length > 0) throw new Error(`There is no ${renamed.join(", ")}.`);

export default defineConfig({
  resolve: { alias: { "~": here("./app"), "#db": here("./db") } },
  test: {
    // The slowest files wait for servers and commands of their own: two go well on two cores.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        // Neither keeps anything between files but what it has read: each process reads the code
        // once for all of them. Workspaces and servers are made and ended by each file.
        extends: true,
        test: {
          name: "together",
          include: ["tests/unit/**/*.test.{ts,tsx}", "tests/integration/**/*.test.ts"],
          exclude: CHANGE_GLOBALS,
          isolate: false,
        },
      },
      { extends: true, test: { name: "apart", include: CHANGE_GLOBALS } },
    ],
  },
});
