/** The environment and the command line, validated before anything starts. */
import { z } from "zod";
import { type Limits, limitsFrom, limitVariables, wholeNumber } from "./collab-limits.server";
import { RATE_LIMITS, type Rates } from "./limits";

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** A mail server and how to speak to it. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  /** Nothing is said before TLS has begun, unless the server is on this machine. */
  requireTLS: boolean;
  auth?: { user: string; pass: string };
}

export interface MailSettings {
  server: SmtpServer;
  /** The sender, `Concerted <plans@example.org>`. */
  from: string;
}

/** What `smtp://user:password@host:port` names; null for what is no such address. */
function smtpServer(value: string): SmtpServer | null {
  try {
    const url = new URL(value);
    const secure = url.protocol === "smtps:";
    if (!secure && url.protocol !== "smtp:") return null;
    const rest = `${url.pathname.replace(/^\/$/, "")}${url.search}${url.hash}`;
    const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
    if (host === "" || rest !== "" || (url.username === "") !== (url.password === "")) return null;
    return {
      host,
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      requireTLS: !secure && !LOOPBACK.has(host),
      ...(url.username && {
        auth: {
          user: decodeURIComponent(url.username),
          pass: decodeURIComponent(url.password),
        },
      }),
    };
  } catch {
    return null;
  }
}

const rate = (name: string, usual: number) => wholeNumber(name, 1, 1_000_000).default(usual);

const schema = z.object({
  PORT: wholeNumber("PORT", 0, 65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "HOST must be an address or a host name, such as 127.0.0.1")
    .default("127.0.0.1"),
  DATA_DIR: z.string().min(1, "DATA_DIR must name a folder").optional(),
  ORIGIN: z
    .string()
    .refine((value) => {
      try {
        return new URL(value).origin === value && /^https?:/.test(value);
      } catch {
        return false;
      }
    }, "ORIGIN must be an origin without a path, such as https://plans.example.org")
    .optional(),
  SESSION_DAYS: wholeNumber("SESSION_DAYS", 1, 90).default(14),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], {
      message: "LOG_LEVEL must be debug, info, warn, error or silent",
    })
    .default("info"),
  SMTP_URL: z
    .string()
    .refine(
      (value) => smtpServer(value) !== null,
      "SMTP_URL must be the address of a mail server, such as smtps://user:password@mail.example.org",
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>@,;"\p{Cc}]+ <[^<>@,;"\s]+@[^<>@,;"\s]+>|[^<>@,;"\s]+@[^<>@,;"\s]+)$/u,
      "MAIL_FROM must be a mail address, alone or as in Concerted <plans@example.org>",
    )
    .optional(),
  TRUST_PROXY: z.enum(["0", "1"], { message: "TRUST_PROXY must be 0 or 1" }).default("0"),
  FORMS_PER_MINUTE: rate("FORMS_PER_MINUTE", RATE_LIMITS.formsPerMinute),
  FORMS_PER_MINUTE_SIGNED_OUT: rate(
    "FORMS_PER_MINUTE_SIGNED_OUT",
    RATE_LIMITS.formsPerMinuteSignedOut,
  ),
  EXPORTS_PER_MINUTE: rate("EXPORTS_PER_MINUTE", RATE_LIMITS.exportsPerMinute),
  ...limitVariables,
});

export interface Settings {
  port: number;
  host: string;
  dataDir: string;
  /** Null: the origin of each request counts, and only loopback is served. */
  origin: string | null;
  sessionDays: number;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** How digests are sent by mail; null: they are not. */
  mail: MailSettings | null;
  /** Whether one proxy in front is trusted to name the client's address. */
  trustProxy: boolean;
  /** How often forms are taken and exports made. */
  rates: Rates;
  /** Limits of the real-time server: `COLLAB_…`. */
  collab: Limits;
  mode: "production" | "demo" | "development";
}

/** The demo, public as it is, never shares a folder with real work. */
const DATA_DIRS: Record<Settings["mode"], string> = {
  production: "./data",
  demo: "./data/demo",
  development: "./data/development",
};

/** Names that begin like a setting of ours and are none: most likely a slip of the pen. */
const OURS = /^(SESSION_|CONCERTED_|COLLAB_|FORMS_PER_|EXPORTS_PER_)/;

/**
 * Reads the settings.
 * @throws an Error whose message is one line that says what to do.
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  args: readonly string[],
): Settings {
  const unknown = Object.keys(environment).find(
    (name) => OURS.test(name) && !(name in schema.shape),
  );
  if (unknown) {
    throw new Error(`${unknown} is no setting of Concerted: see the table in docs/operations.md.`);
  }
  const strange = args.find((arg) => arg !== "--demo" && arg !== "--dev");
  if (strange) throw new Error(`Unknown option ${strange}: only --demo and --dev are known.`);

  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, environment[name] || undefined]),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${issue?.message ?? "A setting is wrong"} (see docs/operations.md).`);
  }
  const value = parsed.data;
  const mode = args.includes("--demo")
    ? "demo"
    : args.includes("--dev")
      ? "development"
      : "production";
  if (mode !== "production" && !LOOPBACK.has(value.HOST)) {
    throw new Error("The demo has public passwords: it serves loopback only, so leave HOST unset.");
  }
  if (mode === "production" && !value.ORIGIN && !LOOPBACK.has(value.HOST)) {
    throw new Error(
      "HOST is open to the network: set ORIGIN to the address people will use, such as https://plans.example.org.",
    );
  }
  return {
    mail: mailSettings(value),
    port: value.PORT,
    host: value.HOST,
    dataDir: value.DATA_DIR ?? DATA_DIRS[mode],
    origin: value.ORIGIN ?? null,
    sessionDays: value.SESSION_DAYS,
    logLevel: value.LOG_LEVEL,
    trustProxy: value.TRUST_PROXY === "1",
    rates: {
      formsPerMinute: value.FORMS_PER_MINUTE,
      formsPerMinuteSignedOut: value.FORMS_PER_MINUTE_SIGNED_OUT,
      exportsPerMinute: value.EXPORTS_PER_MINUTE,
    },
    collab: limitsFrom(value),
    mode,
  };
}

function mailSettings(value: z.output<typeof schema>): MailSettings | null {
  const { SMTP_URL, MAIL_FROM, ORIGIN } = value;
  if (!SMTP_URL && !MAIL_FROM) return null;
  const server = SMTP_URL ? smtpServer(SMTP_URL) : null;
  if (!server || !MAIL_FROM) {
    throw new Error(
      "SMTP_URL and MAIL_FROM go together: set both, or neither (see docs/operations.md).",
    );
  }
  if (!ORIGIN) {
    throw new Error(
      "SMTP_URL is set: set ORIGIN too, as mails have links in them (see docs/operations.md).",
    );
  }
  return { server, from: MAIL_FROM };
}
