import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { CheckPage } from "~/exchange/CheckPage";
import { type CheckView, parseFingerprint } from "~/exchange/issued-file";
import { recogniseFile } from "~/exchange/issued-files.server";
import { m } from "~/i18n/messages";

export const meta: MetaFunction = () => [{ title: `${m.check_title()} · ${m.ui_app_name()}` }];

/** Open to all: whoever has a copy may ask, signed in or not. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const asked = (new URL(request.url).searchParams.get("sha256") ?? "").trim();
  const hash = parseFingerprint(asked);
  const file = hash ? await orAnswer(recogniseFile(operationOf(context), hash)) : null;
  const view: CheckView = { asked: asked.slice(0, 400), hash, file };
  const status = asked !== "" && !hash ? 400 : 200;
  return data(view, { status, headers: { "Cache-Control": "no-store" } });
}

export default function Check() {
  return <CheckPage view={useLoaderData<typeof loader>()} />;
}
