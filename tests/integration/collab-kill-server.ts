/** A server process for the test that kills it: `collab-kill-server.ts FILE` prints its port. */
import { startServer } from "./collab-harness";

const server = await startServer({}, process.argv[2]);
process.stdout.write(`${server.port}\n`);
