/**
 * Loaded before the server by tests that let time pass: `Date.now` goes ahead by as many
 * milliseconds as the test sends. Nothing else in the server knows of it.
 */
const real = Date.now;
let ahead = 0;
Date.now = () => real() + ahead;

process.on("message", ({ advance }) => {
  ahead += advance;
  process.send({ ahead });
});
// The server ends when its work does, whether or not the test still listens.
process.channel.unref();
