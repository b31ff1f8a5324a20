/** `npm run bench [-- NAME…]`: runs the benchmarks, or those named, and prints their figures. */
import type { Bench } from "./measure";

const BENCHES: Record<string, () => Promise<Bench[]>> = {
  propagation: async () => (await import("./propagation")).benchPropagation(),
  memory: async () => (await import("./memory")).benchMemory(),
  history: async () => (await import("./history")).benchHistory(),
  typing: async () => (await import("./typing")).benchTyping(),
  meeting: async () => (await import("./meeting")).benchMeeting(),
  related: async () => (await import("./related")).benchRelated(),
  grouping: async () => (await import("./grouping")).benchGrouping(),
  scale: async () => (await import("./scale")).benchScale(),
  discussion: async () => (await import("./discussion")).benchDiscussion(),
  hostile: async () => (await import("./hostile")).benchHostile(),
  fuzz: async () => (await import("./fuzz")).benchFuzz(),
  versions: async () => (await import("./versions")).benchVersions(),
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

function print({ name, rows }: Bench): void {
  const width = Math.max(...rows.map(({ label }) => label.length));
  const lines = rows.map(
    ({ label, value, unit }) => `  ${label.padEnd(width)}  ${value.toFixed(2).padStart(9)} ${unit}`,
  );
  process.stdout.write(`${name}\n${lines.join("\n")}\n\n`);
}

for (const [name, run] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  for (const bench of await run()) print(bench);
}
// Sockets to servers that have ended may linger.
process.exit(0);
