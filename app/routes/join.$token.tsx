import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { JoinForm } from "~/accounts/JoinForm";
import type { loadJoinPage, submitJoinPage } from "~/accounts/join-page.server";
import { m } from "~/i18n/messages";

export {
  joinPageHeaders as headers,
  loadJoinPage as loader,
  submitJoinPage as action,
} from "~/accounts/join-page.server";

export const meta: MetaFunction = () => [
  { title: `${m.accounts_join_title()} · ${m.ui_app_name()}` },
  { name: "robots", content: "noindex" },
];

export default function JoinPage() {
  return (
    <JoinForm
      title={m.accounts_join_title()}
      view={useLoaderData<typeof loadJoinPage>()}
      answer={useActionData<typeof submitJoinPage>()}
    />
  );
}
