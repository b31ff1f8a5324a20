/** What a link to the words before the first area names. */
export const PREAMBLE_ID = "preamble";
