/** A server process for the tests that kill it: `collab-kill-server.ts FILE LIMITS` prints its port. */
import { startServer } from "./collab-harness";

const server = await startServer(JSON.parse(process.argv[3] ?? "{}"), process.argv[2]);
process.stdout.write(`${server.port}\n`);
