/**
 * Which way imports go (`npm run directions`): routes → features → db. The ending of a file says
 * where it runs: `name.ts` is pure, `name.server.ts` runs on the server only, `Name.tsx` is
 * interface. Everything a rule forbids is an error; an exception is named with its reason.
 */

/** For each feature, the others it may use. All may use `ui`, `i18n` and the files of `app/`. */
const MAY_USE = {
  accounts: [],
  // What a plan and the agenda both are: text, items, log, editor.
  documents: ["accounts"],
  // The life of a plan: its steps, and its consultation rounds.
  plans: ["documents", "accounts"],
  // Told by what happens; what comes of it is read in the inbox, which knows what each is about.
  notifications: ["documents", "accounts"],
  comments: ["notifications", "documents", "accounts"],
  amendments: ["notifications", "documents", "accounts"],
  // How much is unread comes over the connection of the page.
  inbox: ["collab", "adoption", "notifications", "comments", "amendments", "documents", "accounts"],
  agenda: ["amendments", "comments", "documents", "accounts"],
  // A consultation round closes by the same clock as a silence procedure.
  adoption: ["agenda", "comments", "plans", "documents", "accounts"],
  // The report of a consultation round tells what was said and what was proposed.
  exchange: ["adoption", "agenda", "amendments", "comments", "plans", "documents", "accounts"],
  collab: ["documents", "accounts"],
  // The page of a document, put together from the features on it.
  workspace: ["collab", "comments", "amendments", "documents", "accounts"],
};
const FEATURES = Object.keys(MAY_USE);
const inFeature = `^app/(${FEATURES.join("|")})/`;

const SERVER_FILE = "[.]server[.](tsx?|mjs)$";

/** Runs on the server alone, though its name does not say so: what Remix splits by itself. */
const ROUTE_MODULES = "^app/(routes/|root[.]tsx$)";

/** Lower-case `.ts` files that work on the page: hooks, and what the editor is made of. */
const ON_THE_PAGE = [
  "/use[A-Z][^/]*[.]ts$",
  "^app/documents/editor/",
  "^app/amendments/suggesting/",
  "^app/workspace/",
  "^app/collab/(live-document|local-copy|unwritten-tail|copy-database|connection|wire|steady-document)[.]ts$",
  "^app/collab/(news-connection|page-presence|personal-news)[.]ts$",
  "^app/comments/commentDecorations[.]ts$",
];

/** Packages that only compute. */
const PURE_PACKAGES =
  "node_modules/(yjs|lib0|zod|@orama|fractional-indexing|diff|unified|remark-parse|mdast-util-to-string|@types)/";

const featureOrder = Object.entries(MAY_USE).map(([feature, others]) => ({
  name: `features-one-way-${feature}`,
  comment:
    others.length > 0
      ? `Of the other features, ${feature} may use ${others.join(", ")} only.`
      : `The feature ${feature} uses no other.`,
  severity: "error",
  from: { path: `^app/${feature}/` },
  to: { path: inFeature, pathNot: `^app/(${[feature, ...others].join("|")})/` },
}));

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment:
        "Two files that need each other are one, or miss a third. Only types may look back: they are gone when the program runs.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "An import must lead somewhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-test-packages",
      comment: "What runs in production needs no development package, except Vite under --dev.",
      severity: "error",
      from: { path: "^(app|db|seeds|server[.]ts)", pathNot: "^app/routes[.]ts$" },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/(@types|vite)/",
      },
    },
    {
      name: "nothing-imports-a-route",
      comment: "Routes are pages and endpoints; what two of them need belongs in a feature.",
      severity: "error",
      from: { pathNot: "^app/routes/" },
      to: { path: "^app/routes/" },
    },
    {
      name: "routes-keep-apart",
      comment: "A route may import the pieces in its own folder, but no route.",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^app/routes/([^/]+|[^/]+/route)[.]tsx?$" },
    },
    {
      name: "nothing-imports-the-process",
      comment: "server.ts puts everything together and hands it on; nobody asks it for anything.",
      severity: "error",
      from: {},
      to: { path: "^(server[.]ts$|tests/)" },
    },
    {
      name: "db-stands-alone",
      comment: "db/ knows tables and rows, not what they are for.",
      severity: "error",
      from: { path: "^db/" },
      to: { path: "^(app|seeds)/" },
    },
    {
      name: "sql-in-db",
      comment: "All SQL is in db/ (docs/decisions/0004-sql-in-db.md).",
      severity: "error",
      from: { path: "^(app|seeds|server[.]ts)" },
      to: { path: "node_modules/(drizzle-orm|better-sqlite3|@lucia-auth/adapter-drizzle)/" },
    },
    {
      name: "tables-stay-in-db",
      comment: "Ask a function of db/; the tables themselves are nobody else's.",
      severity: "error",
      from: { path: "^(app|seeds|server[.]ts)" },
      to: { path: "^db/schema" },
    },
    {
      name: "seeds-stay-outside",
      comment:
        "The delegations of a consultation are data; only the import command is told of them.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/exchange/import-command[.]server[.]ts$" },
      to: { path: "^seeds/" },
    },
    ...featureOrder,
    {
      name: "ground-knows-no-feature",
      comment: "ui, i18n and the files of app/ are the ground that features stand on.",
      severity: "error",
      from: { path: "^app/(ui/|i18n/|[^/]+$)", pathNot: "^app/(routes|root|entry[.].+)[.]tsx?$" },
      // The context names whose rights an operation has.
      to: { path: inFeature, pathNot: "^app/accounts/policy[.]ts$" },
    },
    {
      name: "i18n-below-ui",
      severity: "error",
      from: { path: "^app/i18n/" },
      to: { path: "^app/ui/" },
    },
    {
      name: "pure-files-stay-pure",
      comment:
        "name.ts in a feature folder holds rules and shapes: no server, no interface, no database, nothing of Node, only packages that compute.",
      severity: "error",
      from: { path: `${inFeature}.*[.]ts$`, pathNot: [SERVER_FILE, ...ON_THE_PAGE] },
      to: {
        path: [SERVER_FILE, "[.]tsx$", "^db/", "node_modules/", ...ON_THE_PAGE],
        pathNot: PURE_PACKAGES,
      },
    },
    {
      name: "pure-files-without-node",
      severity: "error",
      from: { path: `${inFeature}.*[.]ts$`, pathNot: SERVER_FILE },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "pages-without-server",
      comment:
        "What runs in the browser imports nothing of the server, not even a type: shapes that both know are in a pure file.",
      severity: "error",
      from: {
        path: "^app/",
        pathNot: [SERVER_FILE, ROUTE_MODULES, "^app/(context|routes)[.]ts$"],
      },
      to: { path: [SERVER_FILE, "^db/"] },
    },
    {
      name: "routes-ask-features",
      comment:
        "Routes ask operations, which ask db/. The root, the sign-in page and the list of people only read rows.",
      severity: "error",
      from: { path: "^app/routes/", pathNot: "^app/routes/(login|people)/route[.]tsx$" },
      to: { path: "^db/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules/" },
    exclude: { path: "^app/i18n/generated/" },
    tsConfig: { fileName: "tsconfig.json" },
    // Types too: a file that knows another's types depends on it.
    tsPreCompilationDeps: true,
    detectJSDocImports: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".d.ts", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
