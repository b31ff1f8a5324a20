import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertDispositions, insertStep } from "#db/agenda";
import { findItem } from "#db/documents";
import { insertPerson } from "#db/people";
import type { Store } from "#db/store";
import type { Actor } from "~/accounts/policy";
import { createRequestLimits, type RequestLimits } from "~/accounts/request-limits.server";
import type { AppContext, Locale } from "~/context";
import { setItemText } from "~/documents/document-changes";
import { editDocument } from "~/documents/log.server";
import { fromPlainText } from "~/documents/rich-text";
import type { ExportTarget } from "~/exchange/export.server";
import { answerExport } from "~/exchange/export-answer.server";
import { createPdfService, type PdfService } from "~/exchange/pdf.server";
import { m } from "~/i18n/messages";
import { RATE_LIMITS } from "~/limits";
import { WorkStopped } from "~/processes/process-pool.server";
import { Refused } from "~/refusal";
import {
  AT,
  actor,
  openConsultation,
  readPdf,
  storeDocument,
  temporaryFolder,
} from "./export-fixtures";
import { UNLIMITED } from "./workspace";

const folder = temporaryFolder();
let store: Store;
let pdf: PdfService;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const CANADA: ExportTarget = { kind: "plan", slug: "canada" };
const AGENDA: ExportTarget = { kind: "agenda" };

beforeAll(async () => {
  store = await openConsultation(folder.path);
  pdf = createPdfService({ cacheDir: join(folder.path, "cache", "pdf"), log });
  const canada = await storeDocument(
    store,
    { id: "ca", kind: "plan", slug: "canada", delegation: "CA", state: "draft" },
    {
      title: "National action plan of Canada",
      areas: [
        {
          id: "p",
          title: "Prevention",
          items: [
            { id: "ca1", text: "Train staff." },
            { id: "ca2", text: "Fund shelters." },
          ],
        },
      ],
    },
  );
  await storeDocument(
    store,
    { id: "ag", kind: "agenda", slug: "agenda", delegation: null, state: "zero-draft" },
    {
      title: "Regional agenda",
      areas: [
        {
          id: "r",
          title: "Prevention",
          items: [
            { id: "r1", text: "Train staff and fund shelters." },
            { id: "r2", text: "Report every year." },
          ],
        },
      ],
    },
  );
  await store.transaction(async (tx) => {
    await insertPerson(tx, {
      id: "s",
      email: "secretariat@example.org",
      name: "Secretariat",
      passwordHash: "-",
      role: "secretariat",
      delegation: null,
      locale: null,
      demo: false,
      createdAt: AT,
      withdrawnAt: null,
    });
    await insertStep(tx, {
      id: "step",
      agendaId: "ag",
      kind: "compile",
      agendaItemId: "r1",
      personId: "s",
      at: AT,
      undoneAt: null,
      undoneBy: null,
    });
    for (const itemId of ["ca1", "ca2"]) {
      const item = await findItem(tx, "ca", itemId);
      await insertDispositions(tx, [
        {
          id: `d-${itemId}`,
          agendaId: "ag",
          planId: "ca",
          itemId,
          disposition: "consolidated",
          agendaItemId: "r1",
          reason: "",
          basisText: item?.text ?? "",
          basisHash: item?.hash ?? "",
          basisRef: item?.ref ?? "",
          stepId: "step",
          endedByStepId: null,
          at: AT,
        },
      ]);
    }
    await editDocument({ now: () => AT, writer: "test" }, tx, canada, null, (doc) =>
      setItemText(doc, "ca2", fromPlainText("Fund more shelters.")),
    );
  });
});

afterAll(async () => {
  await pdf.close();
  await store.close();
  folder.remove();
});

interface Ask {
  who?: Actor | null;
  search?: string;
  headers?: Record<string, string>;
  locale?: Locale;
  service?: PdfService;
  requestLimits?: RequestLimits;
  signal?: AbortSignal;
}

function ask(
  target: ExportTarget,
  format: "pdf" | "json",
  {
    who = actor("convener", "CA"),
    search = "",
    headers = {},
    locale = "en",
    service = pdf,
    requestLimits = UNLIMITED.requestLimits,
    signal,
  }: Ask = {},
): Promise<Response> {
  const app: AppContext = {
    store,
    log,
    live: { apply: () => undefined, announce: () => undefined, recheck: () => undefined },
    now: () => AT,
    newId: () => "id",
    writer: "test",
    settings: { origin: null, demo: false, dataDir: folder.path, mail: false },
  };
  const context = {
    app,
    pdf: service,
    person: who && { ...who, name: "Someone", email: "someone@example.org", locale: null },
    requestId: "request",
    locale,
    ...UNLIMITED,
    requestLimits,
  };
  const request = new Request(`http://localhost/export${search}`, { headers, signal });
  return answerExport({ request, context }, target, format);
}

