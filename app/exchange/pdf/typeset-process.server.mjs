/** The process that typesets: given `{ fontPaths }` at the start, it makes a PDF for each call. */
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { data as given, serve } from "../../processes/child.mjs";

const { fontPaths } = given;
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths }] });

/** How often to try again without the characters that no font on this machine can show. */
const ATTEMPTS = 6;

/**
 * @param {string} template
 * @param {string} data JSON
 */
function compile(template, data) {
  return compiler.pdf(
    { mainFileContent: template, inputs: { data }, resetRead: true },
    { pdfStandard: "ua-1" },
  );
}

/** @param {string} character */
function spelled(character) {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
}

/**
 * The characters that a failed compilation names as impossible to show.
 * @param {unknown} error
 */
function charactersWithoutShape(error) {
  const message = error instanceof Error ? error.message : String(error);
  const found = new Set();
  for (const [, text = ""] of message.matchAll(
    /the text `\\?"((?:[^"\\]|\\.)+?)\\?"` could not be displayed/g,
  )) {
    const read = text
      .replace(/\\+u\{([0-9a-f]+)\}/gi, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
      .replace(/\\/g, "");
    for (const character of read) {
      // Never letters, digits and signs of the template's own words.
      if ((character.codePointAt(0) ?? 0) > 0x17f) found.add(character);
    }
  }
  return found;
}

/**
 * Replaces characters in all strings of a JSON text.
 * @param {string} data
 * @param {(character: string) => boolean} unwanted
 */
function spellOut(data, unwanted) {
  return JSON.stringify(JSON.parse(data), (_, value) =>
    typeof value === "string"
      ? Array.from(value, (c) => (unwanted(c) ? spelled(c) : c)).join("")
      : value,
  );
}

/**
 * Whether the fonts that come with the project surely have it: Latin letters and punctuation.
 * @param {string} character
 */
function isOurs(character) {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0x17f || (code >= 0x2009 && code <= 0x203a) || code === 0x20ac;
}

/**
 * PDF/UA allows no character without a shape, and which characters have one depends on the fonts
 * of the machine. One that has none is named by its code point instead: nothing is dropped.
 * @param {string} template
 * @param {string} data
 */
function typeset(template, data) {
  let text = data;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return compile(template, text);
    } catch (error) {
      const missing = charactersWithoutShape(error);
      if (missing.size === 0 || attempt > ATTEMPTS) throw error;
      text = spellOut(text, (c) => (attempt < ATTEMPTS ? missing.has(c) : !isOurs(c)));
    }
  }
}

serve({
  /**
   * @param {string} template
   * @param {string} data
   */
  typeset(template, data) {
    try {
      return Uint8Array.from(typeset(template, data));
    } finally {
      compiler.evictCache(4);
    }
  },
});
