import { AsyncLocalStorage } from "node:async_hooks";
import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { loggablePath } from "./accounts/http-guards.server";
import { bufferedHtmlStream } from "./buffered-html-stream.server";
import type { Locale } from "./context";
import { readLocaleFrom } from "./i18n/locale";

const ABORT_AFTER = 8_000;

const readersLocale = new AsyncLocalStorage<Locale>();
readLocaleFrom(() => readersLocale.getStore() ?? "en");

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  return readersLocale.run(
    context.locale,
    () =>
      new Promise((resolve, reject) => {
        let answer = status;
        let shellSent = false;
        const sendShell = () => {
          shellSent = true;
          const { destination, body } = bufferedHtmlStream();
          headers.set("Content-Type", "text/html; charset=utf-8");
          forbidStoring(headers);
          resolve(new Response(body, { headers, status: answer }));
          pipe(destination);
        };
        const waitForAll = isbot(request.headers.get("user-agent") ?? "");
        const { pipe, abort } = renderToPipeableStream(
          <RemixServer context={entry} url={request.url} nonce={context.nonce} />,
          {
            nonce: context.nonce,
            [waitForAll ? "onAllReady" : "onShellReady"]: sendShell,
            onShellError: reject,
            onError(error: unknown) {
              answer = 500;
              if (shellSent) {
                context.app.log.error(
                  { err: error, requestId: context.requestId },
                  "render failed",
                );
              }
            },
          },
        );
        setTimeout(abort, ABORT_AFTER + 1_000).unref();
      }),
  );
}

/** Called for the data of a page that is already open. */
export function handleDataRequest(response: Response): Response {
  forbidStoring(response.headers);
  return response;
}

/** What a page says is for who asked: no browser shows it again after they have signed out. */
function forbidStoring(headers: Headers): void {
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-store");
}

/** Called for what loaders and actions throw that is not an answer of theirs. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  // Given up by the reader, or asked for what there is not: not a failure of ours.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  context.app.log.error(
    { err: error, requestId: context.requestId, path: loggablePath(new URL(request.url).pathname) },
    "request failed",
  );
}

export const streamTimeout = ABORT_AFTER;
