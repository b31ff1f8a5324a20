/** How much one person can write beside the text of a document: counted where it is written. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { countAmendmentsOf, insertAmendment } from "#db/amendments";
import { insertComment, insertThread } from "#db/comments";
import { insertRound, listRounds } from "#db/consultations";
import { saveConcept as storeConcept } from "#db/glossary";
import { insertInvitation } from "#db/invitations";
import { inviteParticipant } from "~/accounts/invitations.server";
import { saveConcept } from "~/agenda/glossary.server";
import {
  changeAmendment,
  proposeAmendment,
  withdrawAmendment,
} from "~/amendments/amendments.server";
import { acceptAmendments, rejectAmendments } from "~/amendments/deciding.server";
import { suggest } from "~/amendments/suggesting.server";
import { openThread, reply } from "~/comments/comments.server";
import { itemsOf, readDocument } from "~/documents/document";
import { measureDocument } from "~/documents/document-measures";
import { fromPlainText, writeRichText } from "~/documents/rich-text";
import { CONTRIBUTION_LIMITS, DOCUMENT_LIMITS, WORKSPACE_LIMITS } from "~/limits";
import { setRound } from "~/plans/rounds.server";
import { openWorkspace, PEOPLE, type PersonName, type Workspace } from "./comments-workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

const refused = (field: string) =>
  expect.objectContaining({ name: "Refused", code: "limit", field, status: 422 });
const json = (text: string) => JSON.stringify(fromPlainText(text));
const lines = (letters: number) =>
  Array(Math.floor(letters / 1_000))
    .fill("x".repeat(999))
    .join("\n");

const proposeNew = (text: string, who: PersonName = "member.ca") =>
  proposeAmendment(workspace.as(who), {
    documentId: "plan",
    kind: "new",
    areaId: "a",
    text: json(text),
    justification: "It is missing.",
  });

type State = "proposed" | "withdrawn" | "rejected";
const countOf = (who: PersonName, states: State[] = ["proposed"]) =>
  countAmendmentsOf(workspace.store.read, { documentId: "plan", personId: PEOPLE[who].id }, states);

/** As if they had been proposed one by one. */
const haveProposed = (count: number, text: string, state: State = "proposed") =>
  workspace.store.transaction(async (tx) => {
    for (let i = 0; i < count; i += 1) {
      await insertAmendment(tx, {
        id: `${state}-${i}`,
        documentId: "plan",
        kind: "new",
        areaId: "a",
        proposedText: json(text),
        basisRef: "",
        justification: "It is missing.",
        proposedBy: PEOPLE["member.ca"].id,
        proposedAt: 1_000 + i,
        state,
      });
    }
  });

