/** Files of the built pages over HTTP: compressed as asked for, and as they are for others. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compressedFiles } from "~/static-files.server";

const SCRIPT = "export const words = 'délégations';\n".repeat(200);
const folder = mkdtempSync(join(tmpdir(), "concerted-static-"));
const server = createServer(
  express()
    .use("/assets", compressedFiles(folder), express.static(folder, { fallthrough: false }))
    .use((_request, response) => void response.status(404).end()),
);

beforeAll(async () => {
  writeFileSync(join(folder, "page-Ab_1$.js"), SCRIPT);
  writeFileSync(join(folder, "font.woff2"), "font");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

async function ask(path: string, encoding: string, method = "GET") {
  const { port } = server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { "accept-encoding": encoding };
    request({ port, path, method, headers, agent: false }, resolve).on("error", reject).end();
  });
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) };
}

const FILE = "/assets/page-Ab_1$.js";

it.each([
  ["br", "gzip, deflate, br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["gzip", "br;q=0, gzip", gunzipSync],
] as const)("answers with %s to a browser that takes %s", async (encoding, accepted, open) => {
  for (const _ of ["made", "kept"]) {
    const { status, headers, body } = await ask(FILE, accepted);
    expect(status).toBe(200);
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers["content-type"]).toContain("javascript");
    expect(headers["cache-control"]).toContain("immutable");
    expect(headers.vary).toBe("Accept-Encoding");
    expect(open(body).toString()).toBe(SCRIPT);
  }
});

it("gives the file as it is to who takes no compression", async () => {
  const { headers, body } = await ask(FILE, "identity");
  expect(headers["content-encoding"]).toBeUndefined();
  expect(body.toString()).toBe(SCRIPT);
});

it("answers a request for the head without the file", async () => {
  const { status, headers, body } = await ask(FILE, "br", "HEAD");
  expect([status, headers["content-encoding"], body.length]).toEqual([200, "br", 0]);
});

it.each(["/assets/absent.js", "/assets/..%2Fpackage.json", "/assets/%2e%2e/package.json"])(
  "knows no %s",
  async (path) => {
    expect((await ask(path, "br")).status).toBeGreaterThanOrEqual(400);
  },
);

it("leaves what is compressed already to others", async () => {
  const { headers, body } = await ask("/assets/font.woff2", "br");
  expect(headers["content-encoding"]).toBeUndefined();
  expect(body.toString()).toBe("font");
});
