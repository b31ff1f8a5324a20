/**
 * The files of the built pages, compressed once and not at every request. Vite names them by their
 * content, so what is kept of them cannot go stale.
 */
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { RequestHandler } from "express";
import { LRUCache } from "lru-cache";

/** Kept in memory, in bytes: several times what the pages need. */
const KEPT = 16 * 1024 * 1024;

/** Names that Vite gives: no folders, nothing hidden; fonts are compressed as they are. */
const NAME = /^\/(\w[\w.$-]*\.(?:js|css|svg|json))$/;

/** A better quality takes more time than it saves on the way. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const ENCODERS = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, BROTLI),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
} as const;
const ENCODINGS = ["br", "gzip"] as const;

/**
 * Answers requests for such files; what it does not know or cannot read is left to whoever comes next.
 * @param folder of the files
 */
export function compressedFiles(folder: string): RequestHandler {
  const cache = new LRUCache<string, Buffer>({
    maxSize: KEPT,
    sizeCalculation: ({ length }) => length || 1,
  });
  const making = new Map<string, Promise<Buffer>>();

  function compressed(name: string, encoding: (typeof ENCODINGS)[number]): Promise<Buffer> {
    const key = `${encoding} ${name}`;
    const known = cache.get(key);
    if (known) return Promise.resolve(known);
    const begun = making.get(key);
    if (begun) return begun;
    const made = readFile(join(folder, name))
      .then(ENCODERS[encoding])
      .then((bytes) => {
        cache.set(key, bytes);
        return bytes;
      })
      .finally(() => making.delete(key));
    making.set(key, made);
    return made;
  }

  return (request, response, next) => {
    const name = NAME.exec(request.path)?.[1];
    // Asked one by one: asked together, the order in which the browser names them would count.
    const encoding = ENCODINGS.find((each) => request.acceptsEncodings(each) === each);
    if (!name || !encoding || (request.method !== "GET" && request.method !== "HEAD"))
      return next();
    compressed(name, encoding).then(
      (bytes) => {
        response
          .type(extname(name))
          .vary("Accept-Encoding")
          .set("Cache-Control", "public, max-age=31536000, immutable")
          .set("Content-Encoding", encoding)
          .end(request.method === "HEAD" ? undefined : bytes);
      },
      () => next(),
    );
  };
}
