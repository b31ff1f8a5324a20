/**
 * Opens a document's page without a network, if it was open before on this device. It keeps the
 * page as the server last sent it and the files it needs; the document itself is in IndexedDB
 * (app/collab/local-copy.ts). Everything else goes to the network as if this were not here.
 *
 * Pages are kept for one person at a time: app/workspace/offline-pages.ts says who that is.
 */
const FILES = "concerted/files";
const PAGES = "concerted/pages/";
/** Shown for pages that are not kept. */
const OFFLINE = "/offline";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { type, personId, path, files } = event.data ?? {};
  if (type === "person") event.waitUntil(forgetPages(personId));
  if (type === "keep") event.waitUntil(keep(personId, path, files));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(open(request, pathname));
  else if (pathname.startsWith("/assets/")) event.respondWith(file(request));
});

/** Forgets the pages of everybody but one person, or of everybody. */
async function forgetPages(personId) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && name !== PAGES + personId) await caches.delete(name);
  }
}

async function pages() {
  const name = (await caches.keys()).find((key) => key.startsWith(PAGES));
  return name ? caches.open(name) : null;
}

/** Keeps a page, the page for pages that are not kept, and all files that the two need. */
async function keep(personId, path, files) {
  await forgetPages(personId);
  const kept = await caches.open(PAGES + personId);
  const needed = new Set(files);
  for (const page of [path, OFFLINE]) {
    const answer = await fetch(page, { redirect: "manual" });
    if (!answer.ok) continue;
    // Files are named by their content, so these names are all that a page can ask for at first.
    for (const [name] of (await answer.clone().text()).matchAll(/\/assets\/[\w.-]+\.\w+/g)) {
      needed.add(name);
    }
    await kept.put(page, answer);
  }
  const cache = await caches.open(FILES);
  for (const name of needed) {
    if (await cache.match(name)) continue;
    const answer = await fetch(name);
    if (answer.ok) await cache.put(name, answer);
  }
}

async function file(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** The page from the network; without one as it was kept. */
async function open(request, pathname) {
  const kept = await pages();
  try {
    const answer = await fetch(request);
    // What the server no longer shows must not come back when it is out of reach.
    if (kept && (answer.type === "opaqueredirect" || (answer.status >= 400 && answer.status < 500)))
      await kept.delete(pathname);
    return answer;
  } catch (error) {
    const page = await kept?.match(pathname);
    if (page) return page;
    if (!(await kept?.match(OFFLINE))) throw error;
    // A page must stand at its own address: scripts compare the two.
    return Response.redirect(`${OFFLINE}?to=${encodeURIComponent(pathname)}`);
  }
}
