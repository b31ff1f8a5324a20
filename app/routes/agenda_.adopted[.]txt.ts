import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerAdoptedRecord } from "~/exchange/export-answer.server";

export const loader = (args: LoaderFunctionArgs) => answerAdoptedRecord(args);
