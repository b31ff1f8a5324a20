/** Security headers, with a nonce of its own for every answer and no inline exceptions. */
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import helmet from "helmet";
import type { Settings } from "./settings.server";

export function securityHeaders({
  secure,
  mode,
}: {
  secure: boolean;
  mode: Settings["mode"];
}): RequestHandler[] {
  const nonce = (_request: unknown, response: ServerResponse) =>
    `'nonce-${String((response as ServerResponse & { locals: { nonce: string } }).locals.nonce)}'`;
  const makeNonce: RequestHandler = (_request, response, next) => {
    response.locals.nonce = randomBytes(16).toString("base64");
    next();
  };
  return [
    makeNonce,
    helmet({
      // The development server injects styles and scripts of its own.
      contentSecurityPolicy: mode !== "development" && {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", nonce],
          styleSrc: ["'self'", nonce],
          imgSrc: ["'self'", "data:"],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: secure,
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: "same-origin" },
    }),
  ];
}