describe("amendments", () => {
  it("of more than an item's text are refused, and nothing of them is kept", async () => {
    // 58 KB each, as someone hostile would send them by the hundred.
    for (let i = 0; i < 5; i += 1) {
      await expect(proposeNew(lines(58_000))).rejects.toThrow(refused("letters"));
    }
    await expect(proposeNew("x".repeat(12_000))).rejects.toThrow(refused("paragraph"));
    expect((await countOf("member.ca")).count).toBe(0);
  });

  it("are refused once their texts are longer together than one person's may be", async () => {
    const { amendmentLettersPerPerson, amendmentsPerPerson } = CONTRIBUTION_LIMITS;
    const long = lines(DOCUMENT_LIMITS.itemLetters - 1_000);
    const outcomes: boolean[] = [];
    for (let i = 0; i < 30; i += 1) {
      outcomes.push(
        await proposeNew(`${i} ${long}`).then(
          () => true,
          (error: unknown) => {
            expect(error).toEqual(refused("amendment-letters"));
            return false;
          },
        ),
      );
    }
    const accepted = outcomes.indexOf(false);
    expect(accepted).toBeGreaterThan(10);
    expect(accepted).toBeLessThan(amendmentsPerPerson);
    expect(outcomes.lastIndexOf(true)).toBe(accepted - 1);
    const { letters } = await countOf("member.ca");
    expect(letters).toBeLessThanOrEqual(amendmentLettersPerPerson);
    // Others are not in the way of it, nor are short ones of one's own after one is withdrawn.
    await proposeNew("A short one.", "convener.ca");
  });

  it("are refused beyond so many open ones, also where several arrive at once", async () => {
    const most = CONTRIBUTION_LIMITS.amendmentsPerPerson;
    await haveProposed(most - 1, "Visit schools.");
    const together = await Promise.allSettled(
      [1, 2, 3].map((n) => proposeNew(`Visit school ${n}.`)),
    );
    expect(together.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await countOf("member.ca")).count).toBe(most);
    await expect(proposeNew("One more.")).rejects.toThrow(refused("amendments"));
    await withdrawAmendment(workspace.as("member.ca"), {
      documentId: "plan",
      amendmentId: "proposed-0",
    });
    await proposeNew("One instead.");
    // Those that are decided make room: that is the convener's doing, and no way round the limit.
    await rejectAmendments(workspace.as("convener.ca"), {
      documentId: "plan",
      amendmentIds: ["proposed-1"],
      reason: "Another time.",
    });
    await proposeNew("One more now.");
  });

  it("cannot be made without end by withdrawing them", async () => {
    await haveProposed(
      CONTRIBUTION_LIMITS.amendmentsAndWithdrawnPerPerson,
      "Visit schools.",
      "withdrawn",
    );
    await expect(proposeNew("One more.")).rejects.toThrow(refused("amendments-withdrawn"));
  });

  it("are no longer when they are written further, or suggested in the text", async () => {
    const { amendmentId } = await proposeNew("A short one.");
    const change = (text: string) =>
      changeAmendment(workspace.as("member.ca"), {
        documentId: "plan",
        amendmentId,
        text: json(text),
        justification: "It is missing.",
      });
    await expect(change(lines(58_000))).rejects.toThrow(refused("letters"));
    await change("A longer one.");

    const { text } = readDocument(await workspace.document("plan")).areas[0]?.items[0] ?? {};
    const copy = (words: string) =>
      suggest(workspace.as("member.ca"), {
        documentId: "plan",
        itemId: "i1",
        basis: JSON.stringify(text),
        text: json(words),
      });
    await expect(copy(lines(58_000))).rejects.toThrow(refused("letters"));
    await haveProposed(CONTRIBUTION_LIMITS.amendmentsPerPerson - 1, "Visit schools.");
    await expect(copy("Other words altogether.")).rejects.toThrow(refused("amendments"));
  });

  it("are not accepted into a document that is full", async () => {
    const { amendmentId } = await proposeNew("One more item.");
    await workspace.edit("plan", (doc) => {
      const items = itemsOf(doc);
      for (let i = items.size; i < DOCUMENT_LIMITS.items; i += 1) {
        const text = new Y.XmlFragment();
        writeRichText(text, fromPlainText("x"));
        const place = { area: "a", order: `b${String(i).padStart(5, "0")}` };
        const item = new Y.Map<unknown>(Object.entries({ place, text, removed: true }));
        items.set(`more-${i}`, item);
      }
    });
    await expect(
      acceptAmendments(workspace.as("convener.ca"), {
        documentId: "plan",
        amendmentIds: [amendmentId],
      }),
    ).rejects.toThrow(refused("items"));
    expect((await countOf("member.ca")).count).toBe(1);
  });

  it("are not accepted where the document has no room for more paragraphs, however empty", async () => {
    const { amendmentId } = await proposeNew("One more item.");
    await workspace.edit("plan", (doc) => {
      const [item] = itemsOf(doc).values();
      const text: unknown = item?.get("text");
      if (!(text instanceof Y.XmlFragment)) throw new Error("no text");
      const empty = () => new Y.XmlElement("paragraph");
      const length = DOCUMENT_LIMITS.documentBlocks - measureDocument(doc).blocks;
      text.insert(0, Array.from({ length }, empty));
    });
    const accept = acceptAmendments(workspace.as("convener.ca"), {
      documentId: "plan",
      amendmentIds: [amendmentId],
    });
    await expect(accept).rejects.toThrow(refused("document-blocks"));
  });
});

