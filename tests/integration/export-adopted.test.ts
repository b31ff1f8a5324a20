/** Exports of the agenda on its way: what is negotiated, drafts as issued, and the adopted text. */
import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { objectTo } from "~/agenda/objections.server";
import { readAgenda } from "~/agenda/read.server";
import { inBracket } from "~/documents/brackets";
import { preambleFragment } from "~/documents/document";
import { setItemText } from "~/documents/document-changes";
import { fromPlainText, writeRichText } from "~/documents/rich-text";
import { exportDocument } from "~/exchange/export.server";
import { answerAdoptedRecord, answerExport } from "~/exchange/export-answer.server";
import { inGroups } from "~/exchange/issued-file";
import { recogniseFile } from "~/exchange/issued-files.server";
import { createPdfService, type PdfService } from "~/exchange/pdf.server";
import { PEOPLE, type PersonName } from "./agenda-workspace";
import { openNegotiation } from "./drafts-workspace";
import { readPdf, temporaryFolder } from "./export-fixtures";
import { UNLIMITED } from "./workspace";

const folder = temporaryFolder();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let pdf: PdfService;
let workspace: Awaited<ReturnType<typeof openNegotiation>>;

beforeAll(() => {
  pdf = createPdfService({ cacheDir: folder.path, log });
});
afterAll(async () => {
  await pdf.close();
  folder.remove();
});
beforeEach(async () => {
  workspace = await openNegotiation();
});
afterEach(() => workspace.close());

function contextOf(who: PersonName | null) {
  const { actor: _, requestId: __, ...app } = workspace.as(who);
  const person = who && { ...PEOPLE[who], name: who, email: `${who}@x.example`, locale: null };
  return { app, pdf, person, requestId: "request", locale: "en" as const, ...UNLIMITED };
}

function ask(format: "pdf" | "json" | "txt", search = "", who: PersonName | null = "convener.ca") {
  const request = new Request(`http://localhost/agenda/export${search}`);
  const context = contextOf(who);
  return format === "txt"
    ? answerAdoptedRecord({ request, context })
    : answerExport({ request, context }, { kind: "agenda" }, format);
}

const bytesOf = async (answer: Response) => {
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};
const pages = async (search = "", who?: PersonName) =>
  readPdf(await bytesOf(await ask("pdf", search, who)));
const json = async (search = "", who?: PersonName) =>
  JSON.parse(new TextDecoder().decode(await bytesOf(await ask("json", search, who))));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Mexico objects to what set its item aside. */
async function objectToSettingAside(): Promise<void> {
  const mexico = workspace.as("convener.mx");
  const aside = (await readAgenda(mexico))?.items
    .flatMap(({ destinations }) => destinations)
    .find(({ mayObject }) => mayObject);
  await objectTo(mexico, {
    dispositionId: aside?.dispositionId ?? "",
    reason: "It concerns the border.",
  });
}

