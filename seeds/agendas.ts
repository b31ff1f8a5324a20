/** The three national agendas, restated in one sentence an item, read as any import is. */

import { readFileSync } from "node:fs";
import { type PlanText, parseReport } from "../app/exchange/report";
import { projectFile } from "../db/project-file";
import { DELEGATIONS } from "./delegations";

/** The plans in the order of their delegations. */
export function readSeedPlans(): PlanText[] {
  return DELEGATIONS.flatMap(({ slug }) => {
    const text = readFileSync(projectFile(`seeds/${slug}.md`), "utf8");
    return parseReport(text, { delegations: DELEGATIONS }).plans;
  });
}
