/** What others may see before it is on disk, and what is called saved only after. */
import { expect, test } from "vitest";
import { insertDelegation, listDelegations } from "#db/documents";
import { forEachTest } from "./collab-each-test";
import { PEOPLE, until } from "./collab-harness";

const at = forEachTest();

/** A disk that lets flushes pass until it is told to hold them, or to fail. */
function disk() {
  let gate: Promise<void> = Promise.resolve();
  let open = () => {};
  let broken = false;
  return {
    async flush() {
      await gate;
      if (broken) throw new Error("EIO");
    },
    hold() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => open(),
    fail() {
      broken = true;
    },
  };
}

test("an update is in the database before others see it, and on disk before it is called saved", async () => {
  const slow = disk();
  // The projection would bring what is in the log to the open copy as well.
  const never = 60_000;
  await at.startAgain({ projectAfter: never, projectAtMost: never }, undefined, slow.flush);
  const a = await at.open(PEOPLE.drafterCa.id);
  const b = await at.open(PEOPLE.convenerCa.id);
  await until("all is saved", () => !a.provider.hasUnsyncedChanges);
  slow.hold();
  a.type(" Words");
  await until("the other sees it", () => b.text().includes("Words"));
  expect(a.provider.hasUnsyncedChanges).toBe(true);
  slow.release();
  await until("it is saved", () => !a.provider.hasUnsyncedChanges);
});

test("if the disk fails, nothing more is called saved, and nothing more is taken", async () => {
  const slow = disk();
  await at.startAgain({}, undefined, slow.flush);
  const a = await at.open(PEOPLE.drafterCa.id);
  await until("all is saved", () => !a.provider.hasUnsyncedChanges);
  slow.fail();
  a.type(" Words");
  await until("it is told", () => a.closed.includes("not-saved"));
  expect(a.provider.hasUnsyncedChanges).toBe(true);
  expect(at.server.logged.some(({ level }) => level === "error")).toBe(true);
  const row = { code: "XX", name: "X", position: 9, locale: "en" } as never;
  await expect(at.server.store.transaction((tx) => insertDelegation(tx, row))).rejects.toThrow(
    "the disk failed",
  );
  const codes = (await listDelegations(at.server.store.read)).map(({ code }) => code);
  expect(codes).not.toContain("XX");
});

test("a transaction has its result when it is on disk", async () => {
  const slow = disk();
  await at.startAgain({}, undefined, slow.flush);
  slow.hold();
  let done = false;
  const writing = at.server.store
    .transaction(async () => "result")
    .then((result) => {
      done = true;
      return result;
    });
  await at.server.store.commit(async () => undefined);
  expect(done).toBe(false);
  slow.release();
  expect(await writing).toBe("result");
});
