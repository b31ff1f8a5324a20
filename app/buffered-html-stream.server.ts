/**
 * A stream that coalesces writes. React writes HTML in pieces of two kilobytes, and each would pass several
 * streams and be awaited. This one buffers them, and passes them on together when React calls `flush`.
 */
import { Writable } from "node:stream";

/** A stream to write to, with the `flush` that React calls, and what it becomes. */
export function bufferedHtmlStream(): {
  destination: Writable & { flush(): void };
  body: ReadableStream<Uint8Array>;
} {
  let pieces: Buffer[] = [];
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const send = () => {
    if (pieces.length === 0 || destination.destroyed) return;
    controller.enqueue(Buffer.concat(pieces));
    pieces = [];
  };
  const destination = new Writable({
    // The page is in memory as a whole anyway.
    highWaterMark: Number.MAX_SAFE_INTEGER,
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
    final(done) {
      send();
      controller.close();
      done();
    },
    destroy(error, done) {
      if (error) controller.error(error);
      // What React wrote is lost with its reader; it hears of that by the stream's end.
      done(null);
    },
  });
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel() {
      destination.destroy();
    },
  });
  return { destination: Object.assign(destination, { flush: send }), body };
}
