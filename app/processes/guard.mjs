/**
 * A thread in each child process that ends the process when it holds too much memory, or when the
 * server that it works for is gone. The work itself is done by native code on the main thread,
 * which answers nothing meanwhile: so neither a message nor a timer there could stop it, and V8's
 * own limits do not count native memory.
 */
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

const CHECK_EVERY_MS = 25;
const MEGABYTE = 1024 * 1024;

const { memoryMb, parent } = workerData;

/** @param {string} reason */
function end(reason) {
  try {
    writeSync(2, `process ${process.pid} ended: ${reason}\n`);
  } catch {
    // No one reads it.
  }
  process.kill(process.pid, "SIGKILL");
}

setInterval(() => {
  const held = process.memoryUsage.rss() / MEGABYTE;
  if (held > memoryMb) end(`it held ${Math.round(held)} MB, and may hold ${memoryMb} MB`);
  if (process.ppid !== parent) end("the server is gone");
}, CHECK_EVERY_MS);
