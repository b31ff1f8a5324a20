/** The lines at the top of a plan file that say whose plan it is, and in which language. */
import { LOCALES, type Locale } from "../context";
import { delegationNamed, type KnownDelegation } from "./report-delegations";

/** The lines at the top of a plan file say something that cannot be. */
export class UnreadableReport extends Error {
  override readonly name = "UnreadableReport";
}

export interface Fields {
  delegation?: KnownDelegation;
  language?: Locale;
}

/**
 * Takes the lines between `---` off the top, leaving empty ones so that line numbers hold.
 * @throws UnreadableReport if they name an unknown delegation or language.
 */
export function splitFields(
  markdown: string,
  delegations: readonly KnownDelegation[],
): { fields: Fields; body: string } {
  const [block] = /^---[ \t]*\r?\n(?:[a-z]+:[^\n]*\n)+---[ \t]*(?:\r?\n|$)/iu.exec(markdown) ?? [];
  if (!block) return { fields: {}, body: markdown };
  const fields: Fields = {};
  for (const [, key = "", value = ""] of block.matchAll(/^([a-z]+):[ \t]*(.*?)[ \t]*\r?$/gimu)) {
    if (key.toLowerCase() === "delegation") {
      fields.delegation =
        delegations.find(({ code }) => code.toLowerCase() === value.toLowerCase()) ??
        delegationNamed(value, delegations)?.delegation;
      if (!fields.delegation) {
        const known = delegations.map(({ code }) => code).join(", ");
        throw new UnreadableReport(`the delegation "${value}" is not one of ${known}`);
      }
    } else if (key.toLowerCase() === "language") {
      fields.language = LOCALES.find((locale) => locale === value.toLowerCase());
      if (!fields.language) {
        throw new UnreadableReport(`the language "${value}" is not one of ${LOCALES.join(", ")}`);
      }
    }
  }
  const empty = "\n".repeat(block.split("\n").length - 1);
  return { fields, body: empty + markdown.slice(block.length) };
}
