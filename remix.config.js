/**
 * The options of the Remix plugin, imported by vite.config.ts. Every v3 flag is on, so that the
 * move to React Router stays a rename (docs/decisions/0001-remix-2.md).
 *
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
export default {
  appDirectory: "app",
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};
