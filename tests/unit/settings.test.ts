import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, LIMITS, type Limits } from "~/collab-limits.server";
import { RATE_LIMITS } from "~/limits";
import { readSettings } from "~/settings.server";

const read = (environment: Record<string, string | undefined> = {}, ...args: string[]) =>
  readSettings(environment, args);

describe("the settings", () => {
  it("are safe and complete where nothing is set", () => {
    expect(read()).toEqual({
      port: 3000,
      host: "127.0.0.1",
      dataDir: "./data",
      origin: null,
      sessionDays: 14,
      logLevel: "info",
      trustProxy: false,
      mail: null,
      rates: RATE_LIMITS,
      collab: DEFAULT_LIMITS,
      mode: "production",
    });
  });

  it("are taken from the environment", () => {
    expect(
      read({
        PORT: "8080",
        HOST: "0.0.0.0",
        DATA_DIR: "/var/lib/concerted",
        ORIGIN: "https://plans.example.org",
        SESSION_DAYS: "30",
        LOG_LEVEL: "warn",
        TRUST_PROXY: "1",
        PATH: "/usr/bin",
      }),
    ).toEqual({
      port: 8080,
      host: "0.0.0.0",
      dataDir: "/var/lib/concerted",
      origin: "https://plans.example.org",
      sessionDays: 30,
      logLevel: "warn",
      trustProxy: true,
      mail: null,
      rates: RATE_LIMITS,
      collab: DEFAULT_LIMITS,
      mode: "production",
    });
  });

  it("count as not set where they are empty", () => {
    const empty = { PORT: "", HOST: "", DATA_DIR: "", ORIGIN: "", SESSION_DAYS: "" };
    expect(read(empty)).toEqual(read());
  });

  it("keep the demo's data apart, unless told where to keep it", () => {
    expect(read({}, "--demo")).toMatchObject({ mode: "demo", dataDir: "./data/demo" });
    expect(read({ DATA_DIR: "/tmp/d" }, "--demo").dataDir).toBe("/tmp/d");
    expect(read({}, "--dev")).toMatchObject({ mode: "development", dataDir: "./data/development" });
  });

  it.each<[name: string, good: string[], bad: string[]]>([
    ["PORT", ["0", "1", "65535"], ["-1", "65536", "80.5", "http", "0x50", "1e3", " 80"]],
    ["HOST", ["127.0.0.1", "::1", "localhost"], ["http://127.0.0.1", "a b", "127.0.0.1/8"]],
    [
      "ORIGIN",
      ["https://plans.example.org", "http://127.0.0.1:3000", "https://a.example:8443"],
      [
        "plans.example.org",
        "https://plans.example.org/",
        "https://plans.example.org/plans",
        "https://Plans.example.org",
        "ftp://plans.example.org",
        "https://a.example, https://b.example",
        "null",
      ],
    ],
    ["SESSION_DAYS", ["1", "90"], ["0", "91", "fourteen", "1.5", "-3"]],
    ["LOG_LEVEL", ["debug", "info", "warn", "error", "silent"], ["verbose", "INFO", "trace"]],
    ["TRUST_PROXY", ["0", "1"], ["true", "yes", "2"]],
  ])("%s takes what it can mean, and nothing else", (name, good, bad) => {
    for (const value of good) expect(() => read({ [name]: value })).not.toThrow();
    for (const value of bad) {
      // One line that names the setting and where it is explained.
      const line = new RegExp(`^${name} .+ \\(see docs/operations\\.md\\)\\.$`);
      expect(() => read({ [name]: value }), value).toThrow(line);
    }
  });

  it.each(["SESSION_DAY", "SESSION_SECRET", "CONCERTED_PORT", "COLLAB_SOCKETS"])(
    "%s is a slip",
    (name) => {
      expect(() => read({ [name]: "1" })).toThrow(
        new RegExp(`^${name} is no setting of Concerted: .*docs/operations\\.md`),
      );
      expect(() => read({ [name]: "" })).toThrow(name);
    },
  );

  it.each(["--Demo", "--port=80", "demo"])("%j is no option", (option) => {
    expect(() => read({}, option)).toThrow(
      `Unknown option ${option}: only --demo and --dev are known.`,
    );
  });
});

