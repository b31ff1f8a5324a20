/** Proposing groups and a zero draft of three thousand unplaced items, and who waits meanwhile. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { listDocuments } from "#db/documents";
import { findPersonByEmail } from "#db/people";
import { proposeGroups } from "../../app/agenda/groups.server";
import { readMerging } from "../../app/agenda/read.server";
import { createRelatedIndexes, readIndex } from "../../app/agenda/related.server";
import { placeZeroDraft, proposeZeroDraft } from "../../app/agenda/zero-draft.server";
import { openBareWorkspace } from "../integration/workspace";
import { type Bench, milliseconds, pause, progress, random } from "./measure";
import { fillDemo, lengthenPlan } from "./scale-workspace";

const ITEMS_EACH = 1_000;

/** How long a piece of work takes, and how long at most nobody else had a turn, in milliseconds. */
async function watched(work: () => Promise<unknown>): Promise<{ took: number; blocked: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // It measures from its second turn on, and knows of the work by the first turn after it.
  await pause(20);
  const took = await milliseconds(work);
  await pause(20);
  delay.disable();
  return { took, blocked: delay.max / 1e6 };
}

export async function benchGrouping(): Promise<Bench[]> {
  const workspace = openBareWorkspace({ demo: true });
  const { app } = workspace;
  try {
    progress("filling");
    await fillDemo(app);
    const chance = random(1);
    const plans = (await listDocuments(app.store.read)).filter(({ kind }) => kind === "plan");
    for (const plan of plans) await lengthenPlan(app, plan, chance, ITEMS_EACH);
    const secretariat = await findPersonByEmail(app.store.read, "secretariat@demo.example");
    if (!secretariat) throw new Error("the demo has no secretariat");
    const context = { ...workspace.as(secretariat), relatedIndexes: createRelatedIndexes() };
    const language = "en" as const;

    progress("reading");
    const view = await watched(() => readMerging(context));
    const index = await watched(() => readIndex(context));
    progress("grouping");
    const groups = await watched(() => proposeGroups(context, { areaNumber: null, language }));
    const again = await watched(() => proposeGroups(context, { areaNumber: null, language }));
    progress("drafting");
    const areaId = (await readMerging(context))?.view.areas[0]?.id ?? "";
    const wanted = { areaId, everything: true, language };
    const draft = await watched(() => proposeZeroDraft(context, wanted));
    const { drafts } = await proposeZeroDraft(context, wanted);
    progress("placing");
    // As if nothing belonged together: the most agenda items that can come of it.
    const single = drafts.flatMap(({ areaId, items }) =>
      items.map((item) => ({ areaId, items: [item] })),
    );
    const placing = await watched(() => placeZeroDraft(context, { drafts: single }));

    const items = (await readMerging(context))?.view.items.length ?? 0;
    const rows = { view, index, groups, again, draft, placing };
    return [
      {
        name: `Groups and a zero draft of ${items} items (${single.length} agenda items placed)`,
        rows: Object.entries(rows).flatMap(([label, { took, blocked }]) => [
          { label, value: took, unit: "ms" },
          { label: `${label}: others wait at most`, value: blocked, unit: "ms" },
        ]),
      },
    ];
  } finally {
    await workspace.close();
  }
}
