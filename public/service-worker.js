/**
 * Opens a document's page without a network, if it was open before on this device. It keeps the
 * page as the server last sent it and the files it needs; the document itself is in IndexedDB
 * (app/collab/local-copy.ts). Everything else goes to the network as if this were not here.
 *
 * Pages are kept for one person at a time: app/workspace/offline-pages.ts says who that is.
 */
const FILES = "concerted/files";
const PAGES = "concerted/pages/";
/** A page that has not begun to come by then is shown as it was kept, in milliseconds. */
const PATIENCE = 15_000;
/** On every answer of the server's (app/build-mark.ts); what a hotel or a proxy answers has it not. */
const MARK = "X-Concerted-Build";
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
    if (!answer.ok || !isOurs(answer)) continue;
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
    if (answer.ok && isOurs(answer)) await cache.put(name, answer);
  }
}

/** Whether the server has answered itself. */
function isOurs(answer) {
  return answer.headers.has(MARK);
}

async function file(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

/**
 * The page from the network; without one as it was kept. What somebody else answers is passed on,
 * as it may be where one signs in to the network, but for a proxy that says it cannot reach the server.
 */
async function open(request, pathname) {
  const kept = await pages();
  const page = await kept?.match(pathname);
  let answer = null;
  let failure = null;
  try {
    const asked = fetch(request);
    answer = await (page ? Promise.race([asked, tooLate()]) : asked);
  } catch (error) {
    failure = error;
  }
  if (answer?.type === "opaqueredirect") await forgetIfClosed(kept, pathname);
  if (answer && (isOurs(answer) || answer.status < 500)) {
    // What the server no longer shows must not come back when it is out of reach.
    if (isOurs(answer) && answer.status >= 400 && answer.status < 500) await kept?.delete(pathname);
    return answer;
  }
  if (page) return page;
  if (await kept?.match(OFFLINE)) {
    // A page must stand at its own address: scripts compare the two.
    return Response.redirect(`${OFFLINE}?to=${encodeURIComponent(pathname)}`);
  }
  if (answer) return answer;
  throw failure;
}

function tooLate() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), PATIENCE));
}

/** A redirect shows nothing of itself: whether it is the server's, only what it leads to says. */
async function forgetIfClosed(kept, pathname) {
  if (!(await kept?.match(pathname))) return;
  try {
    if (isOurs(await fetch(pathname, { signal: AbortSignal.timeout(PATIENCE) }))) {
      await kept.delete(pathname);
    }
  } catch {
    // Not the server's, or not to be reached: what is kept stays.
  }
}
