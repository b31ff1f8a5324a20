/**
 * What a page takes for an answer of its server. On a bad network anything may answer: the sign-in
 * page of a hotel with a 200, a proxy with a 502, or nothing at all, ever. All of these are no
 * connection. And a newer build of the server may answer with data of another shape.
 */
import { BUILD_MARK } from "../build-mark";

/** The server could not be reached. A `TypeError`, as what `fetch` throws by itself. */
export class NoConnection extends TypeError {
  constructor(options?: ErrorOptions) {
    super("no connection", options);
  }
}

/** The server is of another build than the page: what it sends, this page could not read. */
export class OtherBuild extends NoConnection {}

/** Data of a page is here by then, or the network takes packets and answers nothing. */
const READ_MS = 12_000;
/** A form may bring much, and be long in the doing. */
const WRITE_MS = 60_000;

/** Where the router asks which routes an address has, before it loads the data of one. */
const ROUTES_PATH = "/__manifest";

interface Answers {
  /** The path of the page on the screen. */
  here(): string;
  /** The build that the page is of; undefined where it cannot be known. */
  build: string | undefined;
  /** Called when an answer shows that the server is of another one. */
  otherBuild(): void;
  fetch: typeof fetch;
  limits?: { read: number; write: number };
}

/** The same answer, read to its end: the network can go silent in the middle of it. */
async function readWhole(answer: Response): Promise<Response> {
  const body = await answer.arrayBuffer();
  const { status, statusText, headers, redirected, url } = answer;
  const whole = new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
  Object.defineProperties(whole, { redirected: { value: redirected }, url: { value: url } });
  return whole;
}

/**
 * Whether it is the router's question for the routes of the page on the screen. It has them, and asks
 * all the same when it first loads that page's data again: without an answer it would give up the page.
 */
function asksForItself(input: RequestInfo | URL, here: string): boolean {
  const url = new URL(input instanceof Request ? input.url : input, "http://page");
  const paths = url.searchParams.getAll("p");
  return url.pathname === ROUTES_PATH && paths.length > 0 && paths.every((path) => path === here);
}

/** A `fetch` for requests to the page's own server: what is no answer of its throws. */
export function createOwnFetch({
  here,
  build,
  otherBuild,
  fetch: ask,
  limits,
}: Answers): typeof fetch {
  const { read, write } = limits ?? { read: READ_MS, write: WRITE_MS };
  return async (input, init) => {
    const request = input instanceof Request ? input : null;
    const reads = /^(GET|HEAD)$/i.test(init?.method ?? request?.method ?? "GET");
    const given = init?.signal ?? request?.signal ?? null;
    const own = new AbortController();
    const giveUp = () => own.abort(given?.reason);
    given?.addEventListener("abort", giveUp);
    if (given?.aborted) giveUp();
    const timer = setTimeout(() => own.abort(new NoConnection()), reads ? read : write);
    try {
      const answer = await ask(input, { ...init, signal: own.signal });
      const mark = answer.headers.get(BUILD_MARK);
      if (mark === null) throw new NoConnection();
      if (build !== undefined && mark !== build) {
        otherBuild();
        // A step is done by now: what the server says of it is better than not to know.
        if (reads) throw new OtherBuild();
      }
      return await readWhole(answer);
    } catch (error) {
      if (given?.aborted || error instanceof OtherBuild) throw error;
      if (asksForItself(input, here())) return Response.json({});
      if (error instanceof NoConnection) throw error;
      throw new NoConnection({ cause: error });
    } finally {
      clearTimeout(timer);
      given?.removeEventListener("abort", giveUp);
    }
  };
}