describe("comments", () => {
  const begin = (who: PersonName = "member.ca") =>
    openThread(workspace.as(who), {
      documentId: "plan",
      itemId: "i1",
      anchor: null,
      quote: "",
      body: "Why?",
    });
  const authorId = PEOPLE["member.ca"].id;
  const thread = (id: string) => ({
    id,
    documentId: "plan",
    about: "item" as const,
    itemId: "i1",
    quote: "",
    createdBy: authorId,
    createdAt: 1_000,
    internalTo: null,
  });

  it("are begun so many times by one person, and no more", async () => {
    await workspace.store.transaction(async (tx) => {
      for (let i = 1; i < CONTRIBUTION_LIMITS.threadsPerPerson; i += 1) {
        await insertThread(tx, thread(`t-${i}`));
      }
    });
    const together = await Promise.allSettled([begin(), begin()]);
    expect(together.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(begin()).rejects.toThrow(refused("threads"));
    await begin("convener.ca");
  });

  it("fill a thread, and no more", async () => {
    const { threadId } = await begin();
    await workspace.store.transaction(async (tx) => {
      for (let i = 1; i < CONTRIBUTION_LIMITS.commentsPerThread; i += 1) {
        await insertComment(tx, {
          id: `c-${i}`,
          threadId,
          authorId,
          body: "Because.",
          createdAt: 2_000,
          editedAt: null,
          deletedAt: null,
        });
      }
    });
    await expect(
      reply(workspace.as("convener.ca"), { documentId: "plan", threadId, body: "So?" }),
    ).rejects.toThrow(refused("comments"));
    await begin();
  });
});

describe("what the secretariat and conveners make", () => {
  it("invitations are as many as are open", async () => {
    const now = workspace.app.now();
    const secretariat = workspace.as("secretariat");
    await workspace.store.transaction(async (tx) => {
      for (let i = 0; i < WORKSPACE_LIMITS.openInvitationsPerPerson; i += 1) {
        await insertInvitation(tx, {
          id: `i-${i}`,
          tokenHash: `hash-${i}`,
          role: "observer",
          delegation: null,
          note: "",
          createdBy: PEOPLE.secretariat.id,
          createdAt: now,
          // The first has expired.
          expiresAt: i === 0 ? now - 1 : now + 1_000_000,
          usedAt: null,
          usedBy: null,
          revokedAt: null,
        });
      }
    });
    const invite = () =>
      inviteParticipant(secretariat, { role: "observer", delegation: null, note: "" });
    await invite();
    await expect(invite()).rejects.toThrow(refused("invitations"));
  });

  it("concepts are as many as the glossary holds", async () => {
    const add = (term: string) =>
      saveConcept(workspace.as("secretariat"), {
        seen: null,
        terms: { en: [term], fr: [], es: [] },
      });
    await workspace.store.transaction(async (tx) => {
      for (let i = 1; i < WORKSPACE_LIMITS.concepts; i += 1) {
        await storeConcept(tx, {
          id: `c-${i}`,
          terms: { en: [`term ${i}`], fr: [], es: [] },
          updatedAt: i,
          updatedBy: PEOPLE.secretariat.id,
        });
      }
    });
    await add("the last");
    await expect(add("one more")).rejects.toThrow(refused("concepts"));
  });

  it("a round is set so many times", async () => {
    const settings = (await listRounds(workspace.store.read, "plan")).length;
    await workspace.store.transaction(async (tx) => {
      for (let i = settings; i < WORKSPACE_LIMITS.roundSettingsPerPlan; i += 1) {
        await insertRound(tx, {
          id: `r-${i}`,
          documentId: "plan",
          number: i + 1,
          audience: "members",
          startedBy: PEOPLE["convener.ca"].id,
          startedAt: 1,
          closesAt: 2,
          timeZone: "UTC",
          note: "",
          endedAt: 2,
          endedBy: PEOPLE["convener.ca"].id,
        });
      }
    });
    const tomorrow = new Date(workspace.app.now() + 86_400_000).toISOString().slice(0, 16);
    await expect(
      setRound(workspace.as("convener.ca"), {
        documentId: "plan",
        closes: tomorrow,
        timeZone: "UTC",
        audience: "members",
        note: "",
      }),
    ).rejects.toThrow(refused("rounds"));
  });
});
