/** Hostile updates against the real-time server's gate (tests/fuzz/run.ts), and how many a second. */
import { spawn } from "node:child_process";
import { type Bench, milliseconds } from "./measure";

const UPDATES = Number(process.env.BENCH_FUZZ_UPDATES ?? 20_000);

/** @returns what the run has written; throws it if something was broken. */
function fuzz(): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/fuzz/run.ts", String(UPDATES)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let written = "";
  child.stdout.on("data", (chunk: Buffer) => {
    written += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve(written) : reject(new Error(written))));
  });
}

export async function benchFuzz(): Promise<Bench[]> {
  let written = "";
  const ms = await milliseconds(async () => {
    written = await fuzz();
  });
  const [, sent, letThrough] = /(\d+) sent, (\d+) let through, nothing broken/.exec(written) ?? [];
  if (sent === undefined) throw new Error(written);
  return [
    {
      name: "Hostile updates against the gate, nothing broken",
      rows: [
        { label: "sent", value: Number(sent), unit: "" },
        { label: "let through", value: Number(letThrough), unit: "" },
        { label: "a second", value: (Number(sent) / ms) * 1_000, unit: "" },
      ],
    },
  ];
}
