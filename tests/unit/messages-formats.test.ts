/** What the catalogue is compiled to keeps the formats it makes. */
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { LOCALES } from "~/context";
import { plural } from "~/i18n/generated/registry.js";
import { keepingFormats } from "~/i18n/keep-formats.mjs";

test("plural forms are those of each language, and each is made once", () => {
  const counts = [0, 1, 1.5, 2, 3, 11, 1_000_000];
  const rules = Object.fromEntries(LOCALES.map((locale) => [locale, new Intl.PluralRules(locale)]));
  const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
  let made = 0;
  class PluralRules extends Intl.PluralRules {
    constructor(...given: ConstructorParameters<typeof Intl.PluralRules>) {
      super(...given);
      made += 1;
    }
  }
  vi.stubGlobal("Intl", { PluralRules });
  try {
    for (const locale of [...LOCALES, ...LOCALES]) {
      for (const count of counts)
        expect(plural(locale, count, {})).toBe(rules[locale]?.select(count));
    }
    expect(made).toBe(LOCALES.length);
    // Other options are another format.
    expect(plural("en", 2, { type: "ordinal" })).toBe(ordinals.select(2));
  } finally {
    vi.unstubAllGlobals();
  }
});

test("what is not known is not changed in silence, and what is changed stays", () => {
  const once = keepingFormats(
    "export const plural = (locale, input, options) => new Intl.PluralRules(locale, options).select(input);",
  );
  expect(once).toContain("keep(Intl.PluralRules, locale, options)");
  expect(keepingFormats(once)).toBe(once);
  expect(() => keepingFormats("export const plural = () => 'other';")).toThrow(/keep-formats/);
  const all = readFileSync(
    new URL("../../app/i18n/generated/registry.js", import.meta.url),
    "utf8",
  );
  expect(keepingFormats(all)).toBe(all);
});
