import { RemixBrowser } from "@remix-run/react";
import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { isLocale, readLocaleFrom } from "./i18n/locale";

// A change of language loads the page anew, so the document's language is the reader's.
const language = document.documentElement.lang;
readLocaleFrom(() => (isLocale(language) ? language : "en"));

startTransition(() => {
  hydrateRoot(document, <RemixBrowser />);
});
