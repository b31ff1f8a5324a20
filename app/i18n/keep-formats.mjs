/**
 * Runs after the catalogue is compiled. What it compiles to makes a format of `Intl` at every call, which
 * takes a hundred times as long as using one: here the generated file is given a store of those it has made.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const REGISTRY = fileURLToPath(new URL("./generated/registry.js", import.meta.url));

const STORE = `
/** @type {Map<string, unknown>} */
const kept = new Map();

/**
 * @template Format, Options
 * @param {new (locale: string, options?: Options) => Format} Made
 * @param {string} locale
 * @param {Options} options
 * @returns {Format}
 */
function keep(Made, locale, options) {
	const key = \`\${Made.name} \${locale} \${JSON.stringify(options)}\`;
	let format = /** @type {Format | undefined} */ (kept.get(key));
	if (format === undefined) {
		format = new Made(locale, options);
		kept.set(key, format);
	}
	return format;
}
`;

/**
 * The generated source with its formats kept; what has been changed already stays as it is.
 * @param {string} source
 * @throws {Error} if it makes its formats in another way than is known here.
 */
export function keepingFormats(source) {
  if (source.includes(STORE)) return source;
  const changed = source.replace(
    /\bnew (Intl\.\w+)\(locale, (options|intlOptions)\)/g,
    "keep($1, locale, $2)",
  );
  if (!changed.includes("keep(Intl.PluralRules,") || /\bnew Intl\./.test(changed)) {
    throw new Error(
      "The message catalogue is compiled to something that app/i18n/keep-formats.mjs does not know.",
    );
  }
  return `${changed.trimEnd()}\n${STORE}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(REGISTRY, keepingFormats(readFileSync(REGISTRY, "utf8")));
}
