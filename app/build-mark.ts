/**
 * The header by which a page and the service worker know an answer of this server from one of a
 * hotel's sign-in page or a proxy; its value is the build that answered. Also spelled out in
 * public/service-worker.js, which can import nothing.
 */
export const BUILD_MARK = "X-Concerted-Build";
