import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { JoinForm } from "~/accounts/JoinForm";
import { loadJoinPage, submitJoinPage } from "~/accounts/join-page.server";
import { m } from "~/i18n/messages";

export function loader({ params, context }: LoaderFunctionArgs) {
  return loadJoinPage(context, params.token ?? "");
}

export function action({ params, context, request }: ActionFunctionArgs) {
  return submitJoinPage(context, params.token ?? "", request);
}

// What this page shows holds for one moment only.
export const headers = () => ({ "Cache-Control": "no-store" });

export const meta: MetaFunction = () => [
  { title: `${m.accounts_setup_title()} · ${m.ui_app_name()}` },
  { name: "robots", content: "noindex" },
];

export default function SetupPage() {
  return (
    <JoinForm
      title={m.accounts_setup_title()}
      lead={m.accounts_setup_lead()}
      view={useLoaderData<typeof loader>()}
      answer={useActionData<typeof action>()}
    />
  );
}
