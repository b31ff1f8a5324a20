import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { operationOf, orAnswer, refusalAnswer } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import { requirePerson } from "../accounts/require-person.server";
import { BringBack } from "../documents/BringBack";
import { bringBackVersion } from "../documents/bring-back.server";
import { StaticDocument } from "../documents/editor/StaticDocument";
import { m } from "../i18n/messages";
import "../documents/editor/document.css";
import { readVersion } from "../documents/read.server";
import { versionLine } from "../documents/version-line";
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

/** Brings the version back. */
export const action = formAction({
  sender: "person-or-sign-in",
  read: () => null,
  async perform(_fields, { context, params }): Promise<Response> {
    const operation = operationOf(context);
    const slug = params.slug ?? "";
    const { documentId, version } = await readVersion(operation, slug, params.version ?? "");
    await bringBackVersion(operation, { documentId, versionId: version.id });
    return redirect(`/plans/${slug}/history?brought-back=1`);
  },
  refused: refusalAnswer,
});

export default function VersionPage() {
  const { slug, version, content, delegation, language, changes } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  return (
    <div className="workspace-text">
      <div className="mx-auto mb-8 grid max-w-3xl gap-3">
        <Notice>
          <p>{m.plans_version_note()}</p>
          <p className="text-sm text-muted">
            {versionLine(version)}, <Time at={version.createdAt} />
          </p>
        </Notice>
        <div className="flex flex-wrap items-center gap-2">
          <ButtonLink to={`/plans/${slug}/history`} size="sm">
            {m.plans_history()}
          </ButtonLink>
          {changes && <BringBack changes={changes} asks={search.has("bring-back")} />}
        </div>
      </div>
      <StaticDocument content={content} code={delegation} language={language} />
    </div>
  );
}
