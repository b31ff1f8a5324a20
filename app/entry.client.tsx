import { RemixBrowser } from "@remix-run/react";
import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { isLocale, readLocaleFrom } from "./i18n/locale";
import { noteNewVersion } from "./workspace/new-version";
import { createOwnFetch } from "./workspace/own-answers";

// A change of language loads the page anew, so the document's language is the reader's.
const language = document.documentElement.lang;
readLocaleFrom(() => (isLocale(language) ? language : "en"));

// Every loader and action asks by the browser's own function, and so does every part of the page:
// here alone all of them are kept from taking a stranger's answer for the server's.
if (!import.meta.env.DEV) {
  const fromAnywhere = window.fetch.bind(window);
  const fromServer = createOwnFetch({
    here: () => window.location.pathname,
    build: window.__remixManifest?.version,
    otherBuild: noteNewVersion,
    fetch: fromAnywhere,
  });
  window.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, window.location.href);
    const own = url.origin === window.location.origin && !url.pathname.startsWith("/assets/");
    return (own ? fromServer : fromAnywhere)(input, init);
  };
}

startTransition(() => {
  hydrateRoot(document, <RemixBrowser />);
});
