/** What stands before every HTTP request: its id, its line in the log, and where it comes from. */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { BUILD_MARK } from "../build-mark";
import type { Logger } from "../context";
import { REQUEST_LIMITS } from "../limits";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

function parsed(origin: string): URL | null {
  try {
    const url = new URL(origin);
    // An Origin header is an origin and nothing more; `null` and lists of them are none.
    return url.origin === origin && /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/**
 * Whether a request that changes something, or opens a WebSocket, comes from this workspace's own
 * pages or from no page at all (docs/decisions/0006-requests-without-an-origin.md).
 * @param origin the configured public origin; where null, only the host that was asked for
 *   counts, and only on this machine.
 */
export function originAllowed(headers: IncomingHttpHeaders, origin: string | null): boolean {
  if (headers.origin === undefined) {
    const site = headers["sec-fetch-site"];
    return site === undefined || site === "same-origin" || site === "none";
  }
  if (origin !== null) return headers.origin === origin;
  const url = parsed(headers.origin);
  return url !== null && url.host === headers.host && LOOPBACK.test(url.hostname);
}

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Answers 403 to whatever would change something and comes from somewhere else. */
export function originGuard({ origin }: { origin: string | null }): RequestHandler {
  return (request, response, next) => {
    if (READS.has(request.method) || originAllowed(request.headers, origin)) {
      next();
      return;
    }
    response.status(403).type("text/plain").send("This request did not come from this workspace.");
  };
}

/** Gives every request an id of its own; one sent from outside is not taken over. */
export const requestId: RequestHandler = (_request, response, next) => {
  const id = randomUUID();
  response.locals.requestId = id;
  response.setHeader("X-Request-Id", id);
  next();
};

/**
 * Marks every answer as this server's, with the build that it is of: a page takes none without the
 * mark for the server's, and the service worker keeps none.
 */
export function buildMark(build: string): RequestHandler {
  return (_request, response, next) => {
    response.setHeader(BUILD_MARK, build);
    next();
  };
}

/** A path fit for a log: without its query, and without the secret of an invitation. */
export function loggablePath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  return path.replace(/\/(join|setup)\/[^/]+/gi, "/$1/:token");
}

/** Asked by every open page every few seconds: lines of it would hide all others. */
const QUIET = "/inbox/count";

/**
 * One line per request once it has been answered, or given up by the client. The person's id is
 * read from `response.locals.personId`, where the server puts it when it knows.
 */
export function requestLog(log: Logger, now: () => number): RequestHandler {
  return (request, response, next) => {
    const began = now();
    response.once("close", () => {
      if (request.path === QUIET && request.method === "GET" && response.statusCode < 400) return;
      log.info(
        {
          method: request.method,
          path: loggablePath(request.originalUrl),
          status: response.statusCode,
          finished: response.writableFinished,
          ms: now() - began,
          requestId: response.locals.requestId,
          personId: response.locals.personId ?? null,
        },
        "request",
      );
    });
    next();
  };
}

const METHODS = ["GET", "HEAD", "POST"];

/** What is wrong with the address that a request names, as a status; null if it can be read. */
/** How pages of an earlier router asked for data; ours takes it for an error of its own. */
const OLD_DATA_QUERY = "_data";

function addressFault({ originalUrl, protocol, hostname }: Request): number | null {
  if (originalUrl.length > REQUEST_LIMITS.addressLetters) return 414;
  try {
    // As whoever answers it will put it together.
    const { searchParams } = new URL(`${protocol}://${hostname}${originalUrl}`);
    if (searchParams.has(OLD_DATA_QUERY)) return 400;
    return decodeURIComponent(originalUrl).includes("\0") ? 400 : null;
  } catch {
    return 400;
  }
}

/**
 * Answers requests that no page of the workspace makes: 405 for another method than pages use, 400 for
 * a host or an address that is none, 414 for one that is too long.
 */
export const requestGuard: RequestHandler = (request, response, next) => {
  if (!METHODS.includes(request.method)) {
    response.setHeader("Allow", METHODS.join(", "));
    refuse(response, 405, "Nothing can be done here in this way.");
    return;
  }
  const fault = addressFault(request);
  if (fault === null) next();
  else refuse(response, fault, "This address cannot be read.");
};

function refuse(response: Response, status: number, text: string): void {
  response.status(status).type("text/plain").set("Cache-Control", "no-store").send(`${text}\n`);
}

/**
 * Stands last: what was thrown on the way. A request that could not be understood is its sender's
 * fault, and is answered with its status; anything else is ours, and an error in the log.
 * @param unavailable what is said of an error that is in the log already; null for any other
 */
export function lastResort(
  log: Logger,
  unavailable: (error: unknown, request: Request) => string | null,
): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const words = unavailable(error, request);
    const status = words === null ? statusOf(error) : 503;
    if (status >= 500 && words === null) {
      log.error({ err: error, requestId: response.locals.requestId }, "request failed");
    }
    if (response.headersSent) {
      // Nothing can be said any more; the connection is closed, so that no half counts as a whole.
      next(error);
      return;
    }
    refuse(
      response,
      status,
      words ?? (status >= 500 ? "Something went wrong." : "This cannot be read."),
    );
  };
}

function statusOf(error: unknown): number {
  const { status } =
    ((typeof error === "object" ? error : null) as { status?: unknown } | null) ?? {};
  return typeof status === "number" && status >= 400 && status < 600 ? status : 500;
}

/**
 * Lets what nobody read of a body run out. Someone began to, perhaps, and stopped: the next request on
 * that connection would wait behind it for ever. Where no request will follow on the connection, the
 * answer ends only after the body did: closing on a sender who still sends resets the connection, and
 * the answer is lost with it.
 */
export const drainBody: RequestHandler = (request, response, next) => {
  const drain = () => {
    request.removeAllListeners("data");
    request.resume();
  };
  if (request.headers.connection?.toLowerCase() === "close" || request.httpVersion === "1.0") {
    const end = response.end.bind(response) as (...given: unknown[]) => typeof response;
    response.end = (...given: unknown[]) => {
      if (request.complete || request.destroyed) return end(...given);
      request.once("close", () => end(...given));
      drain();
      return response;
    };
  } else {
    response.once("finish", () => {
      if (!request.readableEnded) drain();
    });
  }
  next();
};

/** Answers 413 to a body that is too large and 411 to one of unknown size, before it is read. */
export const bodyLimit: RequestHandler = (request, response, next) => {
  const length = request.headers["content-length"];
  if (
    length !== undefined ? Number(length) <= REQUEST_LIMITS.formBytes : READS.has(request.method)
  ) {
    next();
  } else if (length === undefined && request.headers["transfer-encoding"] === undefined) {
    // No length and no encoding: there is no body.
    next();
  } else {
    response
      .status(length === undefined ? 411 : 413)
      .type("text/plain")
      .send("This request is too large.");
  }
};
