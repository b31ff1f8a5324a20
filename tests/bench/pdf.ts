/** How long a 40-item plan takes to become a PDF: typeset from nothing, and from the cache. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromPlainText } from "~/documents/rich-text";
import type { ExportDocument } from "~/exchange/export-model";
import { createPdfService } from "~/exchange/pdf.server";
import { type Bench, median, milliseconds } from "./measure";
import { SENTENCES } from "./plans";

const ITEMS = 40;
const AREAS = 4;
const RUNS = 7;
/** A plan of invented policy sentences; `run` makes its text different from every other. */
function plan(run: number): ExportDocument {
  return {
    id: "bench",
    slug: "bench",
    kind: "plan",
    title: `Benchmark plan ${run}`,
    state: "open",
    language: "en",
    updatedAt: Date.UTC(2026, 0, 1),
    delegation: { code: "CA", name: "Canada" },
    preamble: fromPlainText(SENTENCES.join(" ")),
    areas: Array.from({ length: AREAS }, (_, a) => ({
      id: `area-${a}`,
      number: a + 1,
      title: `Area ${a + 1}`,
      items: Array.from({ length: ITEMS / AREAS }, (_, i) => ({
        id: `item-${a}-${i}`,
        ref: `CA ${a + 1}.${i + 1}`,
        text: fromPlainText(
          `${SENTENCES[(a + i) % SENTENCES.length]} ${SENTENCES[(a + i + 1) % SENTENCES.length]} (${run})`,
        ),
        details: {
          lead: "Ministry",
          partners: "Provinces",
          due: "2028",
          indicator: "Yearly count",
        },
      })),
    })),
  };
}

/** Measures in a folder and processes of its own; leaves nothing behind. */
export async function benchPdf(): Promise<Bench[]> {
  const folder = await mkdtemp(join(tmpdir(), "concerted-bench-pdf-"));
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const first: number[] = [];
  const cold: number[] = [];
  const cached: number[] = [];
  try {
    for (let run = 0; run < RUNS; run += 1) {
      const service = createPdfService({ cacheDir: join(folder, String(run)), log: silent });
      const render = (model: ExportDocument) => service.render(model, { paper: "a4" });
      // The first PDF of a process also starts the process and reads the fonts.
      first.push(await milliseconds(() => render(plan(2 * run))));
      cold.push(await milliseconds(() => render(plan(2 * run + 1))));
      cached.push(await milliseconds(() => render(plan(2 * run + 1))));
      await service.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return [
    {
      name: `PDF of a ${ITEMS}-item plan`,
      rows: [
        { label: "cold, with the process’s start", value: median(first), unit: "ms" },
        { label: "cold", value: median(cold), unit: "ms" },
        { label: "cached", value: median(cached), unit: "ms" },
        { label: "cold / cached", value: median(cold) / median(cached), unit: "×" },
      ],
    },
  ];
}
