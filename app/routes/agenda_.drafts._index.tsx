import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { requirePerson } from "~/accounts/require-person.server";
import { DraftsPage } from "~/adoption/DraftsPage";
import { comparisonAddress } from "~/adoption/drafts-address";
import { readDrafts } from "~/adoption/read-drafts.server";
import { m } from "~/i18n/messages";
import "~/documents/editor/document.css";

export const meta: MetaFunction = () => [{ title: `${m.drafts_title()} · ${m.ui_app_name()}` }];

export const headers = () => ({ "Cache-Control": "no-store" });

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const found = await orAnswer(readDrafts(operationOf(context)));
  // The form that chooses two drafts leads here.
  const chosen = comparisonAddress(new URL(request.url).searchParams);
  if (chosen) throw redirect(chosen);
  return found;
}

export default function Drafts() {
  return <DraftsPage {...useLoaderData<typeof loader>()} />;
}
