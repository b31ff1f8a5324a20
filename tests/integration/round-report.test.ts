/** The report of a consultation round: what is in it, for whom, and its files. */
import { join } from "node:path";
import type { AppLoadContext } from "@remix-run/node";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertComment, insertThread } from "#db/comments";
import { proposeAmendment } from "~/amendments/amendments.server";
import { acceptAmendments, rejectAmendments } from "~/amendments/deciding.server";
import { readAmendments } from "~/amendments/read.server";
import { openThread, reply, resolveThread } from "~/comments/comments.server";
import { removeItem, setItemText } from "~/documents/document-changes";
import { readDocumentView } from "~/documents/read.server";
import { fromPlainText } from "~/documents/rich-text";
import { answerRoundReport } from "~/exchange/export-answer.server";
import { createPdfService, type PdfService } from "~/exchange/pdf.server";
import { readRoundReport } from "~/exchange/round-report.server";
import { reportWords } from "~/exchange/round-report-words";
import { setRound } from "~/plans/rounds.server";
import { readPdf, temporaryFolder } from "./export-fixtures";
import { openWorkspace, PEOPLE, type PersonName, type Workspace } from "./plans-workspace";
import { UNLIMITED } from "./workspace";

const HOUR = 3_600_000;
const WORDS = "Train border staff to notice those in danger.";
const folder = temporaryFolder();
let pdf: PdfService;
let workspace: Workspace;
let now: number;

beforeAll(() => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  pdf = createPdfService({ cacheDir: join(folder.path, "pdf"), log });
});
afterAll(async () => {
  await pdf.close();
  folder.remove();
});

const convener = () => workspace.as("convener.ca");
const say = (who: PersonName, body: string, itemId = "i1") =>
  openThread(workspace.as(who), { documentId: "plan", itemId, anchor: null, quote: "", body });
const propose = async (who: PersonName, to: string) => {
  const basis = JSON.stringify(fromPlainText(WORDS));
  const { amendmentId } = await proposeAmendment(workspace.as(who), {
    documentId: "plan",
    kind: "text",
    itemId: "i1",
    basis,
    text: JSON.stringify(fromPlainText(to)),
    justification: '=HYPERLINK("x") is a justification',
  });
  return amendmentId;
};
const report = (who: PersonName, number = 1) =>
  readRoundReport(workspace.as(who), "canada", number);
const bodies = async (who: PersonName) =>
  (await report(who)).sections
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => (entry.type === "thread" ? entry.comments.map(({ body }) => body) : []));

/**
 * Members comment; then a round of members, which is opened to all after an hour; something is said
 * in each part, and afterwards.
 */
beforeEach(async () => {
  now = Date.parse("2026-11-20T12:00:00Z");
  workspace = await openWorkspace("open", () => now);
  const { threadId: earlier } = await say("member.ca", "Before the round");
  await say("member.ca", "Before it, and no more said");
  now += HOUR;
  const round = {
    documentId: "plan",
    closes: "2026-12-04T18:00",
    timeZone: "America/Toronto",
    note: "What of area 1?",
  };
  await setRound(convener(), { ...round, audience: "members" });
  await reply(workspace.as("member.ca"), { documentId: "plan", threadId: earlier, body: "Again" });
  const { threadId } = await say("member.ca", "Among members", "i2");
  const rejected = await propose("member.ca", "Train all staff to notice those in danger.");
  now += HOUR;
  const roundId = (await readDocumentView(convener(), "canada")).round?.id ?? "";
  await setRound(convener(), { ...round, roundId, audience: "all" });
  await say("member.mx", "-From Mexico\nin two lines", "i2");
  const accepted = await propose(
    "convener.mx",
    "Train border staff every year to notice those in danger.",
  );
  now = Date.parse("2026-12-05T12:00:00Z");
  await resolveThread(convener(), { documentId: "plan", threadId });
  await rejectAmendments(convener(), {
    documentId: "plan",
    amendmentIds: [rejected],
    reason: "Too wide.",
  });
  await acceptAmendments(convener(), { documentId: "plan", amendmentIds: [accepted] });
  await say("drafter.ca", "After the round");
});
afterEach(() => workspace.close());

