/** `npm run bench [-- NAME…]`: runs the benchmarks, or those named, and prints their figures. */
import type { BenchResult } from "./propagation";

const BENCHES: Record<string, () => Promise<BenchResult>> = {
  propagation: async () => (await import("./propagation")).benchPropagation(),
  pdf: async () => (await import("./pdf")).benchPdf(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark is called ${unknown.join(", ")}. There are: ${Object.keys(BENCHES).join(", ")}.\n`,
  );
  process.exit(1);
}

for (const [name, run] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const result = await run();
  const width = Math.max(...result.rows.map(({ label }) => label.length));
  const lines = result.rows.map(
    ({ label, median, unit }) =>
      `  ${label.padEnd(width)}  ${median.toFixed(2).padStart(9)} ${unit}`,
  );
  process.stdout.write(`${result.name}\n${lines.join("\n")}\n\n`);
}
// Sockets to servers that have ended may linger.
process.exit(0);
