/**
 * The process: HTTP and the real-time endpoint on one port. Everything with a lifetime is made
 * here, once, and handed on through the load context: a singleton in a module would exist twice,
 * here and in the Remix bundle.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { nanoid } from "nanoid";
import { pino } from "pino";
import {
  bodyLimit,
  buildMark,
  drainBody,
  lastResort,
  originAllowed,
  originGuard,
  requestGuard,
  requestId,
  requestLog,
} from "./app/accounts/http-guards.server";
import { createFirstLink } from "./app/accounts/invitations.server";
import { createRequestLimits } from "./app/accounts/request-limits.server";
import { createSessions } from "./app/accounts/sessions.server";
import { createSignInLimits } from "./app/accounts/sign-in-limits.server";
import { isUnavailable, withUnavailableAnswers } from "./app/accounts/unavailable.server";
import { startDeadlineTimer } from "./app/adoption/deadlines.server";
import { createRelatedIndexes } from "./app/agenda/related.server";
import { createCollaboration } from "./app/collab/collaboration.server";
import type { AppContext } from "./app/context";
import { projectAgendaAgain } from "./app/documents/log.server";
import { createVersionTimer } from "./app/documents/version-timer.server";
import { createPdfService } from "./app/exchange/pdf.server";
import { m } from "./app/i18n/messages";
import { preferredLocale } from "./app/i18n/preferred-locale.server";
import { createDigests } from "./app/inbox/digests.server";
import { createMailer } from "./app/inbox/mailer.server";
import { startInboxTimer } from "./app/inbox/timer.server";
import { pushUnread } from "./app/inbox/unread-push.server";
import { requestsInTurn } from "./app/requests-in-turn.server";
import { securityHeaders } from "./app/security-headers.server";
import { readSettings, type Settings } from "./app/settings.server";
import { compressedFiles } from "./app/static-files.server";
import { StoreUnavailable } from "./db/file-guard";
import { projectFile } from "./db/project-file";
import { lockFolder } from "./db/server-lock";
import { explained } from "./db/soundness";
import { watchStore } from "./db/store-watch";
import { makeFolder, openWorkspace } from "./db/workspace";
import { seedDelegations, seedGlossary } from "./seeds/consultation";
import { seedDemo, UnfinishedDemo } from "./seeds/demo";

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env, process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

async function demoOrExit(): Promise<void> {
  try {
    await seedDemo(app);
  } catch (error) {
    if (!(error instanceof UnfinishedDemo)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Takes the data folder for this process alone, and opens the workspace in it. */
async function workspaceOrExit(dataDir: string) {
  try {
    makeFolder(dataDir);
    const lock = lockFolder(dataDir, Date.now());
    return { lock, store: await openWorkspace(dataDir, { alone: true }) };
  } catch (error) {
    console.error(explained(error, dataDir).message);
    process.exit(1);
  }
}

const settings = settingsOrExit();
const { mode } = settings;
const BUILD = projectFile("build/server/index.js");
if (mode !== "development" && !existsSync(BUILD)) {
  console.error("There is no build yet: run npm run build first.");
  process.exit(1);
}
process.env.NODE_ENV ??= mode === "development" ? "development" : "production";
const log = pino({
  level: settings.logLevel,
  base: { name: "concerted" },
  hooks: {
    // That nothing can be written is said once, when it is noticed, and not again at every attempt.
    logMethod(args, method) {
      const [fields] = args as unknown as [{ err?: unknown } | undefined];
      if (!(fields?.err instanceof StoreUnavailable)) method.apply(this, args);
    },
  },
});
const { store, lock } = await workspaceOrExit(settings.dataDir);
const now = () => Date.now();
const watch = watchStore(store, log, now);
const secure = settings.origin?.startsWith("https:") ?? false;

const sessions = createSessions(store, {
  secure,
  demo: mode !== "production",
  days: settings.sessionDays,
});
const writer = randomUUID();
const collaboration = createCollaboration({
  store,
  log,
  now,
  newId: () => nanoid(),
  writer,
  validate: (cookieHeader) => sessions.validate(cookieHeader),
  originAllowed: (headers) => originAllowed(headers, settings.origin),
  limits: settings.collab,
});
const app: AppContext = {
  store,
  log,
  live: collaboration.live,
  now,
  newId: () => nanoid(),
  writer,
  settings: {
    origin: settings.origin,
    demo: mode !== "production",
    dataDir: settings.dataDir,
    mail: settings.mail !== null,
  },
};
const pdf = createPdfService({ cacheDir: join(settings.dataDir, "cache", "pdf"), log });
const rateLimits = createSignInLimits();
const requestLimits = createRequestLimits(settings.rates);
const relatedIndexes = createRelatedIndexes();
const deadlines = startDeadlineTimer(app);
const mailer = settings.mail && createMailer(settings.mail);
const digests = mailer && settings.origin ? createDigests(app, mailer, settings.origin) : null;
const inboxes = startInboxTimer(app, digests);
const unread = pushUnread(app, collaboration.announcements);
const versionTimer = createVersionTimer(app);