describe("what is in it", () => {
  it("is what was said and proposed while the round ran, by item, with what came of it", async () => {
    const { sections, counts, round } = await report("member.ca");
    expect(round).toMatchObject({ number: 1, audience: "all", phase: "over" });
    expect(sections.map((one) => ("ref" in one ? one.ref : one.about))).toEqual([
      "CA 1.1",
      "CA 1.2",
    ]);
    const [first, second] = sections;
    expect(first?.entries).toMatchObject([
      { type: "thread", comments: [{ body: "Before the round" }, { body: "Again" }] },
      {
        type: "amendment",
        state: "rejected",
        author: { delegation: "CA" },
        decided: { reason: "Too wide.", by: { name: "Test convener.ca" } },
      },
      { type: "amendment", state: "accepted", author: { delegation: "MX" } },
    ]);
    expect(second?.entries).toMatchObject([
      { comments: [{ body: "Among members" }], resolved: { by: { name: "Test convener.ca" } } },
      { comments: [{ body: "-From Mexico\nin two lines" }], resolved: null },
    ]);
    expect(counts).toMatchObject({ threads: 3, resolved: 1, comments: 4, amendments: 2 });
    expect(counts.byState).toEqual([
      { state: "accepted", count: 1 },
      { state: "rejected", count: 1 },
    ]);
    expect(counts.byOrigin).toEqual([
      { delegation: "CA", role: null, count: 4 },
      { delegation: "MX", role: null, count: 2 },
    ]);
  });

  it("says of which detail an amendment is", async () => {
    now = Date.parse("2026-11-20T15:00:00Z");
    const none = { lead: "", partners: "", due: "", indicator: "" };
    await proposeAmendment(workspace.as("member.ca"), {
      documentId: "plan",
      kind: "details",
      itemId: "i1",
      basisDetails: JSON.stringify(none),
      details: JSON.stringify({ ...none, due: "2027" }),
      justification: "In time for the review.",
    });
    const { sections } = reportWords(await report("member.ca"), "fr");
    const words = sections
      .flatMap(({ entries }) => entries)
      .flatMap((entry) => (entry.type === "amendment" ? entry.proposed : []))
      .map(({ pieces }) => pieces.map(({ text }) => text).join(""));
    expect(words).toContain("Échéance\u00a0: 2027");
  });

  it("keeps what is about an item that was removed", async () => {
    await workspace.edit("plan", (doc) => removeItem(doc, "i1"));
    const { sections } = await report("convener.ca");
    expect(sections.at(-1)).toMatchObject({ about: "gone", ref: "CA 1.1" });
    // What the item said is told by what was proposed of it alone.
    expect(sections.at(-1)).not.toHaveProperty("text");
  });
});

describe("of a removal", () => {
  it("shows the words that went, where they were others than those of the proposal", async () => {
    now = Date.parse("2026-11-20T15:00:00Z");
    const { amendmentId } = await proposeAmendment(workspace.as("member.ca"), {
      documentId: "plan",
      kind: "removal",
      itemId: "i2",
      justification: "It is done.",
    });
    await workspace.edit("plan", (doc) => setItemText(doc, "i2", fromPlainText("Later words.")));
    const found = await readAmendments(convener(), "plan", "read-amendments");
    const seenItem = found.amendments.find(({ id }) => id === amendmentId)?.seen ?? undefined;
    await acceptAmendments(convener(), {
      documentId: "plan",
      amendmentIds: [amendmentId],
      seenItem,
    });
    now = Date.parse("2026-12-05T12:00:00Z");
    const { sections } = await report("convener.ca");
    const entry = sections
      .flatMap(({ entries }) => entries)
      .find((each) => each.type === "amendment" && each.kind === "removal");
    expect(entry).toMatchObject({
      accepted: [{ parts: [{ kind: "removed", text: "Later words." }] }],
    });
  });
});

