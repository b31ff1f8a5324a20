import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { updateDocument } from "#db/documents";
import { listRecord } from "#db/record";
import { objections } from "#db/schema";
import { objectTo, withdrawObjection } from "~/agenda/objections.server";
import { compileItems } from "~/agenda/place.server";
import { readAgenda } from "~/agenda/read.server";
import { clearDisposition, setAside } from "~/agenda/set-aside.server";
import { undoStep } from "~/agenda/undo.server";
import type { Destination } from "~/agenda/view";
import type { RefusalCode } from "~/refusal";
import { openWorkspace, type PersonName, type Workspace } from "./agenda-workspace";

const CA11 = { planId: "plan-ca", itemId: "ca-1-1" };
const REASON = "It is the first measure of our plan.";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

const refusedWith = (code: RefusalCode) => expect.objectContaining({ name: "Refused", code });

/** Why CA 1.1 is set aside, as this person sees it. */
async function aside(person: PersonName = "convener.ca"): Promise<Destination | undefined> {
  const view = await readAgenda(workspace.as(person));
  return view?.items.find((item) => item.itemId === "ca-1-1")?.destinations[0];
}

const defer = () =>
  setAside(workspace.as("secretariat"), {
    items: [CA11],
    disposition: "deferred",
    reason: "Waits for the law reform.",
  });

async function deferred(): Promise<string> {
  await defer();
  return (await aside())?.dispositionId ?? "";
}

const object = (
  dispositionId: string,
  person: PersonName | null = "convener.ca",
  reason = REASON,
) => objectTo(workspace.as(person), { dispositionId, reason });

const kept = () => workspace.store.read.select().from(objections).all();

describe("objecting", () => {
  it("is offered to the convener concerned, with the reason for setting aside", async () => {
    await defer();
    expect(await aside()).toMatchObject({
      reason: "Waits for the law reform.",
      objection: null,
      mayObject: true,
    });
    for (const person of ["convener.mx", "drafter.ca", "secretariat", "observer"] as const) {
      expect((await aside(person))?.mayObject ?? false).toBe(false);
    }
  });

  it("is kept with its reason, recorded without it, and told to the open pages", async () => {
    const dispositionId = await deferred();
    workspace.told.length = 0;
    const { objectionId } = await object(dispositionId, "convener.ca", `  ${REASON}\n`);
    expect(await aside()).toMatchObject({
      mayObject: false,
      objection: {
        id: objectionId,
        delegation: "CA",
        person: "convener.ca",
        reason: REASON,
        mayWithdraw: true,
      },
    });
    expect(workspace.told).toEqual(["announce agenda agenda"]);
    const [entry] = await listRecord(workspace.store.read, 1);
    expect(entry).toMatchObject({
      action: "agenda.object",
      personId: "p-ca",
      documentId: "agenda",
      detail: { objectionId, dispositionId, planId: "plan-ca", itemId: "ca-1-1", ref: "CA 1.1" },
    });
  });

  it("is seen by the delegation and the secretariat, and by nobody else", async () => {
    await workspace.store.transaction((tx) =>
      updateDocument(tx, "plan-ca", { state: "submitted" }),
    );
    await object(await deferred());
    for (const person of ["drafter.ca", "secretariat"] as const) {
      expect((await aside(person))?.objection).toMatchObject({
        reason: REASON,
        mayWithdraw: false,
      });
    }
    for (const person of ["convener.mx", "drafter.mx", "member.us", "observer"] as const) {
      expect(await aside(person)).toMatchObject({ objection: null, mayObject: false });
    }
  });

  it("is not for others, nor signed out, and leaves nothing behind", async () => {
    const dispositionId = await deferred();
    const before = await listRecord(workspace.store.read, 1000);
    const cases: [PersonName | null, RefusalCode][] = [
      ["convener.mx", "hidden"],
      ["drafter.ca", "role"],
      ["secretariat", "role"],
      ["observer", "role"],
      [null, "signed-out"],
    ];
    for (const [person, code] of cases) {
      await expect(object(dispositionId, person)).rejects.toEqual(refusedWith(code));
    }
    expect(kept()).toEqual([]);
    expect(await listRecord(workspace.store.read, 1000)).toEqual(before);
  });

  it("needs a reason, and a disposition that set aside and still holds", async () => {
    const dispositionId = await deferred();
    for (const reason of ["", "   ", "x".repeat(2001)]) {
      await expect(object(dispositionId, "convener.ca", reason)).rejects.toEqual(
        refusedWith("invalid"),
      );
    }
    await expect(object("no-such")).rejects.toEqual(refusedWith("not-found"));
    await compileItems(workspace.as("secretariat"), { items: [CA11], areaId: "area-1" });
    await expect(object(dispositionId)).rejects.toEqual(refusedWith("moved-on"));
    const carried = (await aside())?.dispositionId ?? "";
    await expect(object(carried)).rejects.toEqual(refusedWith("invalid"));
    expect(kept()).toEqual([]);
  });

  it("is made once, also by two at once", async () => {
    const dispositionId = await deferred();
    const tries = await Promise.allSettled([object(dispositionId), object(dispositionId)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(object(dispositionId)).rejects.toEqual(refusedWith("already-done"));
    expect(kept()).toHaveLength(1);
  });

  it("is over once the agenda is adopted", async () => {
    const dispositionId = await deferred();
    await workspace.store.transaction((tx) => updateDocument(tx, "agenda", { state: "adopted" }));
    expect((await aside())?.mayObject).toBe(false);
    await expect(object(dispositionId)).rejects.toEqual(refusedWith("state"));
  });
});

describe("an objection", () => {
  it("is withdrawn by its delegation, once, and can be made again", async () => {
    const dispositionId = await deferred();
    const { objectionId } = await object(dispositionId);
    const withdraw = (person: PersonName) =>
      withdrawObjection(workspace.as(person), { objectionId });
    await expect(withdraw("secretariat")).rejects.toEqual(refusedWith("role"));
    await expect(withdraw("convener.mx")).rejects.toEqual(refusedWith("hidden"));
    await withdraw("convener.ca");
    await expect(withdraw("convener.ca")).rejects.toEqual(refusedWith("already-done"));
    expect(await aside()).toMatchObject({ objection: null, mayObject: true });
    expect(kept()).toMatchObject([{ id: objectionId, reason: REASON, withdrawnBy: "p-ca" }]);
    await object(dispositionId);
    expect((await aside())?.objection).not.toBeNull();
    expect((await listRecord(workspace.store.read, 2))[1]).toMatchObject({
      action: "agenda.withdraw-objection",
      detail: { objectionId },
    });
  });

  it("ends by itself with its disposition, and comes back with it", async () => {
    const { objectionId } = await object(await deferred());
    const { stepId } = await clearDisposition(workspace.as("secretariat"), { items: [CA11] });
    expect(await aside()).toBeUndefined();
    await expect(withdrawObjection(workspace.as("convener.ca"), { objectionId })).rejects.toEqual(
      refusedWith("moved-on"),
    );
    await undoStep(workspace.as("secretariat"), { stepId });
    expect((await aside())?.objection?.id).toBe(objectionId);
    // Set aside for another reason, it is another disposition.
    await setAside(workspace.as("secretariat"), {
      items: [CA11],
      disposition: "not-carried",
      reason: "Concerns one country.",
    });
    expect(await aside()).toMatchObject({ objection: null, mayObject: true });
  });
});
