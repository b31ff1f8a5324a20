/**
 * What another Node process holds on to. What the system counts as its memory is more: V8 collects when it
 * has to, not when it could.
 */
import { WebSocket } from "ws";

/** Where a process that was started with `--inspect` says, on its standard error, that it listens. */
export const INSPECTOR = /Debugger listening on (ws:\/\/\S+)/;

/** Megabytes of objects and buffers in use, after a collection of all that is not. */
export async function memoryInUse(inspector: string): Promise<number> {
  const ws = new WebSocket(inspector, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => ws.once("open", resolve).once("error", reject));
  try {
    const ask = (method: string, params: object = {}) =>
      new Promise<unknown>((resolve) => {
        ws.once("message", (data: Buffer) => resolve(JSON.parse(data.toString())));
        ws.send(JSON.stringify({ id: 1, method, params }));
      });
    await ask("HeapProfiler.collectGarbage");
    const answer = (await ask("Runtime.evaluate", {
      expression: "process.memoryUsage().heapUsed + process.memoryUsage().external",
    })) as { result: { result: { value: number } } };
    return answer.result.result.value / 1e6;
  } finally {
    ws.terminate();
  }
}
