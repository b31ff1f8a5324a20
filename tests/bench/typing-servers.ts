/** The two pages one types in: this project's, with a long plan, and a bare editor. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { findDocumentBySlug, listItems } from "#db/documents";
import { openStore } from "#db/store";
import { addArea, addItem } from "../../app/documents/document-changes";
import { editDocument } from "../../app/documents/log.server";
import { itemId, words } from "./plans";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const READY = /Concerted is ready at (http:\/\/127\.0\.0\.1:\d+)/;
const SLUG = "canada";
const ITEMS_PER_AREA = 30;

export interface Pages {
  url: string;
  stop(): Promise<void>;
}

/** Starts the built server on the demo workspace. */
export async function startDemo(dataDir: string): Promise<Pages> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, ["build/process/server.js", "--demo"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: "production",
      PORT: "0",
      DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
    },
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = READY.exec(output)?.[1];
      if (ready) resolve(ready);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void exited.then(() => reject(new Error(`the server ended before it was ready:\n${output}`)));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
  };
  return { url, stop };
}

/** Adds items to a plan until it has as many as asked for, through the project's own functions. */
async function lengthen(file: string, items: number, wordsPerItem: number): Promise<void> {
  const store = openStore(file);
  await store.transaction(async (tx) => {
    const document = await findDocumentBySlug(tx, SLUG);
    if (!document) throw new Error(`the demo has no plan ${SLUG}`);
    const there = (await listItems(tx, [document.id])).length;
    const context = { now: () => Date.now(), writer: "bench" };
    await editDocument(context, tx, document, null, (doc) => {
      for (let item = 0; item < items - there; item += 1) {
        const area = `bench-area-${Math.floor(item / ITEMS_PER_AREA)}`;
        if (item % ITEMS_PER_AREA === 0) addArea(doc, { id: area, title: words(4, item) });
        addItem(doc, area, { id: itemId(item), text: words(wordsPerItem, item) });
      }
    });
  });
  await store.close();
}

/** This project's server, on whose plan of Canada the given text stands. */
export async function startOurs(items: number, wordsPerItem: number): Promise<Pages> {
  if (!existsSync(join(ROOT, "build/server/index.js"))) {
    throw new Error("Typing is measured on the built pages: run `npm run build` first.");
  }
  const dataDir = mkdtempSync(join(tmpdir(), "concerted-bench-typing-"));
  await (await startDemo(dataDir)).stop();
  await lengthen(join(dataDir, "concerted.sqlite"), items, wordsPerItem);
  const demo = await startDemo(dataDir);
  const stop = async () => {
    await demo.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url: demo.url, stop };
}

/** A page with one bare editor that holds the same amount of text. */
export async function startBare(items: number, wordsPerItem: number): Promise<Pages> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "tests/bench/bare-editor.ts")],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const paragraphs = JSON.stringify(
    Array.from({ length: items }, (_, i) => words(wordsPerItem, i)),
  );
  const script = outputFiles[0]?.text ?? "";
  const page = `<!doctype html><meta charset="utf-8"><title>Bare</title>
<div id="editor"></div>
<script>window.paragraphs = ${paragraphs}</script>
<script type="module" src="/editor.js"></script>`;
  const http = createServer((request, response) => {
    const [type, body] =
      request.url === "/editor.js" ? ["text/javascript", script] : ["text/html", page];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, stop };
}