describe("who may export", () => {
  it.each(["pdf", "json"] as const)(
    "%s: no one signed out, whether it exists or not",
    async (f) => {
      for (const target of [CANADA, AGENDA, { kind: "plan", slug: "nowhere" } as const]) {
        const response = await ask(target, f, { who: null });
        expect(response.status).toBe(401);
        expect(response.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
      }
    },
  );

  it("not other delegations, observers or members while it is a draft", async () => {
    for (const who of [
      actor("drafter", "US"),
      actor("observer"),
      actor("secretariat"),
      actor("member", "CA"),
    ]) {
      for (const format of ["pdf", "json"] as const) {
        expect((await ask(CANADA, format, { who })).status).toBe(403);
      }
    }
    expect((await ask(CANADA, "json", { who: actor("drafter", "CA") })).status).toBe(200);
  });

  it("knows nothing of other slugs, nor of the agenda as a plan", async () => {
    expect((await ask({ kind: "plan", slug: "nowhere" }, "pdf")).status).toBe(404);
    expect((await ask({ kind: "plan", slug: "agenda" }, "json")).status).toBe(404);
  });

  it("says no in the reader's language", async () => {
    const response = await ask(CANADA, "pdf", { who: actor("observer"), locale: "es" });
    expect(await response.text()).toBe("No tiene permiso para exportar este documento.\n");
  });
});

describe("a file that is too much", () => {
  const refusing = (error: Error): PdfService => ({ ...pdf, render: () => Promise.reject(error) });

  it.each(["time", "memory"] as const)("for %s is refused in the reader's words", async (why) => {
    const service = refusing(new WorkStopped(why, "ended"));
    const response = await ask(CANADA, "pdf", { service, locale: "fr" });
    expect(response.status).toBe(422);
    expect(await response.text()).toBe(`${m.exchange_refused_too_much({}, { locale: "fr" })}\n`);
  });

  it("is refused for now where too many wait, with when to ask again", async () => {
    const service = refusing(new Refused("too-many"));
    const response = await ask(CANADA, "pdf", { service });
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("30");
  });

  it("is an error of ours where its process failed", async () => {
    const service = refusing(new WorkStopped("crash", "ended"));
    expect((await ask(CANADA, "pdf", { service })).status).toBe(500);
  });

  it("is ended by the compiler's limits, and refused at once the next time", async () => {
    const service = createPdfService({ cacheDir: join(folder.path, "hasty"), log, timeLimit: 1 });
    expect((await ask(CANADA, "pdf", { service })).status).toBe(422);
    expect((await ask(CANADA, "pdf", { service })).status).toBe(422);
    await service.close();
  });

  it("is given up with the connection on which it was asked for", async () => {
    const ending = new AbortController();
    let given: AbortSignal | undefined;
    const service: PdfService = {
      ...pdf,
      render: (_, __, asked) =>
        new Promise((_, reject) => {
          given = asked?.signal;
          given?.addEventListener("abort", () => reject(given?.reason));
          ending.abort();
        }),
    };
    await ask(CANADA, "pdf", { service, signal: ending.signal });
    expect(given?.aborted).toBe(true);
  });

  it("counts against one person, of what has to be made", async () => {
    const requestLimits = createRequestLimits({ ...RATE_LIMITS, exportsPerMinute: 1 });
    const given = { requestLimits, who: actor("convener", "CA") };
    expect((await ask(CANADA, "pdf", given)).status).toBe(200);
    const tooFast = await ask(CANADA, "json", given);
    expect(tooFast.status).toBe(429);
    expect(Number(tooFast.headers.get("Retry-After"))).toBeGreaterThan(0);
    // What is there already costs nothing.
    expect((await ask(CANADA, "pdf", given)).status).toBe(200);
    const other = { ...given, who: actor("secretariat", null) };
    expect((await ask(AGENDA, "json", other)).status).toBe(200);
  });
});

describe("what may be asked", () => {
  it("refuses unknown papers and versions", async () => {
    const paper = await ask(CANADA, "pdf", { search: "?paper=a3" });
    expect(paper.status).toBe(400);
    expect(await paper.text()).toContain("“letter” or “a4”");
    const version = await ask(AGENDA, "json", { search: "?version=final" });
    expect(version.status).toBe(400);
    expect(await version.text()).toContain("“negotiating” or “clean”");
  });

  it("gives the same in both versions where nothing is in brackets and no position is given", async () => {
    const [negotiating, clean] = await Promise.all(
      ["negotiating", "clean"].map(async (version) =>
        (await ask(AGENDA, "json", { search: `?version=${version}` })).json(),
      ),
    );
    expect(negotiating.areas[0].items[0].positions).toEqual([]);
    expect(clean).toEqual(negotiating);
  });
});

describe("the JSON export", () => {
  it("of the agenda names where each item comes from, and what has drifted", async () => {
    const response = await ask(AGENDA, "json", { who: actor("convener", "CA") });
    expect(response.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    const json = await response.json();
    expect(json).toMatchObject({ id: "ag", kind: "agenda", state: "zero-draft" });
    const source = { plan: "canada", disposition: "consolidated" };
    expect(json.areas[0].items).toMatchObject([
      {
        ref: "1.1",
        sources: [
          { ...source, ref: "CA 1.1", itemId: "ca1", drifted: false },
          { ...source, ref: "CA 1.2", itemId: "ca2", drifted: true },
        ],
        positions: [],
      },
      { ref: "1.2", sources: [], positions: [] },
    ]);
  });

  it("of the agenda has the table of concordance, as far as it is the reader's to know", async () => {
    const concordance = async (who: Actor) =>
      (await (await ask(AGENDA, "json", { who })).json()).concordance;
    const agendaItem = { ref: "1.1", itemId: "r1", disposition: "consolidated" };
    const row = { plan: "canada", delegation: "CA", carried: [agendaItem], setAside: null };
    expect(await concordance(actor("convener", "CA"))).toEqual({
      counted: [],
      national: [
        { ...row, ref: "CA 1.1", itemId: "ca1", status: "placed" },
        { ...row, ref: "CA 1.2", itemId: "ca2", status: "placed" },
      ],
    });
    // Of a plan that is internal, what the agenda's items name as their sources and no more.
    expect((await concordance(actor("observer"))).national).toMatchObject([row, row]);
  });

  it("does not tell others what has become of a plan that is not theirs to read", async () => {
    const json = await (await ask(AGENDA, "json", { who: actor("observer") })).json();
    expect(json.areas[0].items[0].sources).toMatchObject([{ drifted: false }, { drifted: false }]);
  });

  it("is not sent again to who has it", async () => {
    const tag = (await ask(CANADA, "json")).headers.get("ETag") ?? "";
    const again = await ask(CANADA, "json", { headers: { "If-None-Match": `W/${tag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  });
});

describe("the PDF export", () => {
  it("comes with its name, type and tag", async () => {
    const response = await ask(CANADA, "pdf");
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("application/pdf");
    expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
    expect(response.headers.get("Content-Disposition")).toBe(
      "inline; filename*=UTF-8''canada-national-action-plan-2026-11-24.pdf",
    );
    const read = await readPdf(new Uint8Array(await response.arrayBuffer()));
    expect(read.text).toContain("CA 1.2");
    expect(read.text).toContain("Fund more shelters.");

    const tag = response.headers.get("ETag") ?? "";
    const again = await ask(CANADA, "pdf", { headers: { "If-None-Match": `"other", ${tag}` } });
    expect(again.status).toBe(304);
    const onLetter = await ask(CANADA, "pdf", {
      search: "?paper=letter",
      headers: { "If-None-Match": tag },
    });
    expect(onLetter.status).toBe(200);
  });

  it("of the agenda names the sources in notes", async () => {
    const response = await ask(AGENDA, "pdf");
    const read = await readPdf(new Uint8Array(await response.arrayBuffer()));
    expect(read.text).toContain("Sources: CA 1.1 · CA 1.2 (text since changed)");
    expect(read.pages[0]).toContain("CANADA · UNITED STATES");
    expect(read.pages.at(-1)).toMatch(
      /Annex: Table of concordance.*CANADA.*CA 1\.1 1\.1 Consolidated CA 1\.2 1\.1 Consolidated/,
    );
    expect(read.pages.at(-1)).toMatch(/Agenda item Sources 1\.1 CA 1\.1 · CA 1\.2 1\.2 –/);
  });

  it("that cannot be made is an error of the server, in words", async () => {
    const closed = createPdfService({ cacheDir: join(folder.path, "none"), log });
    await closed.close();
    const working = pdf;
    pdf = closed;
    try {
      const response = await ask(CANADA, "pdf");
      expect(response.status).toBe(500);
      expect(await response.text()).toContain("could not be made");
    } finally {
      pdf = working;
    }
  });
});