describe("the settings of mail", () => {
  const ORIGIN = "https://plans.example.org";
  const SMTP_URL = "smtps://plans:a%20secret@mail.example.org";
  const MAIL_FROM = "Concerted <plans@example.org>";

  it("name a server and a sender", () => {
    expect(read({ ORIGIN, SMTP_URL, MAIL_FROM }).mail).toEqual({
      server: {
        host: "mail.example.org",
        port: 465,
        secure: true,
        requireTLS: false,
        auth: { user: "plans", pass: "a secret" },
      },
      from: MAIL_FROM,
    });
    const plain = read({ ORIGIN, SMTP_URL: "smtp://mail.example.org", MAIL_FROM }).mail?.server;
    expect(plain).toEqual({
      host: "mail.example.org",
      port: 587,
      secure: false,
      requireTLS: true,
    });
    const here = read({ ORIGIN, SMTP_URL: "smtp://127.0.0.1:2525", MAIL_FROM }).mail?.server;
    expect(here).toMatchObject({ host: "127.0.0.1", port: 2525, requireTLS: false });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["a server without a sender", { ORIGIN, SMTP_URL }, /^SMTP_URL and MAIL_FROM go together/],
    ["a sender without a server", { ORIGIN, MAIL_FROM }, /^SMTP_URL and MAIL_FROM go together/],
    ["no address for links", { SMTP_URL, MAIL_FROM }, /^SMTP_URL is set: set ORIGIN too/],
    ["no mail server", { ORIGIN, MAIL_FROM, SMTP_URL: "https://x.example" }, /^SMTP_URL must be/],
    ["a path", { ORIGIN, MAIL_FROM, SMTP_URL: "smtp://x.example/a" }, /^SMTP_URL must be/],
    ["no password", { ORIGIN, MAIL_FROM, SMTP_URL: "smtp://me@x.example" }, /^SMTP_URL must be/],
    ["a bad escape", { ORIGIN, MAIL_FROM, SMTP_URL: "smtp://a:%zz@x.example" }, /^SMTP_URL must/],
    ["no sender", { ORIGIN, SMTP_URL, MAIL_FROM: "plans" }, /^MAIL_FROM must be/],
    ["two lines", { ORIGIN, SMTP_URL, MAIL_FROM: "A\nBcc <a@b.example>" }, /^MAIL_FROM must be/],
  ])("stop the start for %s", (_, environment, line) => {
    expect(() => read(environment)).toThrow(line);
    expect(() => read(environment)).toThrow(/\(see docs\/operations\.md\)\.$/);
    // A password in it is told to nobody.
    expect(() => read(environment)).not.toThrow(/secret/);
  });
});

describe("the limits of the real-time server", () => {
  const all = Object.entries(LIMITS) as [keyof Limits, (typeof LIMITS)[keyof Limits]][];
  /** As large as they may be, so that none is smaller than one that it has to hold. */
  const large = Object.fromEntries(all.map(([, { variable, most }]) => [variable, String(most)]));
  const small = Object.fromEntries(all.map(([, { variable, least }]) => [variable, String(least)]));

  it.each(all)("%s is a setting between two bounds", (name, { variable, least, most, ...rest }) => {
    expect(rest.default).toBeGreaterThanOrEqual(least);
    expect(rest.default).toBeLessThanOrEqual(most);
    expect(read({ ...small, [variable]: String(least) }).collab[name]).toBe(least);
    expect(read({ ...large, [variable]: String(most) }).collab[name]).toBe(most);
    for (const value of [String(least - 1), String(most + 1), "many", "1.5", "1e3"]) {
      const line = new RegExp(`^${variable} must be .+ \\(see docs/operations\\.md\\)\\.$`);
      expect(() => read({ [variable]: value }), value).toThrow(line);
    }
  });

  it("must leave room for what the others allow", () => {
    expect(() => read({ COLLAB_UPDATE_BYTES: "20000000" })).toThrow(
      "COLLAB_FRAME_BYTES must not be less than COLLAB_UPDATE_BYTES (see docs/operations.md).",
    );
    expect(() => read({ COLLAB_HELD_BYTES: "1000000" })).toThrow(/^COLLAB_HELD_BYTES must not be/);
    expect(() => read({ COLLAB_PROJECT_AT_MOST_MS: "100" })).toThrow(/^COLLAB_PROJECT_AT_MOST_MS/);
  });

  it("are all in the manual, as they are", () => {
    const manual = readFileSync("docs/operations.md", "utf8");
    const rows = [
      ...manual.matchAll(/^\| `(COLLAB_\w+)` +\| ([\d,]+) +\|.*\| ([\d,]+) to ([\d,]+) +\|$/gm),
    ];
    const number = (text = "") => Number(text.replaceAll(",", ""));
    const written = rows.map(([, variable, value, least, most]) => ({
      variable,
      default: number(value),
      least: number(least),
      most: number(most),
    }));
    expect(written).toEqual(all.map(([, limit]) => limit));
  });
});

describe("where the server may be reached from", () => {
  it("is this machine, unless the public address is known", () => {
    expect(() => read({ HOST: "0.0.0.0" })).toThrow(/^HOST is open to the network: set ORIGIN /);
    expect(() => read({ HOST: "::" })).toThrow(/set ORIGIN/);
    expect(() => read({ HOST: "10.0.0.5" })).toThrow(/set ORIGIN/);
    const origin = "https://plans.example.org";
    expect(read({ HOST: "0.0.0.0", ORIGIN: origin })).toMatchObject({ host: "0.0.0.0", origin });
    for (const HOST of ["127.0.0.1", "::1", "localhost"]) expect(read({ HOST }).host).toBe(HOST);
  });

  it("is this machine alone for the demo, whose passwords are public", () => {
    for (const HOST of ["0.0.0.0", "::", "192.168.1.4"]) {
      const environment = { HOST, ORIGIN: "https://plans.example.org" };
      expect(() => read(environment, "--demo")).toThrow(/^The demo has public passwords/);
    }
    expect(read({ HOST: "::1" }, "--demo").host).toBe("::1");
  });

  it("is this machine alone for development, where the demo accounts work too", () => {
    const environment = { HOST: "0.0.0.0", ORIGIN: "https://plans.example.org" };
    expect(() => read(environment, "--dev")).toThrow(/serves loopback only/);
  });

  it("does not become the network by naming both modes", () => {
    expect(() => read({ HOST: "0.0.0.0" }, "--dev", "--demo")).toThrow();
  });
});
