import { finished } from "node:stream/promises";
import { expect, test } from "vitest";
import { bufferedHtmlStream } from "../../app/buffered-html-stream.server";

const read = async (
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
): Promise<string[]> => {
  const pieces = [];
  for await (const piece of body as AsyncIterable<Uint8Array>)
    pieces.push(Buffer.from(piece).toString());
  return pieces;
};

test("pieces pass together, as often as there are no more for now, and none is lost", async () => {
  const { destination, body } = bufferedHtmlStream();
  for (const piece of ["<p>", "é"]) expect(destination.write(piece)).toBe(true);
  destination.flush();
  destination.flush();
  destination.write("x".repeat(100_000));
  destination.end("</p>");
  expect(await read(body)).toEqual(["<p>é", `${"x".repeat(100_000)}</p>`]);
});

test("a failure while drawing is one of reading, not a shorter page", async () => {
  const { destination, body } = bufferedHtmlStream();
  destination.write("<p>");
  destination.flush();
  destination.destroy(new Error("broken"));
  await expect(read(body)).rejects.toThrow("broken");
});

test("a reader who goes ends the drawing", async () => {
  const { destination, body } = bufferedHtmlStream();
  destination.write("<p>");
  const ended = finished(destination).catch((error: NodeJS.ErrnoException) => error.code);
  await body.cancel();
  expect(await ended).toBe("ERR_STREAM_PREMATURE_CLOSE");
  destination.flush();
});
