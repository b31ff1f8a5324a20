/**
 * What a large consultation costs: three plans of 300 items and an agenda of 300.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { nanoid } from "nanoid";
import { findAgenda, findDocument } from "#db/documents";
import { findPersonByEmail } from "#db/people";
import { concordanceView } from "../../app/agenda/concordance";
import { coverageOf } from "../../app/agenda/coverage";
import { readAgenda } from "../../app/agenda/read.server";
import type { AgendaView } from "../../app/agenda/view";
import type { AppContext } from "../../app/context";
import { setItemText } from "../../app/documents/document-changes";
import { editDocument } from "../../app/documents/log.server";
import { readDocumentView } from "../../app/documents/read.server";
import { fromPlainText } from "../../app/documents/rich-text";
import { type Bench, progress } from "./measure";
import { benchLargePages } from "./scale-pages";
import { fillLarge, ITEMS_EACH } from "./scale-workspace";
import { browser, kilobytes, measured, openApp } from "./server-work";

/** Adds a word to a national item, as its drafters do. */
async function changeItem(
  app: AppContext,
  item: { planId: string; itemId: string; text: string } | undefined,
  round: number,
): Promise<void> {
  const plan = item && (await findDocument(app.store.read, item.planId));
  if (!plan) throw new Error("there is nothing to change");
  await app.store.transaction((tx) =>
    editDocument(app, tx, plan, null, (doc) =>
      setItemText(doc, item.itemId, fromPlainText(`${item.text} Round ${round}.`)),
    ),
  );
}

export async function benchScale(): Promise<Bench[]> {
  // The pages' own libraries check much more for people who develop with them.
  process.env.NODE_ENV = "production";
  const folder = mkdtempSync(join(tmpdir(), "concerted-bench-scale-"));
  try {
    const app = openApp(folder);
    progress("filling a workspace");
    await fillLarge(app);
    const server = await benchServer(app);
    await app.store.close();
    return [server, await benchLargePages(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchServer(app: AppContext): Promise<Bench> {
  const { ask, forget } = await browser(app);
  const secretariat = await findPersonByEmail(app.store.read, "secretariat@demo.example");
  const context = { ...app, actor: secretariat ?? null, requestId: null };
  const read = async (): Promise<AgendaView> => {
    const view = await readAgenda(context);
    if (!view) throw new Error("there is no agenda");
    return view;
  };
  const view = await read();
  const counted = view.items;
  const national = (round: number) => view.items[(round * 97) % view.items.length];
  const related = (round: number) => {
    const item = national(round);
    return ask("secretariat", `/agenda/related?plan=${item?.planId}&item=${item?.itemId}`);
  };
  /** Someone else's words in between, so that nothing that was kept for them serves. */
  const typed = (round: number) => changeItem(app, national(round), round);
  const page = Buffer.from(await (await ask("secretariat", "/agenda")).arrayBuffer());
  const waiting = view.items.filter(({ status }) => status === "unplaced");
  const agendaItems = view.areas.flatMap(({ items }) => items);
  const rows = [
    await measured("/agenda, after a change", () => ask("secretariat", "/agenda"), typed),
    await measured("  compressing it on its way", async () => gzipSync(page)),
    await measured(
      "/agenda, its data after a change",
      () => ask("secretariat", "/agenda.data?_routes=routes%2Fagenda"),
      typed,
    ),
    await measured("  of this: the merging", read),
    await measured("  of this: the text", () => readDocumentView(context, "agenda")),
    await measured(
      "concordance, after a change",
      () => ask("secretariat", "/agenda/concordance"),
      typed,
    ),
    await measured("  of this: its tables", async () => concordanceView(view)),
    await measured("related of one, index there", related),
    await measured("related of one, no index yet", related, forget),
    await measured(
      "groups of one area, after a change",
      () => ask("secretariat", "/agenda/groups?area=2"),
      typed,
    ),
    await measured(
      "groups of all areas, after a change",
      () => ask("secretariat", "/agenda/groups"),
      typed,
    ),
    await measured("coverage", async () => coverageOf(counted, view.coverage.delegations)),
    await measured(
      "export.json, after a change",
      () => ask("secretariat", "/agenda/export.json"),
      typed,
    ),
    await measured("a position", (round) => {
      const id = agendaItems[round]?.id ?? "";
      return ask("convener.ca", "/agenda/positions", {
        intent: "give",
        itemId: id,
        position: "reservation",
        note: `Pending review ${round}.`,
        textHash: view.positions.items[id]?.textHash ?? "",
      });
    }),
    await measured("compiling three", (round) =>
      ask("secretariat", "/agenda.data?_routes=routes%2Fagenda", {
        intent: "compile",
        key: nanoid(),
        items: JSON.stringify(
          waiting
            .slice(round * 3, round * 3 + 3)
            .map(({ planId, itemId, status }) => ({ planId, itemId, seen: status })),
        ),
        areaId: view.areas[0]?.id ?? "",
      }),
    ),
    await measured(
      "/agenda, after a change of its own text",
      () => ask("secretariat", "/agenda"),
      async (round) => {
        const item = agendaItems[(round * 31) % agendaItems.length];
        const planId = (await findAgenda(app.store.read))?.id ?? "";
        await changeItem(app, item && { planId, itemId: item.id, text: item.text }, round);
      },
    ),
    await kilobytes("/agenda, its size", () => ask("secretariat", "/agenda")),
    await kilobytes("/agenda, its data again, its size", () =>
      ask("secretariat", "/agenda.data?_routes=routes%2Fagenda"),
    ),
    await kilobytes("concordance, its size", () => ask("secretariat", "/agenda/concordance")),
    await kilobytes("export.json, its size", () => ask("secretariat", "/agenda/export.json")),
  ].flat();
  return {
    name: `The server's work: 3 plans of ${ITEMS_EACH} items, an agenda of ${ITEMS_EACH}`,
    rows,
  };
}
