/**
 * Loaded before the server by tests that let time pass: `Date.now` is ahead by `CLOCK_AHEAD`
 * milliseconds, and by as many as the test sends later. Nothing else in the server knows of it.
 */
const real = Date.now;
let ahead = Number(process.env.CLOCK_AHEAD ?? 0);
Date.now = () => real() + ahead;

process.on("message", (message) => {
  ({ ahead } = message);
  process.send({ ahead });
});
// The server ends when its work does, whether or not the test still listens.
process.channel?.unref();
