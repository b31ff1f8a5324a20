import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerExport } from "~/exchange/export-answer.server";

export const loader = (args: LoaderFunctionArgs) => answerExport(args, { kind: "agenda" }, "pdf");
