import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** They change what is global, as an editor outside a browser asks for. */
const CHANGE_GLOBALS = ["tests/unit/plans-convergence.test.ts", "tests/unit/plans-pairs.test.ts"];

export default defineConfig({
  resolve: { alias: { "~": here("./app"), "#db": here("./db") } },
  test: {
    // The slowest files wait for servers and commands of their own: two go well on two cores.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        // Pure code keeps nothing between files, so each process reads it once for all of them.
        extends: true,
        test: {
          name: "pure",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          exclude: CHANGE_GLOBALS,
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: "apart", include: ["tests/integration/**/*.test.ts", ...CHANGE_GLOBALS] },
      },
    ],
  },
});
