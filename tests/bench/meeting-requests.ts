/** Requests of a meeting's pages, over connections that stay open, as a browser's do. */
import { Agent, request } from "node:http";
import { gunzipSync } from "node:zlib";

/** Not a few for all of them: each browser has its own. */
const agent = new Agent({ keepAlive: true });

export interface Asking {
  form?: Record<string, string>;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/**
 * Asks as a page does, compressed, and reads the answer to its end; that to a form is decompressed.
 * @throws if the server refuses, or the signal comes first
 */
export function ask(
  port: number,
  cookie: string,
  path: string,
  { form, signal, headers }: Asking = {},
): Promise<Buffer> {
  const body = form && new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        agent,
        signal,
        method: body === undefined ? "GET" : "POST",
        headers: {
          ...headers,
          cookie,
          "accept-encoding": "gzip",
          ...(body === undefined
            ? {}
            : {
                "content-type": "application/x-www-form-urlencoded",
                "content-length": Buffer.byteLength(body),
              }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const whole = Buffer.concat(chunks);
          const { statusCode = 0 } = answer;
          // What a page is made of is counted as it came, and not looked at.
          if (statusCode < 400 && !form) return resolve(whole);
          const text = answer.headers["content-encoding"] === "gzip" ? gunzipSync(whole) : whole;
          if (statusCode < 400) return resolve(text);
          reject(new Error(`${path} answered ${statusCode}: ${text.toString().slice(0, 200)}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
