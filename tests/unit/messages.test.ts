/** The catalogue: three whole languages, each message in use, written as its readers write. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { LOCALES } from "~/context";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CATALOGUE = join(ROOT, "app/i18n/messages");

interface Variants {
  declarations: string[];
  selectors: string[];
  match: Record<string, string>;
}

/** A message is a text, or one text for each plural form. */
type Message = string | [Variants];

const rooms = readdirSync(join(CATALOGUE, "en")).map((file) => file.replace(/\.json$/, ""));

function readRoom(locale: string, room: string): Record<string, Message> {
  const { $schema: _, ...messages } = JSON.parse(
    readFileSync(join(CATALOGUE, locale, `${room}.json`), "utf8"),
  );
  return messages;
}

const textsOf = (message: Message): string[] =>
  typeof message === "string" ? [message] : Object.values(message[0].match);

/** What has to be given to show it: declared for a plural, otherwise named in the text. */
function inputsOf(message: Message): string[] {
  const declared =
    typeof message === "string"
      ? []
      : message[0].declarations.flatMap((line) => /^input (\w+)$/.exec(line)?.[1] ?? []);
  const named = textsOf(message).flatMap((text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
  );
  return [...new Set([...declared, ...named])].sort();
}

function eachText(locale: string): [key: string, text: string][] {
  return rooms.flatMap((room) =>
    Object.entries(readRoom(locale, room)).flatMap(([key, message]) =>
      textsOf(message).map((text): [string, string] => [key, text]),
    ),
  );
}

describe.each(rooms)("the room %s", (room) => {
  const english = readRoom("en", room);
  const keys = Object.keys(english);

  it("names its messages after itself, in snake case", () => {
    const shape = new RegExp(`^${room}(_[a-z0-9]+)+$`);
    expect(keys.filter((key) => !shape.test(key))).toEqual([]);
  });

  it.each(LOCALES)("is whole in %s, with the same inputs and plurals", (locale) => {
    const messages = readRoom(locale, room);
    expect(Object.keys(messages).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      const [message, original] = [messages[key], english[key]];
      if (message === undefined || original === undefined) continue;
      expect({ key, inputs: inputsOf(message) }).toEqual({ key, inputs: inputsOf(original) });
      expect({ key, plural: typeof message }).toEqual({ key, plural: typeof original });
      if (typeof message === "string" || typeof original === "string") continue;
      expect(message).toHaveLength(1);
      expect(message[0].declarations).toEqual(original[0].declarations);
      expect(message[0].selectors).toEqual(original[0].selectors);
    }
  });

  it.each(LOCALES)("has a form for every count in %s", (locale) => {
    for (const [key, message] of Object.entries(readRoom(locale, room))) {
      if (typeof message === "string") continue;
      const { declarations, selectors, match } = message[0];
      // Each selector is a plural of one of the inputs; the last form takes what is left.
      for (const selector of selectors) {
        const line = declarations.find((each) => each.startsWith(`local ${selector} = `));
        expect(line, key).toMatch(/^local \w+ = \w+: plural$/);
      }
      const forms = Object.keys(match);
      expect(forms.at(-1), key).toBe(selectors.map((selector) => `${selector}=*`).join(", "));
      const known = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      for (const part of forms.flatMap((form) => form.split(", "))) {
        const [selector = "", category = ""] = part.split("=");
        expect(selectors, key).toContain(selector);
        expect([...known, "*"], key).toContain(category);
      }
    }
  });
});

describe("the use of messages", () => {
  const sources = ["app", "seeds"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.tsx?$/.test(path) && !path.includes("generated"))
      .map((path) => readFileSync(join(ROOT, folder, path), "utf8"))
      .filter((source) => source.includes('i18n/messages"')),
  );
  // Without comments, which may speak of `m.key`.
  const code = sources.map((source) =>
    source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, ""),
  );
  const used = new Set(
    code.flatMap((source) => [...source.matchAll(/\bm\s*\.([a-z]\w*)/g)].map(([, key]) => key)),
  );
  const keys = rooms.flatMap((room) => Object.keys(readRoom("en", room)));

  it("names each key once", () => {
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it("leaves no message unused", () => {
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  it("asks for none that does not exist", () => {
    expect([...used].filter((key) => !keys.includes(key ?? ""))).toEqual([]);
  });

  it("never makes a key at run time", () => {
    expect(code.filter((source) => /\bm\s*\[/.test(source))).toEqual([]);
  });
});

describe("how messages are written", () => {
  it.each(LOCALES)("with the marks that print has, in %s", (locale) => {
    const wrong = eachText(locale).filter(
      ([, text]) =>
        text === "" ||
        text !== text.trim() ||
        /\.\.\.|['"]| {2}|\t|\n/.test(text) ||
        text.normalize("NFC") !== text,
    );
    expect(wrong).toEqual([]);
  });

  it("in French with spaces that do not break before ; ? ! : » and after «", () => {
    const wrong = eachText("fr").filter(([, text]) => {
      const plain = text.replaceAll(/https?:\/\/|mailto:/g, "");
      return /(?<!\u202f)[;?!]|(?<!\u00a0)[:»]|«(?!\u00a0)/.test(plain);
    });
    expect(wrong).toEqual([]);
  });

  it("in French and Spanish with « », never “ ”", () => {
    const wrong = [...eachText("fr"), ...eachText("es")].filter(([, text]) => /[“”„]/.test(text));
    expect(wrong).toEqual([]);
  });

  it("in Spanish with ¿ and ¡ before what ? and ! end", () => {
    const wrong = eachText("es").filter(([, text]) =>
      /[¿?¡!]/.test(text.replaceAll(/¿[^¿?]*\?/g, "").replaceAll(/¡[^¡!]*!/g, "")),
    );
    expect(wrong).toEqual([]);
  });
});
