import "@fontsource-variable/source-serif-4/opsz.css";
import "@fontsource-variable/source-serif-4/opsz-italic.css";
import "@fontsource-variable/source-sans-3/index.css";
import "./ui/styles.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  type ShouldRevalidateFunction,
  useLoaderData,
  useNavigate,
  useNavigation,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { type ReactNode, useEffect, useState } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { listDelegations } from "#db/documents";
import { mayInWorkspace } from "./accounts/policy";
import { comparing } from "./i18n/format";
import { currentLocale } from "./i18n/locale";
import { m } from "./i18n/messages";
import { InboxLink } from "./inbox/InboxLink";
import { readUnread } from "./inbox/read.server";
import { Announcer } from "./ui/announce";
import { Button, ButtonLink } from "./ui/Button";
import { FileExportProvider } from "./ui/FileExport";
import { Header } from "./ui/Header";
import { Page } from "./ui/Page";
import type { RootData } from "./ui/root-data";
import { SteadyScroll } from "./ui/SteadyScroll";
import { readTheme } from "./ui/theme";
import { NewVersion } from "./workspace/NewVersion";
import { isNewVersion } from "./workspace/new-version";
import { OfflinePages } from "./workspace/OfflinePages";
import { NoConnection, OtherBuild } from "./workspace/own-answers";
import { SignOutForm } from "./workspace/SignOutForm";
import { Unreachable } from "./workspace/Unreachable";
import { WithdrawnWatch } from "./workspace/WithdrawnWatch";

const NAME_IN = { en: "nameEn", fr: "nameFr", es: "nameEs" } as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { person, locale, app } = context;
  const compare = comparing(locale);
  const data: RootData = {
    person,
    locale,
    theme: readTheme(request.headers.get("Cookie")),
    delegations: (await listDelegations(app.store.read))
      .map((row) => ({
        code: row.code,
        slug: row.slug,
        name: row[NAME_IN[locale]],
        slot: row.position % 6,
      }))
      .sort((a, b) => compare(a.name, b.name)),
    may: { seePeople: mayInWorkspace(person, "see-people").allowed },
    unread: await readUnread(app, person),
  };
  return { ...data, nonce: context.nonce };
}

/** Who is signed in and how the page looks changes only through a form. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod }) =>
  formMethod !== undefined && formMethod !== "GET";

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${explain(error).title} · ${m.ui_app_name()}` : m.ui_app_name() },
];

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  // The browser hides a nonce once it has been used: say the same, so that hydration agrees.
  const [nonce, setNonce] = useState(typeof document === "undefined" ? data?.nonce : "");
  useEffect(() => setNonce(""), []);
  return (
    <html
      lang={data?.locale ?? currentLocale()}
      data-theme={data?.theme ?? "system"}
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <SteadyScroll nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  const data = useLoaderData<typeof loader>() as RootData;
  const navigate = useNavigate();
  const navigating = useNavigation().state !== "idle";
  return (
    // What controls say of themselves is in the page's language, not in the browser's.
    <I18nProvider locale={data.locale}>
      <RouterProvider navigate={navigate}>
        <Announcer>
          {navigating && <div aria-hidden className="loading-bar" />}
          <Header
            data={data}
            inbox={data.person && <InboxLink unread={data.unread} />}
            signOut={data.person && <SignOutForm person={data.person} />}
          />
          <NewVersion />
          {data.person && <WithdrawnWatch personId={data.person.id} />}
          <OfflinePages personId={data.person?.id ?? null} />
          <FileExportProvider>
            <main id="content" tabIndex={-1} className="outline-none">
              <Outlet />
            </main>
          </FileExportProvider>
        </Announcer>
      </RouterProvider>
    </I18nProvider>
  );
}

/** Whether what failed is of this page's build and not of what it is about. */
const isOfOldBuild = (error: unknown) => error instanceof OtherBuild || isNewVersion();

function explain(error: unknown): { title: string; text: string } {
  if (isOfOldBuild(error)) {
    return { title: m.ui_new_version_title(), text: m.ui_new_version_text() };
  }
  if (error instanceof NoConnection) {
    return { title: m.ui_unreachable(), text: m.ui_unreachable_text() };
  }
  if (isRouteErrorResponse(error)) {
    if (error.status === 403) return { title: m.ui_error_403(), text: m.ui_error_403_text() };
    if (error.status === 404) return { title: m.ui_error_404(), text: m.ui_error_404_text() };
    if (error.status === 503) {
      return { title: m.ui_error_unavailable(), text: m.ui_error_unavailable_text() };
    }
    if (error.status === 429) return { title: m.ui_error_busy(), text: m.ui_error_busy_text() };
    if (error.status >= 400 && error.status < 500) {
      return { title: m.ui_error_request(), text: m.ui_error_request_text() };
    }
  }
  return { title: m.ui_error_500(), text: m.ui_error_500_text() };
}

function Failure({ error }: { error: unknown }) {
  const oldBuild = isOfOldBuild(error);
  if (!oldBuild && error instanceof NoConnection) return <Unreachable />;
  const { title, text } = explain(error);
  return (
    <Page title={title} width="prose">
      <p className="mb-6">{text}</p>
      {oldBuild ? (
        <Button variant="primary" onClick={() => window.location.reload()}>
          {m.ui_new_version_reload()}
        </Button>
      ) : (
        <ButtonLink to="/" variant="primary">
          {m.ui_error_home()}
        </ButtonLink>
      )}
    </Page>
  );
}

export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>("root") as RootData | undefined;
  const error = useRouteError();
  return (
    <Announcer>
      {data && <Header data={data} signOut={data.person && <SignOutForm person={data.person} />} />}
      {data && <OfflinePages personId={data.person?.id ?? null} />}
      <main id="content">
        <Failure error={error} />
      </main>
    </Announcer>
  );
}