async function loadContext(
  request: express.Request,
  response: express.Response,
): Promise<AppLoadContext> {
  // No page is told of a silence that has ended since the last look.
  await deadlines.check();
  // Asked anew: access may have been withdrawn while the request waited for its turn.
  const { person, sessionId, withdrawn } = await sessions.validate(request.headers.cookie);
  response.locals.personId = person?.id;
  return {
    app,
    person,
    sessionId,
    sessions,
    withdrawn,
    rateLimits,
    requestLimits,
    pdf,
    relatedIndexes,
    address: request.ip ?? "unknown",
    nonce: String(response.locals.nonce),
    requestId: String(response.locals.requestId),
    locale: preferredLocale(request.headers, person),
  };
}

const build =
  mode === "development"
    ? null
    : withUnavailableAnswers(
        (await import(pathToFileURL(BUILD).href)) as unknown as ServerBuild,
        store,
      );

const inTurn = requestsInTurn((cookieHeader) => sessions.validate(cookieHeader));
const http = express();
http.disable("x-powered-by");
if (settings.trustProxy) http.set("trust proxy", 1);
http.use(
  requestId,
  requestLog(log, now),
  securityHeaders({ secure, mode }),
  drainBody,
  requestGuard,
  buildMark(build?.assets.version ?? "development"),
  compression(),
);
// Answered without a look into the database, which may be what fails.
http.get("/healthz", (_request, response) => {
  const health = watch.health();
  response.status(health.status === "ok" ? 200 : 503).json(health);
});

if (!build) {
  const vite = await import("vite");
  const dev = await vite.createServer({ server: { middlewareMode: true } });
  http.use(dev.middlewares);
  http.use(originGuard({ origin: settings.origin }), bodyLimit, inTurn);
  http.all(
    "*",
    createRequestHandler({
      build: async () => {
        const pages = await dev.ssrLoadModule("virtual:remix/server-build");
        return withUnavailableAnswers(pages as unknown as ServerBuild, store);
      },
      getLoadContext: loadContext,
    }),
  );
} else {
  // Vite names these files by their content.
  http.use(
    "/assets",
    compressedFiles(projectFile("build/client/assets")),
    express.static(projectFile("build/client/assets"), {
      immutable: true,
      maxAge: "1y",
      fallthrough: false,
    }),
  );
  http.use(express.static(projectFile("build/client"), { maxAge: "1h" }));
  http.use(originGuard({ origin: settings.origin }), bodyLimit, inTurn);
  http.all(
    "*",
    createRequestHandler({
      build,
      mode: "production",
      getLoadContext: loadContext,
    }),
  );
}

http.use(
  lastResort(log, (error, { headers }) =>
    isUnavailable(error, store)
      ? m.limits_unavailable({}, { locale: preferredLocale(headers, null) })
      : null,
  ),
);

await seedDelegations(app);
await seedGlossary(app);
if (mode !== "production") await demoOrExit();
await sessions.deleteExpired();
await projectAgendaAgain(app);

const SECOND = 1_000;
const server = createServer(
  {
    // Whoever sends a request piece by piece, to hold a connection, is cut off. A form over a slow
    // line may take its time.
    headersTimeout: 20 * SECOND,
    requestTimeout: 120 * SECOND,
    connectionsCheckingInterval: 5 * SECOND,
  },
  http,
);
server.maxHeadersCount = 100;
// Longer than a proxy or a browser keeps a connection for its next request, which is a minute mostly: one
// that is closed here just as it is used again would be an error there.
server.keepAliveTimeout = 75 * SECOND;
server.on("upgrade", (request, socket, head) => {
  if (!collaboration.handleUpgrade(request, socket, head) && mode !== "development") {
    socket.destroy();
  }
});
server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === "EADDRINUSE"
      ? `Port ${settings.port} is in use: stop what uses it, or set PORT to another one.`
      : `The server cannot listen: ${error.message}`,
  );
  process.exit(1);
});
server.listen(settings.port, settings.host, async () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : settings.port;
  const origin = settings.origin ?? `http://${settings.host}:${port}`;
  console.warn(`Concerted is ready at ${origin}`);
  if (mode === "production") {
    const path = await createFirstLink(app);
    if (path) {
      console.warn(
        `No account yet. This link makes the first secretariat account, once, within 24 hours:`,
      );
      console.warn(`${origin}${path}`);
    }
  }
});

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "stopping");
  server.close();
  await deadlines.stop();
  await inboxes.stop();
  await unread.stop();
  await versionTimer.stop();
  mailer?.close();
  await collaboration.close();
  server.closeAllConnections();
  await pdf.close();
  await watch.stop();
  await store.close();
  lock.release();
  process.exit(0);
}
process.on("SIGTERM", (signal) => void stop(signal));
process.on("SIGINT", (signal) => void stop(signal));
