/**
 * The page's side of public/service-worker.js: which pages it keeps, for whom, and when it
 * forgets them.
 */

/** Time for the page to be done with what it was opened for. */
const SETTLED_MS = 2_000;

async function tell(message: Record<string, unknown>): Promise<void> {
  const registration = await navigator.serviceWorker?.ready;
  registration?.active?.postMessage(message);
}

/** Lets pages open without a network; without effect where the browser or its settings do not. */
export function registerOfflinePages(): void {
  // In development pages are made anew at every change, and a kept one would hide that.
  if (import.meta.env.DEV || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/service-worker.js").catch(() => undefined);
}

/** The scripts of every page of the workspace, by the build that this page is of. */
function scriptsOfAllPages(): string[] {
  const routes = Object.values(window.__remixManifest?.routes ?? {});
  return [...new Set(routes.flatMap(({ module, imports = [] }) => [module, ...imports]))];
}

/**
 * Loads the scripts of the other pages when this one is done with its own. The router loads a page
 * anew, with all that was begun on it, when it cannot get the script of the one that is asked for;
 * with the scripts there, it finds out by the data that there is no connection, and says so.
 * @returns a function that leaves it at that, if called soon.
 */
export function loadOtherPages(): () => void {
  if (import.meta.env.DEV) return () => undefined;
  const timer = setTimeout(() => {
    for (const href of scriptsOfAllPages()) {
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.href = href;
      document.head.append(link);
    }
  }, SETTLED_MS);
  return () => clearTimeout(timer);
}

/** Says who is signed in; what was kept for others is forgotten. */
export function storePagesFor(personId: string | null): void {
  void tell({ type: "person", personId });
}

/**
 * Keeps the page that is open now, with the files it has loaded.
 * @returns a function that leaves it at that, if called soon.
 */
export function storePageOffline(personId: string): () => void {
  const timer = setTimeout(() => {
    const { origin, pathname } = window.location;
    const files = performance
      .getEntriesByType("resource")
      .map(({ name }) => new URL(name, origin))
      .filter((url) => url.origin === origin && url.pathname.startsWith("/assets/"))
      .map((url) => url.pathname);
    const all = [...new Set([...files, ...scriptsOfAllPages()])];
    void tell({ type: "keep", personId, path: pathname, files: all });
  }, SETTLED_MS);
  return () => clearTimeout(timer);
}

/** Forgets a page that the server does not show to this person any more. */
export async function forgetPage(path: string): Promise<void> {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) await (await caches.open(name)).delete(path);
}

/** Forgets every page at once, without waiting for the service worker. */
export async function forgetPages(): Promise<void> {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) await caches.delete(name);
}
