/** The small workspace with an agenda that is ready for the chair's text, and a clock to set. */
import { findAgenda } from "#db/documents";
import type { Actor } from "~/accounts/policy";
import { issueDraft, putForward } from "~/adoption/drafts.server";
import { startSilence } from "~/adoption/silence.server";
import { compileItems } from "~/agenda/place.server";
import type { Position } from "~/agenda/positions";
import { givePosition } from "~/agenda/positions.server";
import { setAside } from "~/agenda/set-aside.server";
import { readItem } from "~/documents/document";
import { loadDocument } from "~/documents/log.server";
import { documentHash, itemWords, textHash } from "~/documents/projection.server";
import { openWorkspace } from "./agenda-workspace";
import { addPerson } from "./workspace";

const US: Actor = { id: "p-cus", role: "convener", delegation: "US" };

/** Noon of a day, in UTC, at which the clock stands. */
export const NOON = Date.UTC(2026, 10, 25, 12);
const HOUR = 3_600_000;
/** Of the silence that `silent` begins: six in the evening. */
export const DEADLINE = NOON + 6 * HOUR;

/** Every plan is submitted, and every national item is placed in one of two agenda items or set aside. */
export async function openReadyWorkspace() {
  const clock = { now: NOON };
  const workspace = await openWorkspace(
    { CA: "submitted", MX: "submitted", US: "submitted" },
    () => clock.now,
  );
  const { store, as } = workspace;
  await store.transaction((tx) => addPerson(tx, { ...US, name: "convener.us" }));
  const key = (ref: string) => ({ planId: `plan-${ref.slice(0, 2)}`, itemId: ref });
  const secretariat = as("secretariat");
  const made: string[] = [];
  for (const refs of [["ca-1-1", "mx-1-1"], ["us-1-1"]]) {
    const items = refs.map(key);
    made.push((await compileItems(secretariat, { items, areaId: "area-1" })).agendaItemId);
  }
  const [first = "", second = ""] = made;
  const rest = ["ca", "mx", "us"].flatMap((code) =>
    [`${code}-1-1`, `${code}-1-2`, `${code}-2-1`, `${code}-2-2`].filter(
      (ref) => !["ca-1-1", "mx-1-1", "us-1-1"].includes(ref),
    ),
  );
  await setAside(secretariat, {
    items: rest.map(key),
    disposition: "deferred",
    reason: "For the next round.",
  });
  workspace.told.length = 0;

  const hash = async () => documentHash(await loadDocument(store.read, "agenda"));
  const conveners = {
    CA: as("convener.ca"),
    MX: as("convener.mx"),
    US: { ...as("convener.ca"), actor: US },
  };
  const give = async (
    code: keyof typeof conveners,
    itemId: string,
    position: Position,
    note = "",
  ) => {
    const doc = await loadDocument(store.read, "agenda");
    const words = itemWords(null, readItem(doc, itemId).text);
    return givePosition(conveners[code], { itemId, position, note, textHash: textHash(words) });
  };

  return {
    ...workspace,
    clock,
    items: { first, second },
    conveners,
    hash,
    give,
    state: async () => (await findAgenda(store.read))?.state,
    issue: async (note?: string) => issueDraft(secretariat, { hash: await hash(), note }),
    chairsText: async () => putForward(secretariat, { hash: await hash() }),
    /** A silence on the chair's text, until six in the evening by UTC. */
    silent: async () =>
      startSilence(secretariat, {
        hash: await hash(),
        deadline: "2026-11-25T18:00",
        timeZone: "UTC",
      }),
    /** Every delegation gives this position on every item. */
    async allAgree(position: Position = "agreed") {
      for (const code of ["CA", "MX", "US"] as const) {
        for (const itemId of made) await give(code, itemId, position);
      }
    },
  };
}
export type ReadyWorkspace = Awaited<ReturnType<typeof openReadyWorkspace>>;