describe("for whom", () => {
  it("is each what they may read", async () => {
    const home = ["Before the round", "Again", "Among members", "-From Mexico\nin two lines"];
    for (const who of [
      "convener.ca",
      "drafter.ca",
      "member.ca",
      "secretariat",
      "observer",
    ] as const) {
      expect(await bodies(who), who).toEqual(home);
    }
    for (const who of ["convener.mx", "member.mx"] as const) {
      expect(await bodies(who), who).toEqual(["-From Mexico\nin two lines"]);
      expect((await report(who)).counts).toMatchObject({ threads: 1, amendments: 1 });
    }
  });

  it("is none for who may not read comments, nor of a round that there is not", async () => {
    await expect(report("convener.ca", 2)).rejects.toMatchObject({ code: "not-found" });
    await expect(readRoundReport(workspace.as(null), "canada", 1)).rejects.toMatchObject({
      code: "signed-out",
    });
    await workspace.setState("approved");
    await expect(report("member.mx")).rejects.toMatchObject({ code: "hidden" });
    expect((await report("member.ca")).counts.threads).toBe(3);
  });

  it("says of whose it is, and marks what is internal", async () => {
    await workspace.store.transaction(async (tx) => {
      const at = Date.parse("2026-11-21T12:00:00Z");
      const { id: authorId } = PEOPLE["convener.ca"];
      const thread = { id: "t-internal", documentId: "plan", itemId: "i1", quote: "" };
      await insertThread(tx, { ...thread, createdBy: authorId, createdAt: at, internalTo: "CA" });
      const comment = { id: "c-internal", threadId: "t-internal", authorId, createdAt: at };
      await insertComment(tx, { ...comment, body: "Among us", editedAt: null, deletedAt: null });
    });
    const words = reportWords(await report("convener.ca"), "en");
    expect(words.warning).not.toBeNull();
    expect(JSON.stringify(words)).toContain("Internal to CA");
    expect(words.lines).toContain("As people of the delegation may read it: Canada (CA)");
    expect(await bodies("member.ca")).toContain("Among us");
    for (const who of ["convener.mx", "secretariat", "observer"] as const) {
      expect(await bodies(who), who).not.toContain("Among us");
      expect(reportWords(await report(who), "en").warning, who).toBeNull();
    }
  });
});