describe("a text that is negotiated", () => {
  beforeEach(async () => {
    const { items, give, write, edit } = workspace;
    await give(items[0], "CA", "agreed");
    await write(items[0], "Train border staff.");
    await give(items[0], "MX", "reservation", "Subject to the budget.");
    await give(items[0], "US", "objection", "The lead is not named.");
    await edit("agenda", (doc) =>
      setItemText(
        doc,
        items[1],
        inBracket(fromPlainText("Fund shelters."), {
          id: "b",
          kind: "deletion",
          delegations: ["US"],
        }),
      ),
    );
  });

  it("names under each item who says what, and whether of these words", async () => {
    const { text, pages: all } = await pages();
    expect(all[0]).toContain("Negotiating version");
    expect(text).toContain("Positions CA Agreed (to be confirmed) · MX Reservation · US Objection");
    expect(text).toContain("[Fund shelters. (US: delete)]");
    expect(text).toMatch(
      /Annex 1: Reservations Number Delegation Text of the reservation 1\.1 Mexico Subject to the budget\./,
    );
    expect(text).toMatch(
      /Annex 2: Objections Number Delegation Reason 1\.1 USA The lead is not named\./,
    );
    expect(text).toContain("Annex 3: Items not carried, with reasons");
  });

  it("has the brackets of the preamble as it has those of the items", async () => {
    await workspace.edit("agenda", (doc) => {
      const preamble = preambleFragment(doc);
      const attrs = { id: "p", kind: "text", delegations: ["CA", "US"] };
      if (preamble) writeRichText(preamble, inBracket(fromPlainText("We agree:"), attrs));
    });
    expect((await pages()).text).toContain("[We agree: (CA, US)]");
    expect(await json()).toMatchObject({
      preambleBrackets: [{ kind: "text", delegations: ["CA", "US"], text: "We agree:" }],
    });
    expect((await pages("?version=clean")).text).not.toContain("[We agree");
    const clean = await json("?version=clean");
    expect("preambleBrackets" in clean).toBe(false);
  });

  it("is without positions, brackets and objections in the clean version", async () => {
    const { text, pages: all } = await pages("?version=clean");
    expect(all[0]).toContain("Clean version");
    expect(text).toContain("Fund shelters.");
    expect(text).toContain("Subject to the budget.");
    expect(text).not.toMatch(/Positions|Objection|not named|\[Fund/);
  });

  it("has all of it in the JSON export, and none of it in the clean one", async () => {
    const [first, second] = (await json()).areas.flatMap(
      (area: { items: unknown[] }) => area.items,
    );
    expect(first.positions).toEqual([
      { delegation: "CA", position: "agreed", current: false, note: "" },
      {
        delegation: "MX",
        position: "reservation",
        current: true,
        note: "Subject to the budget.",
      },
      { delegation: "US", position: "objection", current: true, note: "The lead is not named." },
    ]);
    expect("brackets" in first).toBe(false);
    expect(second.brackets).toEqual([
      { kind: "deletion", delegations: ["US"], text: "Fund shelters." },
    ]);
    const clean = await json("?version=clean");
    expect(JSON.stringify(clean)).not.toMatch(/"brackets"|not named/);
    expect(clean).toMatchObject({ draft: null, adoption: null });
    expect(clean.reservations).toMatchObject([{ ref: "1.1", delegation: "MX", current: true }]);
  });

  it("says what a delegation has against a setting aside, to those who may know", async () => {
    await objectToSettingAside();
    const objection = "Objection of MX: It concerns the border.";
    expect((await pages("", "secretariat")).text).toContain(objection);
    expect((await pages("", "convener.ca")).text).not.toContain("It concerns the border.");
  });
});

describe("an item that was set aside and rewritten since", () => {
  const aside = async () => {
    const { concordance } = await json();
    return concordance.national.find(({ ref }: { ref: string }) => ref === "MX 1.2").setAside;
  };

  it("is marked, as its reason was given for other words", async () => {
    expect(await aside()).toMatchObject({ disposition: "deferred", drifted: false });
    expect((await pages()).text).not.toContain("since it was set aside");
    await workspace.edit("plan-mx", (doc) =>
      setItemText(doc, "mx-1-2", fromPlainText("Close the border at night.")),
    );
    expect(await aside()).toMatchObject({ disposition: "deferred", drifted: true });
    const { text } = await pages();
    expect(text).toContain("Close the border at night. (text changed since it was set aside)");
    expect(text).toContain("MX 1.2 – Deferred (text changed since it was set aside)");
  });
});

it("an item that was carried verbatim is exported as consolidated once it is rewritten", async () => {
  const said = async () => {
    const { areas, concordance } = await json();
    const row = concordance.national.find(({ ref }: { ref: string }) => ref === "CA 2.1");
    return [areas[1].items[0].sources[0].disposition, row.carried[0].disposition];
  };
  expect(await said()).toEqual(["carried-verbatim", "carried-verbatim"]);
  await workspace.write(workspace.items[1], "Fund shelters in every region.");
  await workspace.adopt();
  expect(await said()).toEqual(["consolidated", "consolidated"]);
  expect((await pages()).text).toContain("CA 2.1 2.1 Consolidated");
});

describe("a draft as it was issued", () => {
  beforeEach(async () => {
    const { items, write, issue } = workspace;
    await write(items[0], "Train staff.");
    await issue("zero-draft", 0);
    await write(items[0], "Train border staff.");
    await issue("revised-draft", 1);
    await write(items[0], "Train all border staff.");
  });

  it("has the words of then, under its own name", async () => {
    const { text, pages: all } = await pages("?draft=0");
    expect(all[0]).toContain("Zero draft, as issued on November 24, 2026");
    expect(all[0]).toContain("The text alone");
    expect(text).toContain("Train staff.");
    expect(text).not.toMatch(/Annex|border/);
    const answer = await ask("json", "?draft=1", "member.us");
    expect(answer.headers.get("Content-Disposition")).toContain(
      "regional-agenda-rev-1-2026-11-24.json",
    );
    const exported = await answer.json();
    expect(exported).toMatchObject({ state: "revised-draft", draft: { position: 1, number: 1 } });
    expect(exported.areas[0].items[0].text).toBe("Train border staff.");
  });

  it("is named by the text that follows it", async () => {
    expect((await pages()).pages[0]).toContain("Working text, following Rev. 1");
    await workspace.write(workspace.items[0], "Train border staff.");
    expect((await pages()).pages[0]).toContain("Rev. 1, as issued on November 24, 2026");
  });

  it("that there is not is not found, and what is no number is refused", async () => {
    for (const format of ["pdf", "json"] as const) {
      expect((await ask(format, "?draft=2")).status).toBe(404);
      expect((await ask(format, "?draft=-1")).status).toBe(400);
      expect((await ask(format, "?draft=0", null)).status).toBe(401);
    }
    const request = new Request("http://localhost/plans/canada/export.json?draft=0");
    const canada = { kind: "plan", slug: "canada" } as const;
    const answer = await answerExport(
      { request, context: contextOf("convener.ca") },
      canada,
      "json",
    );
    expect(answer.status).toBe(404);
  });
});

describe("the adopted agenda", () => {
  let record: string;
  let fingerprint: string;
  beforeEach(async () => {
    ({ record, fingerprint } = await workspace.adopt());
  });

  it("says so on its title page, with the fingerprint and how to check a copy", async () => {
    const { pages: all, text } = await pages("?version=clean");
    expect(all[0]).toContain("Adopted by silence procedure on December 1, 2026");
    expect(all[0]?.replaceAll(" ", "")).toContain(fingerprint);
    expect(all[0]).toContain(inGroups(fingerprint).slice(0, 39));
    expect(all[0]).toContain("/check");
    expect(text).not.toMatch(/Draft|DRAFT/);
  });

  it("has the record of consent, and reservations as they were adopted", async () => {
    const { text, tagged } = await pages();
    expect(tagged).toBe(true);
    expect(text).toContain(
      "Number Agreed Agreed ad referendum Reservation Silent 1.1 CA US MX – 2.1 – – – CA, MX, US",
    );
    expect(text).toContain("Mexico Subject to the budget. (made on earlier words)");
    expect(text).not.toContain("Positions CA");
    expect((await json()).adoption).toEqual({
      at: "2026-12-01T09:30:00.000Z",
      fingerprint,
      bySilence: true,
    });
    expect((await json("?draft=0")).adoption.fingerprint).toBe(fingerprint);
  });

  it("is there as the text that the fingerprint is of", async () => {
    const answer = await ask("txt");
    expect(answer.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    const bytes = await bytesOf(answer);
    expect(new TextDecoder().decode(bytes)).toBe(record);
    expect(sha256(bytes)).toBe(fingerprint);
    expect((await ask("txt", "", null)).status).toBe(401);
  });

  it("is recognised by each file that was given out, by anyone", async () => {
    const anyone = workspace.as(null);
    for (const paper of ["a4", "letter"]) {
      const bytes = await bytesOf(await ask("pdf", `?version=clean&paper=${paper}`));
      expect(await recogniseFile(anyone, sha256(bytes))).toEqual({
        title: "Regional agenda",
        language: "en",
        adoptedAt: Date.UTC(2026, 11, 1, 9, 30),
        format: "pdf",
        version: "clean",
        paper,
      });
      const other = new Uint8Array([...bytes, 10]);
      expect(await recogniseFile(anyone, sha256(other))).toBeNull();
    }
    const exported = await bytesOf(await ask("json", "", "observer"));
    expect(await recogniseFile(anyone, sha256(exported))).toMatchObject({
      format: "json",
      version: "negotiating",
      paper: null,
    });
    // The record, also before anyone has asked for it as a file.
    expect(await recogniseFile(anyone, fingerprint)).toMatchObject({ format: "txt" });
  });
});

it("the adopted agenda is the same file for every reader, byte by byte", async () => {
  await objectToSettingAside();
  await workspace.adopt();
  const readers = Object.keys(PEOPLE) as PersonName[];
  for (const version of ["negotiating", "clean"]) {
    for (const format of ["pdf", "json"] as const) {
      const files = new Set<string>();
      for (const who of readers) {
        files.add(sha256(await bytesOf(await ask(format, `?version=${version}`, who))));
      }
      expect(files.size, `${version} ${format}`).toBe(1);
    }
  }
  // All that was set aside is listed to all, and an objection to that stays where it belongs.
  const { text } = await pages("", "member.us");
  expect(text).toContain("To be taken up at the next review.");
  expect(text).not.toContain("It concerns the border.");
});

it("a PDF has a key of its own for every draft, position, reservation and adoption", async () => {
  const { items, give, issue, adopt } = workspace;
  const keys: string[] = [];
  const note = async (draft?: number) => {
    const model = await exportDocument(workspace.as("observer"), { kind: "agenda" }, draft);
    for (const version of ["negotiating", "clean"] as const) {
      keys.push(pdf.key(model, { paper: "a4", version }));
    }
  };
  await note();
  await give(items[0], "CA", "reservation", "Subject to our law.");
  await note();
  await issue("zero-draft", 0);
  await note();
  await note(0);
  await adopt();
  await note();
  expect(new Set(keys).size).toBe(keys.length);
});

it("nothing is adopted yet: there is no record, and no file is kept", async () => {
  expect((await ask("txt")).status).toBe(404);
  const bytes = await bytesOf(await ask("json"));
  expect(await recogniseFile(workspace.as(null), sha256(bytes))).toBeNull();
});
