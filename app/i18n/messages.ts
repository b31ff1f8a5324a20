/** The message catalogue: `m.key(inputs, { locale })`, typed, in the reader's language by default. */
export { m } from "./generated/messages.js";