describe("its files", () => {
  const ask = (
    who: PersonName | null,
    format: "pdf" | "docx" | "csv",
    search = "",
    number = "1",
  ) => {
    const person = who && { ...PEOPLE[who], name: who, email: "", locale: null };
    const context = { app: workspace.app, person, locale: "en", requestId: "r", pdf, ...UNLIMITED };
    const request = new Request(`http://x.example/report.${format}${search}`);
    return answerRoundReport(
      { request, context: context as unknown as AppLoadContext },
      { slug: "canada", number },
      format,
    );
  };

  it("are given to who may read its page", async () => {
    for (const format of ["pdf", "docx", "csv"] as const) {
      expect((await ask(null, format)).status).toBe(401);
      expect((await ask("member.ca", format, "", "7")).status).toBe(404);
      expect((await ask("member.ca", format, "", "1e0")).status).toBe(404);
      expect((await ask("member.ca", format, "?paper=a3")).status).toBe(400);
      await workspace.setState("draft");
      expect((await ask("member.ca", format)).status).toBe(403);
      await workspace.setState("open");
    }
  });

  it("as a table: a row for each comment and amendment, and no formula", async () => {
    const answer = await ask("member.ca", "csv");
    expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("Content-Disposition")).toContain(
      "canada-consultation-round-1-2026-12-05.csv",
    );
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.toString("utf8");
    expect(text.split("\r\n").filter(Boolean)).toHaveLength(7);
    expect(text).toContain('"\'-From Mexico\nin two lines"');
    expect(text).toContain('"\'=HYPERLINK(""x"") is a justification"');
    expect(text).toContain("Train [-border-][+all+] staff");
    expect(text).toContain("2026-12-05 07:00");
    expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  it("draw and say every change of form", async () => {
    now = Date.parse("2026-11-20T15:00:00Z");
    const entry = (type: "bulletList" | "orderedList") => ({
      type: "doc" as const,
      content: [
        {
          type,
          content: [
            { type: "listItem" as const, content: fromPlainText("A list of points").content },
          ],
        },
      ],
    });
    const bullets = entry("bulletList");
    await workspace.edit("plan", (doc) => setItemText(doc, "i1", bullets));
    await proposeAmendment(workspace.as("member.ca"), {
      documentId: "plan",
      kind: "text",
      itemId: "i1",
      basis: JSON.stringify(bullets),
      text: JSON.stringify(entry("orderedList")),
      justification: "They come in order.",
    });
    const table = Buffer.from(await (await ask("member.ca", "csv")).arrayBuffer()).toString("utf8");
    expect(table).toContain(
      "[-• -][+1. +][now a numbered list, before a bulleted list] A list of points",
    );
    const file = await ask("member.ca", "docx");
    const folder = unzipSync(new Uint8Array(await file.arrayBuffer()));
    const document = strFromU8(folder["word/document.xml"] ?? new Uint8Array());
    expect(document).toContain("[now a numbered list, before a bulleted list]");
    expect(document).toMatch(/<w:strike\/>.*• /);
    const bytes = Buffer.from(await (await ask("member.ca", "pdf")).arrayBuffer());
    const printed = JSON.stringify(await readPdf(bytes)).replace(/\s+/g, " ");
    expect(printed).toContain("now a numbered list");
  });

  it("say whom a comment names, in their language, and nothing of how it is kept", async () => {
    now = Date.parse("2026-11-20T15:00:00Z");
    const names = `@[person:${PEOPLE["convener.mx"].id}] and @[delegation:MX], @[role:secretariat]`;
    await say("member.ca", `Ask ${names}.`);
    const body = (locale: "en" | "fr") =>
      JSON.stringify(reportWords(given, locale)).match(/Ask [^"]*/)?.[0];
    const given = await report("member.ca");
    expect(body("en")).toBe("Ask @Test convener.mx (MX) and @Mexico (MX), @Secretariat.");
    expect(body("fr")).toBe("Ask @Test convener.mx (MX) and @Mexique (MX), @Secrétariat.");
    const said = "@Mexico (MX), @Secretariat";
    const csv = await (await ask("member.ca", "csv")).text();
    expect(csv).toContain(`Ask @Test convener.mx (MX) and ${said}`);
    const docx = unzipSync(new Uint8Array(await (await ask("member.ca", "docx")).arrayBuffer()));
    const document = strFromU8(docx["word/document.xml"] ?? new Uint8Array());
    const pdfBytes = Buffer.from(await (await ask("member.ca", "pdf")).arrayBuffer());
    const printed = JSON.stringify(await readPdf(pdfBytes));
    for (const file of [document, printed]) expect(file).toContain("@Mexico (MX)");
    for (const file of [csv, document, printed]) expect(file).not.toContain("@[");
  });

  it("as a Word file, with headings, struck and underlined words", async () => {
    const answer = await ask("member.ca", "docx");
    expect(answer.status).toBe(200);
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const document = strFromU8(files["word/document.xml"] ?? new Uint8Array());
    expect(document).toContain('<w:pStyle w:val="Heading1"/>');
    expect(document).toMatch(/<w:strike\/>(?:(?!<\/w:r>).)*border/);
    expect(document).toMatch(/<w:u (?:(?!<\/w:r>).)*every year/);
    expect(document).toContain("Too wide.");
  });

  it("as a PDF, tagged, the same for the same report", async () => {
    const answer = await ask("member.ca", "pdf", "?paper=letter");
    const bytes = Buffer.from(await answer.arrayBuffer());
    const read = await readPdf(bytes);
    const words = JSON.stringify(read);
    for (const part of ["consultation round 1", "CA 1.2", "Among members", "Too wide."]) {
      expect(words, part).toContain(part);
    }
    const tag = answer.headers.get("ETag");
    expect((await ask("member.ca", "pdf", "?paper=letter")).headers.get("ETag")).toBe(tag);
    expect((await ask("member.mx", "pdf", "?paper=letter")).headers.get("ETag")).not.toBe(tag);
  });
});
