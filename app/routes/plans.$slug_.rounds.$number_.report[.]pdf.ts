import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerRoundReport } from "~/exchange/export-answer.server";

export const loader = (args: LoaderFunctionArgs) => {
  const { slug = "", number = "" } = args.params;
  return answerRoundReport(args, { slug, number }, "pdf");
};
