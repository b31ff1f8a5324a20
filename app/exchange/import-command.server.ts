/**
 * `npm run import -- FILE [--dry-run] [--replace]`: a consultation report or a plan file, in
 * Markdown, into plans. Whatever is wrong is one line on stderr and exit code 1, with nothing
 * written. It may run beside a running server, which finds the changes in the log.
 */
import { nanoid } from "nanoid";
import { makeFolder, openWorkspace } from "#db/workspace";
import { DELEGATIONS } from "../../seeds/delegations";
import type { OperationContext } from "../context";
import { Refused } from "../refusal";
import { type ImportedPlan, importPlans, PlanNotOpen } from "./import.server";
import { readTextFile, UnusableFile } from "./import-file.server";
import { countItems, importProblem } from "./import-limits";
import { type LeftOut, type PlanText, parseReport, type Report } from "./report";
import { UnreadableReport } from "./report-fields";

const USAGE = "Usage: npm run import -- FILE [--dry-run] [--replace]";

/** Something the person can mend; the message says what, in one line. */
class CannotImport extends Error {}

interface Arguments {
  file: string;
  dryRun: boolean;
  replace: boolean;
}

function readArguments(args: readonly string[]): Arguments {
  const end = args.indexOf("--");
  const options = args.filter((arg, i) => arg.startsWith("-") && (end < 0 || i < end));
  const files = args.filter((arg, i) => !options.includes(arg) && i !== end);
  const unknown = options.find((option) => option !== "--dry-run" && option !== "--replace");
  if (unknown) throw new CannotImport(`Unknown option ${unknown}. ${USAGE}`);
  const [file, ...more] = files;
  if (!file) throw new CannotImport(`No file given. ${USAGE}`);
  if (more.length > 0) throw new CannotImport(`One file at a time. ${USAGE}`);
  return { file, dryRun: options.includes("--dry-run"), replace: options.includes("--replace") };
}

async function readReport(file: string): Promise<Report> {
  const text = await readTextFile(file);
  let report: Report;
  try {
    report = parseReport(text, { delegations: DELEGATIONS });
  } catch (error) {
    // Lists in lists, thousands deep, are more than any reader of Markdown can hold.
    const reason =
      error instanceof UnreadableReport ? error.message : "its Markdown cannot be made sense of";
    throw new CannotImport(`Cannot import ${file}: ${reason}.`);
  }
  if (report.plans.length === 0) {
    const names = DELEGATIONS.map(({ names }) => names.en).join(", ");
    throw new CannotImport(
      `Cannot import ${file}: no national agenda found in it (a heading naming one of ${names}, then numbered headings, each with a list).`,
    );
  }
  for (const plan of report.plans) {
    const problem = importProblem(plan);
    if (problem) {
      throw new CannotImport(
        `Cannot import ${file}: the plan of ${nameOf(plan.delegation)} is too large: ${problem}.`,
      );
    }
  }
  return report;
}

const nameOf = (code: string) =>
  DELEGATIONS.find((delegation) => delegation.code === code)?.names.en ?? code;

async function write(report: Report, replace: boolean): Promise<ImportedPlan[]> {
  const dataDir = process.env.DATA_DIR || "./data";
  makeFolder(dataDir);
  const store = await openWorkspace(dataDir);
  try {
    const quiet = () => undefined;
    const context: OperationContext = {
      store,
      log: { info: quiet, warn: quiet, error: quiet },
      // No documents are open here; a running server has them and reads the log.
      live: { apply: quiet, announce: quiet, recheck: quiet },
      now: () => Date.now(),
      newId: () => nanoid(),
      writer: `import-${nanoid()}`,
      settings: { origin: null, demo: false, dataDir, mail: false },
      actor: null,
      requestId: null,
    };
    const { plans } = await importPlans(context, {
      plans: report.plans,
      delegations: DELEGATIONS,
      replace,
      authorId: null,
    });
    return plans;
  } finally {
    await store.close();
  }
}

const OUTCOMES: Record<ImportedPlan["outcome"], string> = {
  made: "made",
  replaced: "text replaced, the text before is kept in its history",
  "already-there": "already there, nothing changed",
};

function describePlan(plan: PlanText, outcome: string): string[] {
  return [
    `${plan.delegation}  ${plan.title}: ${outcome}`,
    ...plan.areas.map(
      ({ title, items }, i) =>
        `    ${i + 1}. ${title}: ${items.length} ${items.length === 1 ? "item" : "items"}`,
    ),
  ];
}

const KINDS: Record<LeftOut["kind"], string> = {
  section: "section",
  agenda: "another agenda of the same delegation",
  text: "text in an agenda that is no item",
  footnote: "footnote",
  "page-mark": "page mark",
};

function describeLeftOut(leftOut: readonly LeftOut[]): string[] {
  const shown = leftOut.filter(({ kind }) => kind !== "page-mark");
  if (shown.length === 0) return [];
  return [
    `Left out (${shown.length}):`,
    ...shown.map(({ kind, line, lastLine, title }) => {
      const lines = lastLine > line ? `lines ${line}-${lastLine}` : `line ${line}`;
      return `    ${lines}  ${KINDS[kind]}: ${title}`;
    }),
    "",
  ];
}

async function run(args: readonly string[]): Promise<string[]> {
  const { file, dryRun, replace } = readArguments(args);
  const report = await readReport(file);
  const done = dryRun ? [] : await write(report, replace);
  const outcomes = report.plans.map(
    ({ delegation }) => done.find((plan) => plan.delegation === delegation)?.outcome,
  );
  const items = report.plans.reduce((sum, plan) => sum + countItems(plan), 0);
  return [
    ...describeLeftOut(report.leftOut),
    ...report.plans.flatMap((plan, i) => {
      const outcome = outcomes[i];
      return describePlan(plan, outcome ? OUTCOMES[outcome] : "found");
    }),
    "",
    `${report.plans.length} ${report.plans.length === 1 ? "plan" : "plans"}, ${items} ${items === 1 ? "item" : "items"}.`,
    ...(dryRun ? ["Nothing was written (--dry-run)."] : []),
    ...(outcomes.includes("already-there")
      ? ["To replace the text of plans that are already there, add --replace."]
      : []),
  ];
}

function explain(error: unknown): string {
  if (error instanceof CannotImport || error instanceof UnusableFile) return error.message;
  if (error instanceof PlanNotOpen) {
    return `The plan of ${nameOf(error.delegation)} is ${error.state}: it has to be reopened before its text can be replaced. Nothing was written.`;
  }
  if (error instanceof Refused && error.code === "limit") {
    return "A plan would be fuller than a plan can be, with the items and areas that were removed from it. Nothing was written.";
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `The import failed and nothing was written: ${reason}`;
}

run(process.argv.slice(2)).then(
  (lines) => {
    process.stdout.write(`${lines.join("\n")}\n`);
  },
  (error: unknown) => {
    process.stderr.write(`${explain(error).replace(/\s+/gu, " ")}\n`);
    process.exitCode = 1;
  },
);
