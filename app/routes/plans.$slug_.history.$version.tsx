import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { operationOf, orAnswer } from "../accounts/answer.server";
import { requirePerson } from "../accounts/require-person.server";
import { m } from "../i18n/messages";
import { StaticDocument } from "../plans/editor/StaticDocument";
import "../plans/editor/document.css";
import { readVersion } from "../plans/read.server";
import { versionLine } from "../plans/version-line";
import { ButtonLink } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Time } from "../ui/Time";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${m.plans_history_title({ title: data?.content.title ?? "" })} · ${m.ui_app_name()}` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  const slug = params.slug ?? "";
  const read = readVersion(operationOf(context), slug, params.version ?? "");
  return { slug, ...(await orAnswer(read)) };
}

export default function VersionPage() {
  const { slug, version, content, delegation, language } = useLoaderData<typeof loader>();
  return (
    <div className="workspace-text">
      <div className="mx-auto mb-8 grid max-w-3xl gap-3">
        <Notice>
          <p>{m.plans_version_note()}</p>
          <p className="text-sm text-muted">
            {versionLine(version)}, <Time at={version.createdAt} />
          </p>
        </Notice>
        <div>
          <ButtonLink to={`/plans/${slug}/history`} size="sm">
            {m.plans_history()}
          </ButtonLink>
        </div>
      </div>
      <StaticDocument content={content} code={delegation} language={language} />
    </div>
  );
}
